import FeedContract
import Readings
import Units

/// The directory in which the media lie that camera lines name, on their way into the keep.
///
/// A line's medium is the file of its member `file`, else the one whose name is its digest, with or without the ending of
/// its type. What is missing or another one than the line says is complained of: the reading goes on, and the daemon is
/// told that the medium is gone.
struct MediaFolder {
    private let directory: String
    private let disk: any Disk
    private let keep: MediaKeep

    init(_ directory: String, on disk: any Disk, _ keep: MediaKeep) {
        (self.directory, self.disk, self.keep) = (directory, disk, keep)
    }

    /// A medium as a line names it.
    struct Named {
        let digest: SHA256Digest
        let type: String
        /// The file's name within the directory.
        let file: String?
    }

    /// Puts media into the keep.
    ///
    /// - Returns: what is wrong, one line a medium.
    func take(_ media: [Named], now: Instant) -> [String] {
        media.compactMap { fault(of: $0, now) }
    }

    private func fault(of medium: Named, _ now: Instant) -> String? {
        do {
            // It may lie in the directory no more.
            if try keep.renew(medium.digest, now: now) { return nil }
        } catch {
            return "\(medium.digest): \(error)"
        }
        let names = names(of: medium)
        guard !names.isEmpty else { return "/media: '\(medium.file ?? "")' is no name of a file in \(directory)" }
        guard let (path, bytes) = names.lazy.map({ "\(directory)/\($0)" }).compactMap(size).first else {
            return "\(directory)/\(names[0]) is missing: the medium is not kept"
        }
        do {
            guard (1...ControlMessage.MediumKey.bytesMax).contains(bytes) else { throw MediaFault.length(bytes) }
            let content = try disk.read(path, from: 0, count: bytes)
            guard MediaKeep.digest(of: content) == medium.digest else {
                return "\(path) has another SHA-256 than \(medium.digest): the medium is not kept"
            }
            _ = try keep.keep(content, now: now)
            return nil
        } catch {
            return "\(path): \(error)"
        }
    }

    private func size(_ path: String) -> (path: String, bytes: Int)? {
        (try? disk.size(of: path)).map { (path, $0) }
    }

    /// Names of files in the directory, none of files elsewhere.
    private func names(of medium: Named) -> [String] {
        guard let file = medium.file else {
            let endings = MediaFolder.endings[medium.type] ?? []
            return [medium.digest.description] + endings.map { "\(medium.digest).\($0)" }
        }
        let isInside = !file.isEmpty && file != "." && file != ".." && !file.contains { $0 == "/" || $0 == "\0" }
        return isInside ? [file] : []
    }

    private static let endings = [
        "image/jpeg": ["jpg", "jpeg"], "image/png": ["png"], "image/webp": ["webp"], "video/mp4": ["mp4"],
    ]
}
