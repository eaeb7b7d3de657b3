/// A point in time in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Instants of devices and instants of the daemon's own clock have the same type and are told apart by name
/// (`at`, `receivedAt`).
public struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z; negative before.
    public let millisecondsSince1970: Int64

    /// Makes an instant from milliseconds since 1970-01-01T00:00:00Z.
    @inlinable
    public init(millisecondsSince1970: Int64) {
        self.millisecondsSince1970 = millisecondsSince1970
    }

    /// Before any other instant.
    public static let distantPast = Instant(millisecondsSince1970: .min)
    /// After any other instant.
    public static let distantFuture = Instant(millisecondsSince1970: .max)

    /// UTC+8, the legal time of China.
    public static let chinaOffset = Milliseconds.hours(8)

    static let millisecondsPerDay: Int64 = 86_400_000

    /// The day in China that holds this instant.
    public var day: CivilDate {
        let local = millisecondsSince1970 + Instant.chinaOffset.rawValue
        return CivilDate(dayNumber: Int(local).dividedDown(by: Int(Instant.millisecondsPerDay)))
    }

    /// Orders by time.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }

    /// The instant `span` later.
    @inlinable
    public static func + (instant: Instant, span: Milliseconds) -> Instant {
        Instant(millisecondsSince1970: instant.millisecondsSince1970 + span.rawValue)
    }

    /// The span from `right` to `left`; negative when `left` is the earlier.
    @inlinable
    public static func - (left: Instant, right: Instant) -> Milliseconds {
        Milliseconds(left.millisecondsSince1970 - right.millisecondsSince1970)
    }

    /// The instant as RFC 3339 in China's time, `2026-11-23T10:15:30.123+08:00`.
    public var description: String {
        let date = day
        let ofDay = Int((self - date.start).rawValue)
        let time = [ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay / 1_000 % 60].map { padded($0, to: 2) }
        return "\(date)T\(time.joined(separator: ":")).\(padded(ofDay % 1_000, to: 3))+08:00"
    }
}

extension Instant {
    /// Reads an RFC 3339 instant: `Z` or an offset, 0–9 fraction digits, of which those beyond milliseconds are cut.
    ///
    /// - Returns: `nil` for any other text, for a day or a time that does not exist, and for a leap second.
    public init?(rfc3339 text: String) {
        var text = text
        guard let instant = text.withUTF8({ Instant(rfc3339: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = instant
    }

    /// Reads an RFC 3339 instant from its bytes, without allocating: this runs once for each reading.
    ///
    /// - Returns: `nil` as `init(rfc3339:)` for text does.
    public init?(rfc3339 bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":")
        else { return nil }
        var valid = true
        func two(_ index: Int) -> Int {
            let (tens, ones) = (bytes[index] &- 48, bytes[index + 1] &- 48)
            if tens > 9 || ones > 9 { valid = false }
            return Int(tens) * 10 + Int(ones)
        }
        let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8))
        let (hour, minute, second) = (two(11), two(14), two(17))
        guard valid, hour < 24, minute < 60, second < 60, (1...12).contains(month), year >= 1, day >= 1,
            day <= CivilDate.daysIn(month: month, year: year)
        else { return nil }
        guard let (milliseconds, end) = Instant.fraction(bytes, from: 19),
            let offset = Instant.offset(bytes, from: end)
        else { return nil }
        let days = Int64(CivilDate.dayNumber(year: year, month: month, day: day))
        let ofDay = Int64((hour * 60 + minute) * 60 + second) * 1_000 + milliseconds
        self.init(millisecondsSince1970: days * Instant.millisecondsPerDay + ofDay - offset)
    }

    /// The fraction's milliseconds (0 without one) and the index behind it.
    private static func fraction(_ bytes: UnsafeRawBufferPointer, from start: Int) -> (Int64, Int)? {
        guard bytes[start] == UInt8(ascii: ".") else { return (0, start) }
        var (index, milliseconds, scale) = (start + 1, Int64(0), Int64(100))
        while index < bytes.count, bytes[index] &- 48 <= 9 {
            milliseconds += Int64(bytes[index] &- 48) * scale
            scale /= 10
            index += 1
        }
        return (1...9).contains(index - start - 1) ? (milliseconds, index) : nil
    }

    /// The offset from UTC in milliseconds; `nil` unless it ends the text.
    private static func offset(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int64? {
        guard start < bytes.count else { return nil }
        if bytes[start] | 0x20 == UInt8(ascii: "z") { return start + 1 == bytes.count ? 0 : nil }
        let sign: Int64
        switch bytes[start] {
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: return nil
        }
        guard bytes.count == start + 6, bytes[start + 3] == UInt8(ascii: ":"),
            let hours = decimal(bytes[(start + 1)..<(start + 3)]),
            let minutes = decimal(bytes[(start + 4)..<(start + 6)]), hours < 24, minutes < 60
        else { return nil }
        return sign * Int64(hours * 60 + minutes) * 60_000
    }
}

extension Instant: Codable {
    /// Reads an RFC 3339 text; throws `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let instant = Instant(rfc3339: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no RFC 3339 instant: \(text)")
            )
        }
        self = instant
    }

    /// Writes RFC 3339 in China's time.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
