import CaseStore
import Evidence
import Foundation
import Readings

/// Takes the files of evidence from one place to another: those that the cases there hold as stored.
enum EvidenceCopy {
    private static let pageMax = 1_000

    /// Copies what is not there yet, checked against its digest: by a hard link where both lie on one disk, else by bytes.
    ///
    /// A file is never changed after it was named, so a link is as good as a copy, and takes no room.
    /// - Parameter earlier: a place that may have a file already, on the target's disk.
    /// - Returns: how many media the cases hold, and the first that is missing or damaged; it is not copied.
    /// - Throws: errors of the stores and the file system.
    static func run(
        of reader: CaseReader,
        from source: MediaStore,
        to target: MediaStore,
        sharing earlier: MediaStore? = nil,
        _ progress: (String) -> Void
    ) throws -> EvidenceCheck {
        try target.prepare()
        var check = EvidenceCheck()
        var page = try reader.storedMedia(after: nil, limit: pageMax)
        while let last = page.last {
            for (digest, bytes) in page {
                guard try copy(digest, bytes, source, target, earlier) else {
                    check.difference =
                        check.difference
                        ?? Difference("evidence \(digest)", "证据文件缺失或与摘要不符", "the file is missing or damaged")
                    continue
                }
                check.media += 1
                if check.media.isMultiple(of: 1_000) { progress("evidence \(check.media)") }
            }
            page = try reader.storedMedia(after: last.sha256, limit: pageMax)
        }
        return check
    }

    private static func copy(
        _ digest: SHA256Digest,
        _ bytes: Int,
        _ source: MediaStore,
        _ target: MediaStore,
        _ earlier: MediaStore?
    ) throws -> Bool {
        if try target.check(digest, length: bytes) == .whole { return true }
        if let earlier, try earlier.check(digest, length: bytes) == .whole, try target.link(digest, from: earlier) {
            return true
        }
        guard try source.check(digest, length: bytes) == .whole else { return false }
        if try target.link(digest, from: source) { return true }
        let reader = try source.open(digest)
        var content: [UInt8] = []
        while let piece = try reader.next() { content += piece }
        try target.store(content, as: digest, length: bytes)
        return true
    }
}
