import Glibc

/// The right to write the files of a data directory; held by one process at a time.
///
/// An advisory lock on the file `lock` in the directory: it goes with the process however that ends.
public struct WriterLock: ~Copyable {
    private let descriptor: Int32

    private static let attemptsMax = 50
    private static let retryMicroseconds: UInt32 = 10_000

    /// Takes the lock.
    ///
    /// - Throws: `WriterLockError` when another process holds it or the directory cannot be written.
    public init(directory: String) throws(WriterLockError) {
        let path = directory + "/lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw WriterLockError(path: path, isHeld: false, reason: String(cString: strerror(errno)))
        }
        // A reader that looks whether the lock is held has it for a moment itself.
        var attempts = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            attempts += 1
            if attempts < WriterLock.attemptsMax {
                usleep(WriterLock.retryMicroseconds)
                continue
            }
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw WriterLockError(path: path, isHeld: true, reason: reason)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Whether a process holds the lock of a directory now, as far as a reader can see.
    public static func isHeld(directory: String) -> Bool {
        let descriptor = open(directory + "/lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return true }
        return false
    }
}

/// Why the right to write was not given.
public struct WriterLockError: Error, CustomStringConvertible {
    /// The lock file.
    public let path: String
    /// Whether another process holds it.
    public let isHeld: Bool
    /// The system's word for it.
    public let reason: String

    /// What is wrong and what to do.
    public var description: String {
        isHeld
            ? "\(path): another zhichaod writes this data_dir; stop it or choose another data_dir"
            : "\(path): cannot be written (\(reason)); check the owner of data_dir"
    }
}
