public import Units

/// How a spool keeps what it is given, and how much of it.
public struct SpoolSettings: Hashable, Sendable {
    /// When what was appended is forced onto the disk.
    public enum Sync: String, CaseIterable, Sendable {
        /// Each reading by itself, before it is published.
        case always
        /// All readings that came together at once, before they are published.
        case group
        /// Never: the system writes when it likes. After an unclean end a reading may have been published that the
        /// spool has no more, so a new epoch begins.
        case none
    }

    /// When what was appended is forced onto the disk.
    public var sync = Sync.group
    /// Bytes of all segments of all sources at most; when they are reached, new readings are refused.
    public var bytesMax = 1 << 30
    /// How old the oldest reading without acknowledgement may be before new ones are refused; no matter when `nil`.
    public var ageMax: Milliseconds?
    /// Bytes after which a new segment is begun. An acknowledged segment is deleted as a whole, so this is what may lie
    /// there in vain.
    package var segmentBytes: Int { min(4 << 20, max(1 << 12, bytesMax / 16)) }

    /// The defaults: `group`, 1 GiB, any age.
    public init() {}

    /// How many readings are appended at most before they are committed.
    package var batchMax: Int { sync == .always ? 1 : 1_000 }
}
