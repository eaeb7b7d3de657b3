import CArchive

/// What libarchive could not do.
public struct ZipError: Error, CustomStringConvertible {
    /// What was being done, and libarchive's word for why it failed.
    public let description: String

    init(_ what: String) { description = what }

    init(_ what: String, _ archive: OpaquePointer) {
        let why = archive_error_string(archive).map { String(cString: $0) } ?? "unknown"
        description = "\(what): \(why)"
    }
}
