public import Readings

/// What is forwarded, and how.
public struct ForwardSettings: Sendable {
    /// Where lines come from.
    public enum Origin: Hashable, Sendable {
        /// Standard input, to its end.
        case standardInput
        /// The `.jsonl` files of a directory, in the order of their names, and those that come later.
        case directory(String)
    }

    /// Where lines come from.
    public var origin: Origin
    /// The spool's directory, which keeps the rejects and how far the input is, too.
    public var spool: String
    /// The only station that lines may be of; any when `nil`.
    public var station: Name?
    /// Whether the run ends with the files that are there, rather than waiting for more.
    public var isFinite = false
    /// Whether what is in the spool may not be on disk, so that only the spool itself knows how far the input is.
    public var isUnsynced = false
    /// Where lines are put that hold no reading.
    public var rejects: String
    /// Where the media lie that camera lines name; lines' media are not kept when `nil`.
    public var media: String?
    /// Told of each of them, and of files that are not read, from the station's thread.
    public var complain: @Sendable (String) -> Void

    /// Describes a run.
    public init(_ origin: Origin, spool: String, complain: @escaping @Sendable (String) -> Void) {
        (self.origin, self.spool, self.complain) = (origin, spool, complain)
        rejects = spool + "/+rejects.jsonl"
    }

    /// Lets in lines of one station only.
    ///
    /// - Returns: false for what is no station's name; nothing has changed then.
    public mutating func limit(to station: String) -> Bool {
        guard let name = Name(station) else { return false }
        self.station = name
        return true
    }
}

extension StationLink {
    /// Starts forwarding lines.
    ///
    /// - Parameters:
    ///   - settings: how the station is run.
    ///   - forward: what is forwarded.
    ///   - tell: what the operator must know, from the station's thread.
    public convenience init(
        _ settings: Settings,
        forwarding forward: ForwardSettings,
        tell: @escaping @Sendable (StationNotice) -> Void
    ) throws(PublishError) {
        switch forward.origin {
        case .standardInput:
            try self.init(settings, tell: tell) { (disk, media, _) throws(PublishError) in
                StreamInput(LineFeeder(forward, disk, media), descriptor: 0)
            }
        case .directory(let path):
            try self.init(settings, tell: tell) { (disk, media, _) throws(PublishError) in
                try DirectoryInput(path, forward, disk, media)
            }
        }
    }
}
