/// A disk in memory, for a station that keeps nothing beyond its run. It is full at a bound.
final class MemoryDisk: Disk {
    private var files: [String: [UInt8]] = [:]
    private let bytesMax: Int
    private var bytes = 0

    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    func names(in directory: String) throws(DiskError) -> [String] {
        let prefix = directory + "/"
        let names = files.keys.filter { $0.hasPrefix(prefix) }
            .compactMap { $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init) }
        return Set(names).sorted()
    }

    func makeDirectory(_ path: String) throws(DiskError) {}

    func size(of path: String) throws(DiskError) -> Int { try file(path).count }

    func read(_ path: String, from offset: Int, count: Int) throws(DiskError) -> [UInt8] {
        Array(try file(path).dropFirst(offset).prefix(count))
    }

    func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
        guard self.bytes + bytes.count <= bytesMax else {
            throw DiskError(operation: "append to \(path)", reason: "all \(bytesMax) bytes are used", isFull: true)
        }
        files[path, default: []] += bytes
        self.bytes += bytes.count
    }

    func sync(_ path: String) throws(DiskError) {}

    func truncate(_ path: String, to length: Int) throws(DiskError) {
        let rest = Array(try file(path).prefix(length))
        bytes += rest.count - (files.updateValue(rest, forKey: path)?.count ?? 0)
    }

    func delete(_ path: String) throws(DiskError) {
        bytes -= files.removeValue(forKey: path)?.count ?? 0
    }

    func rename(_ path: String, to newPath: String) throws(DiskError) {
        let file = try file(path)
        files[path] = nil
        bytes -= files.updateValue(file, forKey: newPath)?.count ?? 0
    }

    func syncDirectory(_ path: String) throws(DiskError) {}

    private func file(_ path: String) throws(DiskError) -> [UInt8] {
        guard let file = files[path] else {
            throw DiskError(operation: "read \(path)", reason: "there is no such file")
        }
        return file
    }
}
