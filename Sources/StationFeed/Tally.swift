/// What a publisher has sent.
public struct Tally: Hashable, Sendable {
    /// Weighings.
    public internal(set) var weigh = 0
    /// Pictures.
    public internal(set) var camera = 0
    /// Weighings that were meant to be over their limit.
    public private(set) var overloaded = 0
    /// Weighings without a picture.
    public private(set) var missingPictures = 0
    /// Pictures whose plate was misread on purpose.
    public private(set) var misread = 0

    /// Nothing sent.
    public init() {}

    /// Passages: each has one weighing.
    public var passages: Int { weigh }

    /// Messages of both kinds.
    public var messages: Int { weigh + camera }

    /// Counts a message that was sent.
    public mutating func count(_ message: borrowing StationMessage) {
        switch message.reading {
        case .weigh: weigh += 1
        case .camera: camera += 1
        }
        guard !message.intent.isEmpty else { return }
        if message.intent.contains(.overloaded) { overloaded += 1 }
        if message.intent.contains(.missingPicture) { missingPictures += 1 }
        if message.intent.contains(.misread) { misread += 1 }
    }
}
