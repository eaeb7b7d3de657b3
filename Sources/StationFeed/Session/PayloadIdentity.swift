package import Readings

/// Writes epoch and number into a payload that somebody else has made, and leaves every other byte of it alone.
package enum PayloadIdentity {
    /// Gives a payload an identity.
    ///
    /// - Parameters:
    ///   - id: what its `epoch` and `seq` are to be; its `source` is not looked at.
    ///   - payload: a JSON object with or without `epoch` and `seq`.
    /// - Returns: the payload with both; `nil` for what is no object as far as its brackets and strings go.
    package static func write(_ id: ReadingID, into payload: [UInt8]) -> [UInt8]? {
        guard let object = MemberScan(payload) else { return nil }
        var (written, place) = ([] as [UInt8], 0)
        written.reserveCapacity(payload.count + 64)
        var missing = [("epoch", id.epoch), ("seq", id.seq)]
        for member in object.members {
            guard let index = missing.firstIndex(where: { member.isNamed($0.0, in: payload) }) else { continue }
            written += payload[place..<member.value.lowerBound]
            written += Array(String(missing.remove(at: index).1).utf8)
            place = member.value.upperBound
        }
        guard !missing.isEmpty else { return written + payload[place...] }
        written += payload[place..<object.end]
        var comma = object.members.isEmpty ? "" : ","
        for (name, value) in missing {
            written += Array("\(comma)\"\(name)\":\(value)".utf8)
            comma = ","
        }
        return written + payload[object.end...]
    }
}

/// The members of a JSON object by their places. The grammar is checked by whoever decodes the message.
struct MemberScan {
    /// A member.
    struct Member {
        /// Its key, without the quotes and as written.
        let key: Range<Int>
        /// Its value, without white space around.
        let value: Range<Int>

        func isNamed(_ name: String, in bytes: [UInt8]) -> Bool { bytes[key].elementsEqual(name.utf8) }
    }

    private(set) var members: [Member] = []
    /// The place of the closing brace.
    private(set) var end = 0

    private let bytes: [UInt8]
    private var place = 0

    /// Finds the members of an object; `nil` where there is none, or it does not end.
    init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        skipSpace()
        guard take("{") else { return nil }
        skipSpace()
        while !isAt("}") {
            guard let member = member() else { return nil }
            members.append(member)
            guard take(",") || isAt("}") else { return nil }
            skipSpace()
        }
        end = place
    }

    private mutating func member() -> Member? {
        guard let quoted = string() else { return nil }
        skipSpace()
        guard take(":") else { return nil }
        skipSpace()
        guard let value = value(), !value.isEmpty else { return nil }
        skipSpace()
        return Member(key: (quoted.lowerBound + 1)..<(quoted.upperBound - 1), value: value)
    }

    /// Passes over a value: up to the comma or bracket that ends it, outside strings and inner brackets.
    private mutating func value() -> Range<Int>? {
        let start = place
        var (depth, last) = (0, place)
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return nil }
                last = place
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return start..<last }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return start..<last
            default: break
            }
            place += 1
            if !MemberScan.isSpace(bytes[place - 1]) { last = place }
        }
        return nil
    }

    /// Passes over a string, with its quotes.
    private mutating func string() -> Range<Int>? {
        let start = place
        guard take("\"") else { return nil }
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 2
            case UInt8(ascii: "\""):
                place += 1
                return start..<place
            default: place += 1
            }
        }
        return nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        place += 1
        return true
    }

    private func isAt(_ character: Unicode.Scalar) -> Bool {
        place < bytes.count && bytes[place] == UInt8(ascii: character)
    }

    private mutating func skipSpace() {
        while place < bytes.count, MemberScan.isSpace(bytes[place]) { place += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
