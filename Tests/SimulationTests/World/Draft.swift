import Readings

/// A message as its device sends it, and what nobody else knows of it.
struct Draft: Sendable {
    let device: Int
    /// In ms since the world began.
    let sentAt: Int
    var content: Content
    let crossing: Int
    var faults: Faults = []
    /// Whether its trigger tells the vehicle from every other.
    var isLinked = false

    enum Content: Sendable {
        case weighing(WeighReading)
        case picture(CameraReading)
    }

    /// The message under its `seq`.
    func numbered(_ seq: UInt64) -> Draft {
        var draft = self
        switch content {
        case .weighing(var reading):
            reading.header.id = ReadingID(source: reading.header.id.source, epoch: 1, seq: seq)
            draft.content = .weighing(reading)
        case .picture(var reading):
            reading.header.id = ReadingID(source: reading.header.id.source, epoch: 1, seq: seq)
            draft.content = .picture(reading)
        }
        return draft
    }
}

/// What was done to a message on purpose.
struct Faults: OptionSet, Hashable, Sendable {
    let rawValue: Int

    /// One or two characters are wrong.
    static let misread = Faults(rawValue: 1)
    /// No plate, though this view shows one.
    static let unread = Faults(rawValue: 2)
    /// Sent much later than taken.
    static let late = Faults(rawValue: 4)
    /// A second copy under a new `seq`.
    static let doubled = Faults(rawValue: 8)
    /// The clock was an hour off.
    static let jumped = Faults(rawValue: 16)
    /// The device said that its clock is not synchronised.
    static let unsynced = Faults(rawValue: 32)
    /// Kept while the device was silent.
    static let silent = Faults(rawValue: 64)
    /// Lost on the way and replayed.
    static let hole = Faults(rawValue: 128)
    /// The scale found fault with it itself, or the vehicle was weighed twice.
    static let flagged = Faults(rawValue: 256)
    /// Some picture of this vehicle was never sent.
    static let dropped = Faults(rawValue: 512)

    /// All but what makes no difference to a careful reader.
    static let serious: Faults = [
        .misread, .unread, .late, .jumped, .unsynced, .silent, .hole, .flagged, .dropped,
    ]
}
