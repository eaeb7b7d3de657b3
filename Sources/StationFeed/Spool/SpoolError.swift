public import Readings
public import Units

/// Why a spool does not take a reading, or cannot be used at all.
public enum SpoolError: Error, Hashable, Sendable {
    /// It holds as much as it may, and nothing of it is settled.
    case full(bytesMax: Int)
    /// Its oldest reading has waited for as long as it may.
    case tooOld(ageMax: Milliseconds)
    /// What was given before could not be written yet.
    case stuck
    /// The reading is longer than the feed contract allows, in bytes.
    case tooLong(Int)
    /// Every epoch, or every number of one, that the feed contract can carry is used.
    case exhausted(Source)
    /// The station has as many sources as it may have.
    case tooManySources(Int)
    /// A file belongs to another source than its directory.
    case misplaced(file: String, Source)
    /// The file system.
    case disk(DiskError)

    /// Whether the same reading may be taken later.
    public var isPassing: Bool {
        switch self {
        case .full, .tooOld, .stuck: true
        case .tooLong, .exhausted, .tooManySources, .misplaced, .disk: false
        }
    }
}

extension SpoolError: CustomStringConvertible {
    /// One line: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .full(let bytes):
            "the spool is full (\(bytes) bytes): new readings are refused until the daemon has acknowledged old ones"
        case .tooOld(let age):
            "the oldest reading has waited for more than \(age): new readings are refused until the daemon has taken it"
        case .stuck: "the spool cannot be written: new readings are refused until it can"
        case .tooLong(let bytes): "the reading has \(bytes) bytes, more than a message may have"
        case .exhausted(let source): "\(source): there is no greater epoch; begin with an empty spool directory"
        case .tooManySources(let max): "the spool has \(max) sources; another one is not taken"
        case .misplaced(let file, let source):
            "\(file) belongs to \(source): a spool directory must not be renamed or mixed with another"
        case .disk(let error): error.description
        }
    }
}
