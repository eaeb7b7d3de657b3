import Glibc

/// The system's own file system.
public final class PosixDisk: Disk {
    /// Files open for appending, so that a commit costs no `open`; closed all together when there are too many.
    private var appending: [String: Int32] = [:]
    private static let appendingMax = 64
    private var locks: [Int32] = []

    /// Opens nothing yet.
    public init() {}

    deinit {
        closeAll()
        for lock in locks { close(lock) }
    }

    /// Keeps any other process that asks for the same lock away until this disk is gone.
    ///
    /// - Returns: false when another process has it.
    public func lock(_ path: String) throws(DiskError) -> Bool {
        let file = try PosixDisk.open(path, O_RDWR | O_CREAT | O_CLOEXEC, "lock")
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            let error = DiskError.last("lock \(path)")
            close(file)
            if isTaken { return false }
            throw error
        }
        locks.append(file)
        return true
    }

    /// The names in a directory, sorted by bytes; empty when it is not there.
    public func names(in directory: String) throws(DiskError) -> [String] {
        guard let stream = opendir(directory) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw .last("list \(directory)")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // The name is a C array within the entry, which imports as a tuple.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes a directory with mode 0750, and those above it.
    public func makeDirectory(_ path: String) throws(DiskError) {
        if mkdir(path, 0o750) == 0 { return try syncDirectory(PosixDisk.parent(of: path)) }
        switch errno {
        case EEXIST: return
        case ENOENT where PosixDisk.parent(of: path) != path:
            try makeDirectory(PosixDisk.parent(of: path))
            guard mkdir(path, 0o750) == 0 || errno == EEXIST else { throw .last("make \(path)") }
            try syncDirectory(PosixDisk.parent(of: path))
        default: throw .last("make \(path)")
        }
    }

    /// The length of a file.
    public func size(of path: String) throws(DiskError) -> Int {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .last("look at \(path)") }
        return Int(status.st_size)
    }

    /// Reads a part of a file.
    public func read(_ path: String, from offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        let file = try PosixDisk.open(path, O_RDONLY | O_CLOEXEC, "read")
        defer { close(file) }
        var failure: DiskError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            while length < count {
                let place = buffer.baseAddress.map { $0 + length }
                let got = pread(file, place, count - length, off_t(offset + length))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = .last("read \(path)") }
                guard got > 0 else { return }
                length += got
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Appends to a file, which is made with mode 0640.
    public func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
        let file = try handle(path)
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .last("append to \(path)") }
            done += written
        }
    }

    /// Returns when length and bytes are on disk.
    public func sync(_ path: String) throws(DiskError) {
        // Length and bytes; the times of a file may lag.
        guard fdatasync(try handle(path)) == 0 else { throw .last("sync \(path)") }
    }

    /// Cuts a file.
    public func truncate(_ path: String, to length: Int) throws(DiskError) {
        guard ftruncate(try handle(path), off_t(length)) == 0 else { throw .last("cut \(path)") }
    }

    /// Removes a file; one that is not there is no error.
    public func delete(_ path: String) throws(DiskError) {
        if let file = appending.removeValue(forKey: path) { close(file) }
        guard unlink(path) == 0 || errno == ENOENT else { throw .last("delete \(path)") }
    }

    /// Gives a file another name.
    public func rename(_ path: String, to newPath: String) throws(DiskError) {
        for name in [path, newPath] {
            if let file = appending.removeValue(forKey: name) { close(file) }
        }
        guard Glibc.rename(path, newPath) == 0 else { throw .last("rename \(path)") }
    }

    /// Returns when the names in a directory are on disk.
    public func syncDirectory(_ path: String) throws(DiskError) {
        let directory = try PosixDisk.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, "open")
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw .last("sync \(path)") }
    }
}

extension PosixDisk {
    private func handle(_ path: String) throws(DiskError) -> Int32 {
        if let file = appending[path] { return file }
        if appending.count >= PosixDisk.appendingMax { closeAll() }
        let file = try PosixDisk.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, "open")
        appending[path] = file
        return file
    }

    private func closeAll() {
        for file in appending.values { close(file) }
        appending = [:]
    }

    private static func open(_ path: String, _ flags: Int32, _ doing: String) throws(DiskError) -> Int32 {
        while true {
            let file = Glibc.open(path, flags, 0o640)
            if file >= 0 { return file }
            guard errno == EINTR else { throw .last("\(doing) \(path)") }
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension DiskError {
    /// Makes the error of the call that failed just now; errno is read first, since building a text may change it.
    fileprivate static func last(_ operation: @autoclosure () -> String) -> DiskError {
        let number = errno
        let isFull = number == ENOSPC || number == EDQUOT || number == EFBIG
        return DiskError(operation: operation(), reason: String(cString: strerror(number)), isFull: isFull)
    }
}
