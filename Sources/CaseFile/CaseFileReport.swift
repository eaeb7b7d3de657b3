public import CaseStore
public import Enforcement

/// What the verification of a case file (案卷) has proved.
public struct CaseFileReport: Sendable {
    /// What the manifest says; `nil` when there is none to read.
    public var manifest: CaseFileManifest?
    /// Whether the signature is of a key that is trusted.
    public var isSigned = false
    /// Files whose bytes are what the signed manifest says.
    public var files = 0
    /// Events whose chain is whole.
    public var events = 0
    /// Readings that events rest on and that are there as they were received.
    public var readings = 0
    /// Pictures that events rest on and that are there as they were stored.
    public var media = 0
    /// Personal parts and on-site records that match their digests.
    public var words = 0
    /// Where the events have brought the case.
    public var state: CaseState?
    /// Whether every byte of the ZIP is as it was laid out; `nil` when that cannot be said, the library being another version.
    public var isLaidOutAlike: Bool?
    /// The first thing that differs; `nil` when everything is as it was signed.
    public var difference: Difference?
}
