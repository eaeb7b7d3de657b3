public import Foundation

/// What a case file (案卷) holds, by digest: what is signed.
public struct CaseFileManifest: Hashable, Codable, Sendable {
    /// A file of the ZIP.
    public struct File: Hashable, Codable, Sendable {
        /// Its name in the ZIP.
        public var name: String
        /// What it is, in Chinese.
        public var title: String
        /// Bytes.
        public var bytes: Int
        /// In hexadecimal.
        public var sha256: String
    }

    /// A medium that the case speaks of and that is not there.
    public struct Missing: Hashable, Codable, Sendable {
        /// In hexadecimal.
        public var sha256: String
        /// Why, by the name of its state.
        public var state: String

        /// Names one.
        public init(sha256: String, state: String) {
            self.sha256 = sha256
            self.state = state
        }
    }

    /// The form's version.
    public static let form = "zhichao-case-file-1"

    /// `form`.
    public var form: String
    /// The case's id.
    public var id: String
    /// The case's number.
    public var number: String
    /// Where the case stands.
    public var state: String
    /// Events of the case: another number is another file.
    public var version: Int
    /// The last event's hash in the case's chain, in hexadecimal.
    public var head: String
    /// Ed25519 public key of who signed, in Base64.
    public var publicKey: String
    /// The library that laid the ZIP out.
    public var container: String
    /// Everything in the ZIP but this manifest and its signature, in the order of the ZIP.
    public var files: [File]
    /// What is missing.
    public var missing: [Missing]

    /// Says what a file is about; what is in it follows when it is made.
    public init(id: String, number: String, state: String, version: Int, head: String, missing: [Missing]) {
        form = CaseFileManifest.form
        (self.id, self.number, self.state, self.version) = (id, number, state, version)
        (self.head, self.missing) = (head, missing)
        (publicKey, container, files) = ("", "", [])
    }

    enum CodingKeys: String, CodingKey {
        case form, id, number, state, version, head
        case publicKey = "public_key"
        case container, files, missing
    }

    /// Its bytes: sorted keys, so that equal manifests give equal ones.
    public var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }

    /// The name of its file, the first of the ZIP.
    public static let fileName = "manifest.json"
    /// The name of the signature's file, the second: the 64 bytes of Ed25519 (RFC 8032) over the manifest's bytes.
    public static let signatureName = "manifest.json.sig"
}
