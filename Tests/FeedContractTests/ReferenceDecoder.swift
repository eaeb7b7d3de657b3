import Foundation
import Readings
import Units

/// The contract once more, by other means: `JSONDecoder`, `Codable`, and plain checks. It shares no code with
/// `FeedContract`; of `Readings` and `Units` it uses the types, not their parsers.
enum ReferenceDecoder {
    enum Message: Equatable {
        case weigh(WeighReading)
        case camera(CameraReading)
    }

    /// The message, or `nil` when it is not valid.
    static func decode(topic: String, payload: [UInt8]) -> Message? {
        guard payload.count <= 65_536, StrictScanner.accepts(payload) else { return nil }
        let parts = topic.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let lane = Int(parts[2]), String(lane) == parts[2] else { return nil }
        let decoder = JSONDecoder()
        let message: Message
        let header: ReadingHeader
        do {
            switch parts[0] {
            case "weigh":
                let reading = try decoder.decode(ReferenceWeigh.self, from: Data(payload)).reading
                (message, header) = (.weigh(reading), reading.header)
            case "camera":
                let reading = try decoder.decode(ReferenceCamera.self, from: Data(payload)).reading
                (message, header) = (.camera(reading), reading.header)
            default: return nil
            }
        } catch {
            return nil
        }
        guard header.id.source.station.text == parts[1], Int(header.lane.number) == lane else { return nil }
        return message
    }
}

/// Why the reference refuses a value.
struct Refusal: Error {}

/// A key by its text.
struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}

typealias Members = KeyedDecodingContainer<Key>

extension Members {
    func required<Value: Decodable>(_ key: String) throws -> Value {
        try decode(Value.self, forKey: Key(stringValue: key))
    }

    func optional<Value: Decodable>(_ key: String) throws -> Value? {
        try decodeIfPresent(Value.self, forKey: Key(stringValue: key))
    }

    /// An empty string says no more than null.
    func optionalText(_ key: String) throws -> String? {
        let text = try decodeIfPresent(String.self, forKey: Key(stringValue: key))
        return text?.isEmpty == true ? nil : text
    }

    func integer(_ key: String, _ range: ClosedRange<Int>) throws -> Int {
        let value: Int = try required(key)
        guard range.contains(value) else { throw Refusal() }
        return value
    }

    func optionalInteger(_ key: String, _ range: ClosedRange<Int>) throws -> Int? {
        let value: Int? = try optional(key)
        if let value, !range.contains(value) { throw Refusal() }
        return value
    }

    func choice<Value: RawRepresentable<String>>(_ key: String) throws -> Value {
        guard let value = Value(rawValue: try required(key)) else { throw Refusal() }
        return value
    }

    func has(_ key: String) -> Bool { contains(Key(stringValue: key)) }
}

extension Decoder {
    func members() throws -> Members { try container(keyedBy: Key.self) }
}

struct ReferenceHeader {
    let header: ReadingHeader

    init(_ members: Members) throws {
        _ = try members.integer("v", 1...1)
        let parts = try (members.required("source") as String).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let station = ReferenceHeader.name(parts[0]),
            let device = ReferenceHeader.name(parts[1])
        else { throw Refusal() }
        let greatest = 1 << 53 - 1
        let id = ReadingID(
            source: Source(station: station, device: device),
            epoch: UInt64(try members.integer("epoch", 0...greatest)),
            seq: UInt64(try members.integer("seq", 1...greatest))
        )
        guard let at = ReferenceInstant.parse(try members.required("at")),
            let lane = Lane(try members.integer("lane", 1...32))
        else { throw Refusal() }
        header = ReadingHeader(id: id, at: at, lane: lane)
    }

    private static func name(_ text: Substring) -> Name? {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-".unicodeScalars)
        guard text.unicodeScalars.allSatisfy(allowed.contains) else { return nil }
        return Name(String(text))
    }
}

/// RFC 3339 by splitting and counting.
enum ReferenceInstant {
    static func parse(_ text: String) -> Instant? {
        let characters = Array(text.unicodeScalars)
        guard characters.count >= 20 else { return nil }
        func field(_ range: Range<Int>) -> Int? {
            let digits = characters[range]
            guard digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
            return Int(String(String.UnicodeScalarView(digits)))
        }
        func isAt(_ place: Int, _ allowed: String) -> Bool { allowed.unicodeScalars.contains(characters[place]) }
        guard let year = field(0..<4), isAt(4, "-"), let month = field(5..<7), isAt(7, "-"), let day = field(8..<10),
            isAt(10, "Tt"), let hour = field(11..<13), isAt(13, ":"), let minute = field(14..<16), isAt(16, ":"),
            let second = field(17..<19), hour < 24, minute < 60, second < 60,
            let days = days(year: year, month: month, day: day)
        else { return nil }
        var rest = String(String.UnicodeScalarView(characters[19...]))
        var milliseconds = 0
        if rest.hasPrefix(".") {
            let digits = rest.dropFirst().prefix { ("0"..."9").contains($0) }
            guard (1...9).contains(digits.count) else { return nil }
            milliseconds = Int(digits.padding(toLength: 3, withPad: "0", startingAt: 0)) ?? 0
            rest = String(rest.dropFirst(digits.count + 1))
        }
        guard let offset = offset(rest) else { return nil }
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset * 60
        return Instant(millisecondsSince1970: Int64(seconds * 1_000 + milliseconds))
    }

    /// Minutes east of Greenwich.
    private static func offset(_ text: String) -> Int? {
        if text == "Z" || text == "z" { return 0 }
        let scalars = Array(text.unicodeScalars)
        guard scalars.count == 6, scalars[0] == "+" || scalars[0] == "-", scalars[3] == ":" else { return nil }
        let digits = [1, 2, 4, 5].map { Int(scalars[$0].value) - 48 }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard hours < 24, minutes < 60 else { return nil }
        return (scalars[0] == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func days(year: Int, month: Int, day: Int) -> Int? {
        let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year >= 1, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        let before = year - 1
        let daysBeforeYear = before * 365 + before / 4 - before / 100 + before / 400
        return daysBeforeYear + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    }
}
