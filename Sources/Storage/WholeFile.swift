public import Foundation

/// Files that are there whole or not at all, also after a power cut.
public enum WholeFile {
    /// Writes a file beside its place, makes it durable, and gives it its name; what had the name is replaced.
    ///
    /// - Parameter mode: the file's mode, less the process's mask.
    /// - Throws: `WholeFileError` with the system's word; nothing half-written is left then.
    public static func write(_ data: Data, to path: String, mode: mode_t = 0o640) throws {
        let draft = "\(path).part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw WholeFileError(path: path) }
        do {
            try write(data, to: descriptor, path)
        } catch {
            close(descriptor)
            unlink(draft)
            throw error
        }
        guard close(descriptor) == 0, rename(draft, path) == 0 else {
            let error = WholeFileError(path: path)
            unlink(draft)
            throw error
        }
        try StoreCopy.sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    private static func write(_ data: Data, to descriptor: Int32, _ path: String) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw WholeFileError(path: path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw WholeFileError(path: path) }
    }
}

/// Why a file was not written.
public struct WholeFileError: Error, CustomStringConvertible {
    private let path: String
    private let reason: String

    /// Takes the system's word of this moment.
    public init(path: String) { (self.path, reason) = (path, String(cString: strerror(errno))) }

    /// What is wrong, and where.
    public var description: String { "\(path): cannot be written: \(reason)" }
}
