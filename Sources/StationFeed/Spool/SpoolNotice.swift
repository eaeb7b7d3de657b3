public import Readings

/// What a spool has to tell the operator.
public enum SpoolNotice: Hashable, Sendable {
    /// The last write before an unclean end was not whole, and was cut off. Nothing of it was published.
    case tornTail(source: Source, file: String, bytes: Int)
    /// A segment is damaged where it must not be; what lay behind the damage was put into another file.
    case damaged(source: Source, file: String, at: Int, aside: String)
    /// A new epoch has begun, and why.
    case newEpoch(source: Source, epoch: UInt64, reason: EpochReason)
    /// Readings of an epoch that the daemon would not have have all been given numbers in another one.
    case moved(source: Source, from: UInt64, to: UInt64)
    /// The spool cannot be written or read.
    case disk(source: Source, DiskError)

    /// Whether something is lost, or somebody must act.
    public var isSevere: Bool {
        switch self {
        case .tornTail, .newEpoch, .moved: false
        case .damaged, .disk: true
        }
    }
}

/// Why an epoch has begun.
public enum EpochReason: String, Hashable, Sendable {
    /// There was no spool.
    case newSpool = "the spool is new"
    /// The last run ended uncleanly and had not forced its readings onto the disk.
    case unsynced = "the last run ended uncleanly without --fsync"
    /// The end of the spool is damaged, so that nobody knows which numbers were used.
    case damaged = "the spool's end is damaged"
    /// The daemon has these numbers already, from a life that this spool does not remember.
    case seqReused = "the daemon knows these numbers already (seq-reused)"
    /// The daemon knows a newer epoch.
    case stale = "the daemon knows a newer epoch (stale-epoch)"
}

extension SpoolNotice: CustomStringConvertible {
    /// One line.
    public var description: String {
        switch self {
        case .tornTail(let source, let file, let bytes):
            "\(source): cut off \(bytes) bytes of an unfinished write at the end of \(file)"
        case .damaged(let source, let file, let place, let aside):
            "\(source): \(file) is damaged at byte \(place): what lay behind is lost to the daemon and kept in \(aside)"
        case .newEpoch(let source, let epoch, let reason):
            "\(source): begins epoch \(epoch): \(reason.rawValue)"
        case .moved(let source, let old, let new):
            "\(source): all readings of epoch \(old) that were not acknowledged are now in epoch \(new)"
        case .disk(let source, let error):
            "\(source): \(error)"
        }
    }
}
