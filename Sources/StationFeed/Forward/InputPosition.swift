/// A place in a directory of lines: behind a line of a file.
struct InputPosition: Equatable {
    /// The file's name.
    var name: String
    /// Bytes of it that are behind.
    var offset = 0
    /// Lines of it that are behind.
    var line = 0

    /// The place as a reading in the spool keeps it: such texts sort as the places do.
    var origin: [UInt8] {
        let offset = UInt64(offset).bigEndian
        return Array(name.utf8) + [0] + withUnsafeBytes(of: offset) { Array($0) }
    }
}

/// Remembers how far a directory was read, so that a new run need not read it from its beginning.
///
/// It may lag, and never leads: which line is in the spool, only the spool knows. Entries are appended; the last whole
/// one counts.
struct PositionFile {
    private let path: String
    private let disk: any Disk
    private var bytes = 0

    private static let bytesMax = 1 << 16

    init(_ path: String, _ disk: any Disk) {
        (self.path, self.disk) = (path, disk)
    }

    /// The place noted last for a directory; `nil` when there is none.
    ///
    /// - Throws: when the places are those of another directory, with which the spool's own would be mixed up.
    mutating func read(for directory: String) throws(PublishError) -> InputPosition? {
        // A file that is not there is one without entries.
        guard let size = try? disk.size(of: path), size > 0 else { return nil }
        let text: String
        do {
            text = String(decoding: try disk.read(path, from: 0, count: size), as: UTF8.self)
        } catch {
            throw .spool(.disk(error))
        }
        bytes = size
        // The last one is unfinished, or empty.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        for line in lines.reversed() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 4, let offset = Int(fields[0]), let number = Int(fields[1]) else { continue }
            guard fields[2] == directory else {
                throw .input(
                    "\(path): this spool was fed from \(fields[2]), not from \(directory); give it a --spool of its own"
                )
            }
            return InputPosition(name: String(fields[3]), offset: offset, line: number)
        }
        return nil
    }

    /// Notes a place.
    mutating func write(_ position: InputPosition, of directory: String) throws(PublishError) {
        let entry = Array("\(position.offset)\t\(position.line)\t\(directory)\t\(position.name)\n".utf8)
        do {
            // A power cut here costs a new run from the beginning, and nothing else.
            if bytes > PositionFile.bytesMax {
                try disk.delete(path)
                bytes = 0
            }
            try disk.append(entry, to: path)
            bytes += entry.count
        } catch {
            throw .spool(.disk(error))
        }
    }
}
