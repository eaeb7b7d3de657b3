/// The few things that a spool asks of a file system, so that a simulated one can stand in.
///
/// Files only grow at their end. What was appended may be lost, or be there in part, after a power cut until `sync` has
/// returned; that a file is there at all, is gone, or has another name, until `syncDirectory` has. A disk belongs to one
/// thread.
public protocol Disk: AnyObject {
    /// The names in a directory, sorted by bytes; empty when it is not there, or no directory.
    func names(in directory: String) throws(DiskError) -> [String]

    /// Makes a directory and those above it, and sees to it that they are there after a power cut; one that is there
    /// already is no error.
    func makeDirectory(_ path: String) throws(DiskError)

    /// The length of a file in bytes.
    func size(of path: String) throws(DiskError) -> Int

    /// Reads at most `count` bytes from `offset` on; fewer only at the end of the file.
    func read(_ path: String, from offset: Int, count: Int) throws(DiskError) -> [UInt8]

    /// Appends to a file, which it makes when it is not there. After an error a part may have been written.
    func append(_ bytes: [UInt8], to path: String) throws(DiskError)

    /// Returns when all of a file is on disk. After an error nobody can say what is.
    func sync(_ path: String) throws(DiskError)

    /// Cuts a file to a length that it has or exceeds.
    func truncate(_ path: String, to length: Int) throws(DiskError)

    /// Removes a file.
    func delete(_ path: String) throws(DiskError)

    /// Gives a file another name, in place of a file that has it; after a power cut it has either.
    func rename(_ path: String, to newPath: String) throws(DiskError)

    /// Returns when the names in a directory are on disk.
    func syncDirectory(_ path: String) throws(DiskError)
}

/// A call to the file system that failed.
public struct DiskError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was being done, `append to /var/spool/x`.
    public let operation: String
    /// The system's words, `No space left on device`.
    public let reason: String
    /// Whether there was no room: it may go when there is.
    public let isFull: Bool

    /// Describes a failure.
    public init(operation: String, reason: String, isFull: Bool = false) {
        self.operation = operation
        self.reason = reason
        self.isFull = isFull
    }

    /// One line: what was being done, and what was wrong.
    public var description: String { "\(operation): \(reason)" }
}
