public import Readings

/// What a topic announces; it selects the schema of the payload.
public enum TopicKind: String, CaseIterable, Sendable {
    /// A weighing.
    case weigh
    /// A picture of a vehicle.
    case camera
}

/// The topic of a data message, `weigh/<station>/<lane>` or `camera/<station>/<lane>`.
public struct Topic: Hashable, Sendable, CustomStringConvertible {
    /// What the payload is.
    public var kind: TopicKind
    /// The station that the message is from.
    public var station: Name
    /// The lane that the message is about.
    public var lane: Lane

    /// Makes a topic.
    public init(kind: TopicKind, station: Name, lane: Lane) {
        self.kind = kind
        self.station = station
        self.lane = lane
    }

    /// Reads a topic.
    ///
    /// - Returns: `nil` for any other text; the lane is 1…32 without leading zeros.
    public init?(_ text: String) {
        var text = text
        guard let topic = text.withUTF8({ Topic(bytes: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = topic
    }

    /// Reads a topic from bytes that were not checked yet.
    ///
    /// - Returns: `nil` as `init(_:)` does.
    public init?(bytes: UnsafeRawBufferPointer) {
        let parts = TopicParts(bytes)
        guard let kind = parts.kind, let station = parts.stationName, let lane = Lane(parts.laneNumber) else {
            return nil
        }
        self.init(kind: kind, station: station, lane: lane)
    }

    /// The topic as on the wire.
    public var description: String { "\(kind.rawValue)/\(station)/\(lane)" }
}

/// A topic cut at its slashes, without anything allocated; each part may be unreadable on its own.
struct TopicParts {
    let bytes: UnsafeRawBufferPointer
    /// What the first part names.
    private(set) var kind: TopicKind?
    /// The second part, unchecked; empty when the topic has not three parts.
    private(set) var station = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The third part's number, 0 when it is none.
    private(set) var laneNumber = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        let first = TopicParts.slash(in: bytes, from: 0)
        let second = TopicParts.slash(in: bytes, from: first + 1)
        guard second < bytes.count else { return }
        if TopicParts.begins(bytes, "weigh/") {
            kind = .weigh
        } else if TopicParts.begins(bytes, "camera/") {
            kind = .camera
        }
        station = UnsafeRawBufferPointer(rebasing: bytes[(first + 1)..<second])
        laneNumber = TopicParts.lane(UnsafeRawBufferPointer(rebasing: bytes[(second + 1)...]))
    }

    /// The station, where the second part is a name.
    var stationName: Name? { Name(bytes: station) }

    private static func slash(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var place = start
        while place < bytes.count, bytes[place] != UInt8(ascii: "/") { place += 1 }
        return place
    }

    private static func begins(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        var place = 0
        while place < length, bytes[place] == text.utf8Start[place] { place += 1 }
        return place == length
    }

    /// The number that one or two digits spell; a leading zero would give one lane two topics.
    private static func lane(_ digits: UnsafeRawBufferPointer) -> Int {
        guard (1...2).contains(digits.count), digits[0] != UInt8(ascii: "0") else { return 0 }
        var number = 0
        for digit in digits {
            guard digit &- UInt8(ascii: "0") <= 9 else { return 0 }
            number = number * 10 + Int(digit &- UInt8(ascii: "0"))
        }
        return number
    }
}
