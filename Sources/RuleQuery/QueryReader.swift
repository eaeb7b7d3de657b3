import FeedContract
import Units

/// Reads single values of a query; reading goes on after a fault, so that all of them are said at once.
struct QueryReader {
    let tape: Tape
    private(set) var faults: [Fault] = []

    init(tape: Tape) {
        self.tape = tape
    }

    @inline(never)
    mutating func reject(_ index: Int, must rule: String) {
        reject(tape.pointer(to: index), Reasons.must(rule, tape, index))
    }

    @inline(never)
    mutating func reject(_ pointer: String, _ reason: String) {
        if faults.count < FeedLimits.faults { faults.append(Fault(pointer: pointer, reason: reason)) }
    }

    /// Gives each member of an object to `take`; unknown and repeated keys are faults: a mistyped key must not change
    /// what the law is asked.
    mutating func members<Key>(
        of object: Int,
        _ table: KeyTable<Key>,
        take: (inout QueryReader, Key, Int) -> Void
    ) {
        let end = tape.closing(object)
        var (key, next, seen) = (object + 1, 0, UInt64(0))
        while key < end {
            let value = key + 1
            if let (found, place) = table.key(tape.word(at: key), from: next) {
                if seen & 1 << UInt64(place) != 0 {
                    reject(tape.pointer(to: value), Reasons.duplicate)
                } else if !tape.isNull(at: value) {
                    take(&self, found, value)
                }
                seen |= 1 << UInt64(place)
                next = place + 1
            } else {
                reject(tape.pointer(to: value), "unknown key; known here: \(table.names)")
            }
            key = tape.indexAfter(value)
        }
    }

    /// An integer is one by its value: `52300.0` is 52300.
    func wholeNumber(_ index: Int) -> Int? {
        switch tape.kind(at: index) {
        case .integer: tape.integer(at: index)
        case .double: Int(exactly: tape.double(at: index))
        default: nil
        }
    }

    mutating func integer(_ index: Int, _ range: ClosedRange<Int>) -> Int? {
        if let value = wholeNumber(index), range.contains(value) { return value }
        reject(index, must: Reasons.integer(range, orNull: true))
        return nil
    }

    mutating func kilograms(_ index: Int, _ range: ClosedRange<Int> = FeedLimits.grossKg) -> Kilograms? {
        integer(index, range).map { Kilograms($0) }
    }

    mutating func millimetres(_ index: Int, _ range: ClosedRange<Int>) -> Millimetres? {
        integer(index, range).map { Millimetres($0) }
    }

    mutating func boolean(_ index: Int) -> Bool? {
        switch tape.kind(at: index) {
        case .true: return true
        case .false: return false
        default:
            reject(index, must: "be true, false or null")
            return nil
        }
    }

    mutating func text(_ index: Int) -> String? {
        guard tape.kind(at: index) == .string else {
            reject(index, must: "be a string or null")
            return nil
        }
        let bytes = tape.string(at: index)
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    mutating func choice<Value: CaseIterable & RawRepresentable<String>>(_ index: Int, _: Value.Type) -> Value? {
        if tape.kind(at: index) == .string {
            if let value = Value(rawValue: String(decoding: tape.string(at: index), as: UTF8.self)) { return value }
        } else if tape.kind(at: index) == .integer, let value = Value(rawValue: String(tape.integer(at: index))) {
            // Site types are numbers to many programs.
            return value
        }
        reject(index, must: Reasons.choice(Value.allCases.map(\.rawValue), orNull: true))
        return nil
    }

    /// An accuracy class: `"5"`, but also 5 and 0.5.
    mutating func accuracyClass(_ index: Int) -> String? {
        switch tape.kind(at: index) {
        case .integer: return String(tape.integer(at: index))
        case .double:
            // Exact in tenths, as all classes are: 4.9996 is not class 5.
            let tenths = (tape.double(at: index) * 10).rounded()
            if (0...1_000).contains(tenths), tenths / 10 == tape.double(at: index) {
                return decimalText(Int(tenths), decimals: 1)
            }
            reject(index, must: "be an accuracy class as certificates write it, \"5\" or \"0.5\"")
            return nil
        default: return text(index)
        }
    }

    /// A day, or the day in China of an instant.
    mutating func day(_ index: Int) -> CivilDate? {
        if tape.kind(at: index) == .string {
            let text = String(decoding: tape.string(at: index), as: UTF8.self)
            if let day = CivilDate(text) ?? Instant(rfc3339: text)?.day { return day }
        }
        reject(index, must: "be a day, YYYY-MM-DD, an instant or null")
        return nil
    }

    /// A list with one value an axle; null stays unknown.
    mutating func list<Value>(_ index: Int, _ read: (inout QueryReader, Int, Int) -> Value?) -> [Value?]? {
        guard tape.kind(at: index) == .array else {
            reject(index, must: "be an array or null")
            return nil
        }
        let count = tape.count(ofArrayAt: index)
        guard FeedLimits.axles.contains(count) else {
            reject(tape.pointer(to: index), "must have 1 to \(FeedLimits.axles.upperBound) elements, but has \(count)")
            return nil
        }
        var values: [Value?] = []
        values.reserveCapacity(count)
        let end = tape.closing(index)
        var element = index + 1
        while element < end {
            values.append(tape.isNull(at: element) ? nil : read(&self, element, values.count))
            element = tape.indexAfter(element)
        }
        return values
    }
}
