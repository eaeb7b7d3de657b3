/// The wording of faults. Nothing here runs for a valid message.
package enum Reasons {
    package static let missing = "missing"
    package static let duplicate = "must not be there twice: an earlier member has the same key"
    static let tooDeep = "is nested deeper than \(FeedLimits.nesting) levels"

    /// Greatest length of a text that is repeated in a reason, in bytes.
    private static let quotedBytes = 80

    /// What is allowed, and what the value at `index` is instead.
    package static func must(_ rule: String, _ tape: Tape, _ index: Int) -> String {
        "must \(rule), but is \(found(tape, index))"
    }

    /// The rule for an integer.
    package static func integer(_ range: ClosedRange<Int>, orNull: Bool) -> String {
        let null = orNull ? " or null" : ""
        if range.lowerBound == range.upperBound { return "be \(range.lowerBound)\(null)" }
        return "be an integer from \(range.lowerBound) to \(range.upperBound)\(null)"
    }

    /// The rule for a number that may have a fraction.
    static func number(_ range: ClosedRange<Int>, orNull: Bool) -> String {
        "be a number from \(range.lowerBound) to \(range.upperBound)\(orNull ? " or null" : "")"
    }

    /// The rule for an enumerated string.
    package static func choice(_ values: [String], orNull: Bool) -> String {
        "be one of \(values.joined(separator: ", "))\(orNull ? ", or null" : "")"
    }

    /// The value at `index` in words.
    static func found(_ tape: Tape, _ index: Int) -> String {
        switch tape.kind(at: index) {
        case .object: "an object"
        case .array: "an array"
        case .string: "the string \(quoted(tape.string(at: index)))"
        case .integer: "\(tape.integer(at: index))"
        case .greatInteger: "\(UInt64(bitPattern: Int64(tape.integer(at: index))))"
        case .double: "\(tape.double(at: index))"
        case .true: "true"
        case .false: "false"
        default: "null"
        }
    }

    /// A text in quotes; only its length when it is long, not UTF-8, or has characters that could mislead a reader.
    static func quoted(_ bytes: UnsafeRawBufferPointer) -> String {
        guard bytes.count <= quotedBytes, let text = String(validating: bytes, as: UTF8.self),
            text.unicodeScalars.allSatisfy(isHarmless)
        else { return "of \(bytes.count) bytes" }
        return "\"\(text)\""
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}
