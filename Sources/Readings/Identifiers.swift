/// A name that stations and devices go by: 1…64 characters of `A-Z a-z 0-9 . _ -`.
///
/// The characters are safe in topics, file names, URLs and logs, so nothing downstream needs to escape them.
public struct Name: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name's text.
    public let text: String

    /// Takes a name as it is.
    ///
    /// - Returns: `nil` when the text is empty, longer than 64, or has another character.
    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Name.allows) else { return nil }
        self.text = text
    }

    /// Takes a name from bytes that were not checked yet.
    ///
    /// - Returns: `nil` as `init(_:)` does.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard (1...64).contains(bytes.count), bytes.allSatisfy(Name.allows) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// Orders by bytes.
    public static func < (left: Name, right: Name) -> Bool { left.text < right.text }

    /// The name's text.
    public var description: String { text }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// A publishing device of a station, `410184-07/wim-2` on the wire.
public struct Source: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The station that the device belongs to.
    public let station: Name
    /// The device's name within its station.
    public let device: Name

    /// Makes the source for a device of a station.
    public init(station: Name, device: Name) {
        self.station = station
        self.device = device
    }

    /// Reads `<station>/<device>`.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        var text = text
        guard let source = text.withUTF8({ Source(bytes: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = source
    }

    /// Reads `<station>/<device>` from bytes that were not checked yet.
    ///
    /// - Returns: `nil` for any other text.
    public init?(bytes: UnsafeRawBufferPointer) {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")),
            let station = Name(bytes: UnsafeRawBufferPointer(rebasing: bytes[..<slash])),
            let device = Name(bytes: UnsafeRawBufferPointer(rebasing: bytes[(slash + 1)...]))
        else { return nil }
        self.init(station: station, device: device)
    }

    /// Orders by station, then device.
    public static func < (left: Source, right: Source) -> Bool {
        (left.station, left.device) < (right.station, right.device)
    }

    /// The source as on the wire.
    public var description: String { "\(station)/\(device)" }
}

/// A lane's number at its station, 1…32.
public struct Lane: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The lane's number.
    public let number: UInt8

    /// Takes a lane's number.
    ///
    /// - Returns: `nil` outside 1…32.
    public init?(_ number: Int) {
        guard (1...32).contains(number) else { return nil }
        self.number = UInt8(number)
    }

    /// Orders by number.
    public static func < (left: Lane, right: Lane) -> Bool { left.number < right.number }

    /// The lane's number.
    public var description: String { String(number) }
}

/// What makes a reading the one it is: `(source, epoch, seq)` is never used for two contents.
public struct ReadingID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The publishing device.
    public let source: Source
    /// The life of the device's spool, 0…2^53 − 1.
    public let epoch: UInt64
    /// The message's number in its epoch, 1…2^53 − 1.
    public let seq: UInt64

    /// The greatest epoch and `seq`: what a double holds exactly, so that any vendor's JSON can carry it.
    public static let greatest: UInt64 = (1 << 53) - 1

    /// Makes an identity; the caller has checked the ranges.
    public init(source: Source, epoch: UInt64, seq: UInt64) {
        self.source = source
        self.epoch = epoch
        self.seq = seq
    }

    /// Orders by source, epoch and `seq`.
    public static func < (left: ReadingID, right: ReadingID) -> Bool {
        (left.source, left.epoch, left.seq) < (right.source, right.epoch, right.seq)
    }

    /// `source:epoch:seq`, as results name a passage.
    public var description: String { "\(source):\(epoch):\(seq)" }
}
