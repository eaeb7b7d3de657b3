/// Why a store was not opened.
public enum StoreError: Error, Equatable, CustomStringConvertible {
    /// There is no such file.
    case missing(path: String)
    /// The file belongs to another program, or is another of our files.
    case foreignFile(path: String)
    /// A newer version of zhichao made the file.
    case newerSchema(path: String)
    /// An older version of zhichao made the file, and a reader may not change it.
    case olderSchema(path: String)
    /// The file is no SQLite file any more.
    case damaged(path: String, reason: String)
    /// The user may not read the file or what lies beside it.
    case unreadable(path: String, reason: String)
    /// The user may read the file, and not write it.
    case readOnly(path: String)
    /// The file was here, and is not any more.
    case gone(path: String)
    /// SQLite would not make commits durable.
    case notDurable(path: String, synchronous: Int, journalMode: String)

    /// Whether it says that a file is damaged.
    ///
    /// - Parameter name: the file's name in its directory.
    public func isDamage(of name: String) -> Bool {
        if case .damaged(let path, _) = self { path.hasSuffix("/" + name) } else { false }
    }

    /// Whether it says that there is no file.
    public var isMissing: Bool {
        switch self {
        case .missing, .gone: true
        default: false
        }
    }

    /// What to do about a file that is damaged.
    public static let whatToDo =
        "stop zhichaod, keep the file with its -wal as they are, and bring back the last backup with zhichao restore"

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .missing(let path): "\(path): no such store; has zhichaod run with this data_dir?"
        case .foreignFile(let path): "\(path): not a file of this kind made by zhichao; check data_dir"
        case .newerSchema(let path): "\(path): made by a newer version of zhichao; install that version"
        case .olderSchema(let path): "\(path): made by an older version of zhichao; start zhichaod once to migrate it"
        case .damaged(let path, let reason):
            "\(path): damaged (\(reason)); \(StoreError.whatToDo)"
        case .unreadable(let path, let reason):
            "\(path): \(reason); reading takes the right to read the file, its -wal and its -shm"
        case .readOnly(let path): "\(path): can be read and not written; check its rights and how its disk is mounted"
        case .gone(let path):
            "\(path): is not there any more, and no other one is made in its place; mount its disk, put it back with its "
                + "-wal, or bring back the last backup with zhichao restore"
        case .notDurable(let path, let synchronous, let journalMode):
            "\(path): commits would not survive a power cut (synchronous is \(synchronous), must be 2 FULL; "
                + "journal_mode is \(journalMode), must be wal)"
        }
    }
}
