import Glibc
import Units

/// The files of a directory that are read.
struct LineFiles {
    private let directory: String
    private var names: [String] = []
    private var listedAt: Instant?
    private let handle = Handle()

    /// How often the directory is looked at.
    private static let interval = Milliseconds.seconds(1)

    init(_ directory: String) {
        self.directory = directory
    }

    /// The file behind another one; `nil` when there is none yet.
    mutating func next(
        after name: String,
        now: Instant,
        _ complain: (String) -> Void
    ) throws(PublishError) -> String? {
        if let next = names.first(where: { name.utf8.lexicographicallyPrecedes($0.utf8) }) { return next }
        if let listedAt, (now - listedAt).magnitude < LineFiles.interval { return nil }
        let isFirst = listedAt == nil
        listedAt = now
        let before = Set(names)
        do {
            names = try PosixDisk().names(in: directory).filter { $0.hasSuffix(".jsonl") && !$0.hasPrefix(".") }
        } catch {
            throw .input("\(error)")
        }
        for late in names where !isFirst && !before.contains(late) && late.utf8.lexicographicallyPrecedes(name.utf8) {
            complain("\(late) comes after \(name) and has a name before it: it is not read; give it a later name")
        }
        return names.first { name.utf8.lexicographicallyPrecedes($0.utf8) }
    }

    /// Reads a part of a file; nothing at its end, or when it is gone.
    mutating func read(_ name: String, from offset: Int, count: Int) throws(PublishError) -> [UInt8] {
        guard let descriptor = handle.open(name, in: directory) else {
            if errno == ENOENT { return [] }
            throw .input("\(directory)/\(name): \(String(cString: strerror(errno)))")
        }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
            let got = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            failed = got < 0 && errno != EINTR
            length = max(0, got)
        }
        if failed { throw .input("\(directory)/\(name): \(String(cString: strerror(errno)))") }
        return bytes
    }

    /// Keeps the file open that is being read; closes it with the run.
    private final class Handle {
        private var name = ""
        private var descriptor: Int32 = -1

        /// - Returns: `nil` when the file cannot be opened; `errno` says why.
        func open(_ name: String, in directory: String) -> Int32? {
            if name == self.name, descriptor >= 0 { return descriptor }
            if descriptor >= 0 { close(descriptor) }
            descriptor = Glibc.open("\(directory)/\(name)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            self.name = name
            return descriptor >= 0 ? descriptor : nil
        }

        deinit {
            if descriptor >= 0 { close(descriptor) }
        }
    }
}
