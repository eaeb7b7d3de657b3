public import Readings
public import Units

/// A message on its way from a station to the daemon, with what its maker knows of it beyond the wire.
public struct StationMessage: Sendable {
    /// What goes over the wire.
    public enum Reading: Sendable {
        /// A weighing.
        case weigh(WeighReading)
        /// A picture.
        case camera(CameraReading)
    }

    /// What goes over the wire.
    public var reading: Reading
    /// What its maker intended, for the summary.
    public var intent: Intent
    /// What the camera saw, where pictures are to be drawn.
    public var scene: Scene?

    /// Makes a message.
    public init(_ reading: Reading, intent: Intent = [], scene: Scene? = nil) {
        self.reading = reading
        self.intent = intent
        self.scene = scene
    }

    /// Who sent it and when it was taken.
    public var header: ReadingHeader {
        switch reading {
        case .weigh(let reading): reading.header
        case .camera(let reading): reading.header
        }
    }
}

extension StationMessage {
    /// What a generator meant with a message; it is counted when the message is sent.
    public struct Intent: OptionSet, Sendable {
        /// One bit an intention.
        public let rawValue: UInt8

        /// Takes the bits as they are.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// A weighing over the limit of its vehicle.
        public static let overloaded = Intent(rawValue: 1)
        /// A weighing that no picture will follow.
        public static let missingPicture = Intent(rawValue: 2)
        /// A picture whose plate is not the vehicle's.
        public static let misread = Intent(rawValue: 4)
    }
}

/// Messages in the order in which a station sends them: each source's by `seq` from 1 without holes, and by `at`.
public protocol MessageSource: Sendable {
    /// When the next message was taken, without making it; `nil` at the end.
    var nextAt: Instant? { get }

    /// Makes the next message; `nil` at the end.
    mutating func next() -> StationMessage?

    /// Begins no further passage: what is left are the pictures of those that have begun.
    mutating func finish()
}
