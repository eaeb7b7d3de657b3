public import Units

/// How long a station keeps media, and how many.
public struct MediaSettings: Sendable {
    /// How long a medium is kept that the daemon does not fetch.
    public var ageMax = Milliseconds.hours(30 * 24)
    /// How long one is kept that was sent: the daemon asks again when it did not arrive whole, or could not be stored.
    public var sentAgeMax = Milliseconds.hours(24)
    /// Bytes of all media; beyond them those that were sent go first, then the oldest.
    public var bytesMax = 4 << 30

    /// Keeps media for 30 days in 4 GiB.
    public init() {}
}

/// Why a medium is not kept.
public enum MediaFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is empty, or longer than the feed contract allows, in bytes.
    case length(Int)
    /// The file system.
    case disk(DiskError)

    /// One line: what is wrong.
    public var description: String {
        switch self {
        case .length(let bytes): "a medium of \(bytes) bytes; it may have 1 to 12582912"
        case .disk(let error): "media: \(error)"
        }
    }
}

/// What a keep of media has to tell the operator.
public enum MediaNotice: Hashable, Sendable, CustomStringConvertible {
    /// There is no room for all that should be kept: those sent go first, then the oldest.
    case full(bytesMax: Int)
    /// A file does not hold what it was kept as; it is gone.
    case damaged(file: String)
    /// Something cannot be done.
    case failed(MediaFault)

    /// One line: what happened, and what to do.
    public var description: String {
        switch self {
        case .full(let bytes):
            "the media have \(bytes) bytes, as many as they may: the oldest are deleted before their time; raise --media-max-bytes"
        case .damaged(let file): "\(file) is damaged: the medium is lost, and the daemon will be told so"
        case .failed(let fault): fault.description
        }
    }
}
