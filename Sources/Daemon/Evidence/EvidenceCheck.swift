public import CaseStore
public import Evidence

/// That the files of evidence are what the events of the cases say.
public struct EvidenceCheck: Sendable {
    /// Files that are there and match their digests.
    public var media = 0
    /// The first that is missing or something else; `nil` when none is.
    public var difference: Difference?

    private static let pageMax = 1_000

    /// Reads every stored medium and compares it with its digest.
    ///
    /// - Parameter progress: told how many files were gone through.
    /// - Throws: `StoreError`, GRDB's errors, and `MediaStoreError` for files that are there and cannot be read.
    public static func run(
        _ reader: CaseReader,
        _ store: MediaStore,
        progress: (Int) -> Void = { _ in }
    ) throws -> EvidenceCheck {
        var check = EvidenceCheck()
        var page = try reader.storedMedia(after: nil, limit: pageMax)
        while let last = page.last {
            for (digest, bytes) in page {
                let condition = try store.check(digest, length: bytes)
                // Erased while it was looked at: no case holds it any more.
                guard try condition == .whole || !reader.holds(medium: digest) else {
                    let place = "evidence \(store.path(of: digest))"
                    check.difference =
                        condition == .missing
                        ? Difference(place, "证据文件缺失", "the file is missing")
                        : Difference(place, "证据文件与摘要不符", "the file does not match its digest")
                    return check
                }
                check.media += 1
                if check.media.isMultiple(of: 100) { progress(check.media) }
            }
            page = try reader.storedMedia(after: last.sha256, limit: pageMax)
        }
        return check
    }
}
