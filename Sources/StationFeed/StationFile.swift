import Glibc

/// A file of recorded readings that could not be read, or not be understood.
public enum StationFileError: Error, Equatable, Sendable {
    /// The system would not give it.
    case unreadable(path: String, reason: String)
    /// It says what its format does not allow; line and column count from 1.
    case malformed(path: String, line: Int, column: Int, what: String)
}

extension StationFileError: CustomStringConvertible {
    /// One line that says where and what.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .malformed(let path, let line, let column, let what): "\(path): line \(line), column \(column): \(what)"
        }
    }
}

/// Reads whole files.
enum StationFile {
    /// Greatest length of a recorded file: a year of a busy station, and a bound on memory.
    static let bytesMax = 1 << 30

    /// All bytes of a file.
    static func bytes(ofFileAt path: String) throws(StationFileError) -> [UInt8] {
        guard let file = fopen(path, "r") else { throw failure(path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var count = 0
        repeat {
            let before = bytes.count
            guard before <= bytesMax else { throw .unreadable(path: path, reason: "longer than \(bytesMax) bytes") }
            bytes.append(contentsOf: repeatElement(0, count: max(1 << 16, before)))
            count = bytes.withUnsafeMutableBytes { buffer in
                fread(buffer.baseAddress.map { $0 + before }, 1, buffer.count - before, file)
            }
            bytes.removeLast(bytes.count - before - count)
        } while count > 0
        guard ferror(file) == 0 else { throw failure(path) }
        return bytes
    }

    private static func failure(_ path: String) -> StationFileError {
        .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
}
