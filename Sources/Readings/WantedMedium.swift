/// A medium that is to be fetched from whoever keeps it.
public struct WantedMedium: Hashable, Sendable {
    /// Who keeps it.
    public var source: Source
    /// SHA-256 of its bytes.
    public var sha256: SHA256Digest
    /// Its length in bytes, as the reading has it.
    public var bytes: Int

    /// Describes a medium.
    public init(source: Source, sha256: SHA256Digest, bytes: Int) {
        (self.source, self.sha256, self.bytes) = (source, sha256, bytes)
    }
}
