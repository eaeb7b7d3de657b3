public import StationFeed

/// A disk in memory that can lose power, run full and fail.
///
/// What `sync` has not returned for is lost in part when the power goes: of bytes appended a random prefix stays,
/// sometimes followed by zeros; a new file, or a deletion, may be undone until the directory was synced.
public final class SimulatedDisk: Disk {
    private struct File {
        /// What a power cut leaves for sure.
        var durable: [UInt8] = []
        var bytes: [UInt8] = []
        var isNamed = false
        /// The name that it had before and may have again after a power cut.
        var formerName: String?
    }

    private var files: [String: File] = [:]
    /// Deleted, and not gone for sure.
    private var ghosts: [String: File] = [:]
    private var random: SeededGenerator

    /// Bytes that fit.
    public var bytesMax = Int.max
    /// Writes and syncs that are done before the power goes; never when `nil`.
    public var stepsLeft: Int?
    /// Syncs that fail from now on.
    public var syncFailures = 0
    /// Whether the power has gone: everything fails until `restart`.
    public private(set) var isOff = false
    /// Writes and syncs done.
    public private(set) var steps = 0

    /// An empty disk whose misfortunes follow from a seed.
    public init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// Bytes of all files.
    public var bytes: Int { files.reduce(0) { $0 + $1.value.bytes.count } }

    /// The paths of all files, sorted.
    public var paths: [String] { files.keys.sorted() }

    /// Cuts the power, if it has not gone by itself, and switches it on again.
    public func restart() {
        (isOff, stepsLeft, syncFailures) = (false, nil, 0)
        for (path, ghost) in ghosts.sorted(by: { $0.key < $1.key })
        where ghost.isNamed && files[path] == nil && random.once(in: 2) {
            files[path] = File(durable: ghost.durable, bytes: ghost.durable, isNamed: true, formerName: nil)
        }
        ghosts = [:]
        for path in paths {
            guard var file = files[path] else { continue }
            let isUndone = !file.isNamed && random.once(in: 2)
            if isUndone { files[path] = nil }
            if isUndone, file.formerName == nil { continue }
            file.bytes = survivor(of: file)
            (file.durable, file.isNamed) = (file.bytes, true)
            files[isUndone ? file.formerName ?? path : path] = file
        }
    }

    /// Turns one bit of a file over, as a failing medium does.
    public func flipBit(of path: String, at place: Int) {
        guard var file = files[path], file.bytes.indices.contains(place) else { return }
        file.bytes[place] ^= 1
        file.durable = file.bytes
        files[path] = file
    }

    private func survivor(of file: File) -> [UInt8] {
        guard file.bytes.starts(with: file.durable) else { return random.once(in: 2) ? file.durable : file.bytes }
        let unsynced = file.bytes.count - file.durable.count
        guard unsynced > 0 else { return file.bytes }
        let kept = random.int(0...unsynced)
        let zeros = random.once(in: 4) ? unsynced - kept : 0
        return Array(file.bytes[..<(file.durable.count + kept)]) + Array(repeating: 0, count: zeros)
    }

    /// Counts a step, and fails when the power goes with it.
    private func step(_ operation: String) throws(DiskError) {
        try checkPower(operation)
        steps += 1
        guard let left = stepsLeft else { return }
        stepsLeft = left - 1
        if left <= 0 { isOff = true }
    }

    private func checkPower(_ operation: String) throws(DiskError) {
        if isOff { throw DiskError(operation: operation, reason: "the power is off") }
    }
}

extension SimulatedDisk {
    /// As the protocol says.
    public func names(in directory: String) throws(DiskError) -> [String] {
        try checkPower("list \(directory)")
        let prefix = directory + "/"
        let names = files.keys.filter { $0.hasPrefix(prefix) }
            .compactMap { $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init) }
        return Set(names).sorted()
    }

    /// Directories are there when something is in them.
    public func makeDirectory(_ path: String) throws(DiskError) { try checkPower("make \(path)") }

    /// As the protocol says.
    public func size(of path: String) throws(DiskError) -> Int {
        try checkPower("look at \(path)")
        return try file(path, "look at").bytes.count
    }

    /// As the protocol says.
    public func read(_ path: String, from offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        try checkPower("read \(path)")
        let bytes = try file(path, "read").bytes
        return Array(bytes.dropFirst(offset).prefix(count))
    }

    /// As the protocol says; the power may go when only a part was written.
    public func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
        try step("append to \(path)")
        let room = bytesMax - self.bytes
        let count = isOff ? random.int(0...bytes.count) : max(0, min(bytes.count, room))
        files[path, default: File()].bytes += bytes.prefix(count)
        try checkPower("append to \(path)")
        if count < bytes.count {
            throw DiskError(operation: "append to \(path)", reason: "No space left on device", isFull: true)
        }
    }

    /// As the protocol says; the power may go before anything is on disk, or when all is.
    public func sync(_ path: String) throws(DiskError) {
        try step("sync \(path)")
        guard syncFailures == 0 else {
            syncFailures -= 1
            throw DiskError(operation: "sync \(path)", reason: "Input/output error")
        }
        let bytes = try file(path, "sync").bytes
        if !isOff || random.once(in: 2) { files[path]?.durable = bytes }
        try checkPower("sync \(path)")
    }

    /// As the protocol says.
    public func truncate(_ path: String, to length: Int) throws(DiskError) {
        try step("cut \(path)")
        let bytes = try file(path, "cut").bytes.prefix(length)
        files[path]?.bytes = Array(bytes)
        try checkPower("cut \(path)")
    }

    /// As the protocol says.
    public func delete(_ path: String) throws(DiskError) {
        try step("delete \(path)")
        if let file = files.removeValue(forKey: path) { haunt(path, file) }
        try checkPower("delete \(path)")
    }

    /// As the protocol says.
    public func rename(_ path: String, to newPath: String) throws(DiskError) {
        try step("rename \(path)")
        var file = try file(path, "rename")
        files[path] = nil
        if let old = files[newPath] { haunt(newPath, old) }
        (file.formerName, file.isNamed) = (file.isNamed ? path : file.formerName, false)
        files[newPath] = file
        try checkPower("rename \(path)")
    }

    /// Remembers a file that is deleted, under the name that the disk may still know.
    private func haunt(_ path: String, _ file: File) {
        var ghost = file
        ghost.isNamed = file.isNamed || file.formerName != nil
        ghosts[file.formerName ?? path] = ghost
    }

    /// As the protocol says.
    public func syncDirectory(_ path: String) throws(DiskError) {
        try step("sync \(path)")
        try checkPower("sync \(path)")
        for name in paths where name.hasPrefix(path + "/") {
            files[name]?.isNamed = true
            files[name]?.formerName = nil
        }
        ghosts = ghosts.filter { !$0.key.hasPrefix(path + "/") }
    }

    private func file(_ path: String, _ operation: String) throws(DiskError) -> File {
        guard let file = files[path] else {
            throw DiskError(operation: "\(operation) \(path)", reason: "No such file or directory")
        }
        return file
    }
}
