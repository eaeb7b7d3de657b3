import Crypto
public import Foundation
import Units

/// A file to be put into a case file.
public struct CaseFilePart: Sendable {
    /// Where its bytes come from.
    public enum Source: Sendable {
        /// From here.
        case bytes(Data)
        /// From a file on disk, whose digest is known and is proved while it is read.
        case file(path: String, bytes: Int, sha256: String)
    }

    /// Its name in the ZIP.
    public let name: String
    /// What it is, in Chinese.
    public let title: String
    /// Its bytes.
    public let source: Source

    /// Names a file.
    public init(_ name: String, _ title: String, _ source: Source) {
        self.name = name
        self.title = title
        self.source = source
    }

    var entry: CaseFileManifest.File {
        switch source {
        case .bytes(let data):
            CaseFileManifest.File(
                name: name,
                title: title,
                bytes: data.count,
                sha256: SHA256.hash(data: data).hex
            )
        case .file(_, let bytes, let sha256):
            CaseFileManifest.File(name: name, title: title, bytes: bytes, sha256: sha256)
        }
    }
}
