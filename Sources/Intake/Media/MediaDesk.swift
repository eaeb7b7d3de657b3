public import Readings

/// What a station has sent for a FETCH, on its way from the intake thread to whoever checks and stores it.
public struct MediumArrival: Sendable {
    /// What it has sent.
    public enum Content: Sendable {
        /// As many bytes as were expected; nobody has looked at them.
        case bytes([UInt8])
        /// So many bytes, which are not as many as there should be; they were let go.
        case wrongLength(Int)
        /// It does not have the medium any more.
        case gone
    }

    /// What was asked for.
    public let medium: WantedMedium
    /// What came.
    public let content: Content
}

/// What was asked for of each source and has not come: anything else that comes is refused.
///
/// A slow station may answer long after it was asked again, so the last few are remembered, not only the last one.
struct MediaDesk {
    /// Media remembered of one source; the oldest goes first, and its answer is refused then.
    static let rememberedMax = 8

    private var asked: [Source: [WantedMedium]] = [:]

    mutating func note(_ medium: WantedMedium) {
        var media = asked[medium.source] ?? []
        media.removeAll { $0 == medium }
        media.append(medium)
        if media.count > MediaDesk.rememberedMax { media.removeFirst() }
        asked[medium.source] = media
    }

    /// - Returns: what was asked for under this name; `nil` when nobody did. It is not waited for any more.
    mutating func take(_ source: Source, _ digest: SHA256Digest) -> WantedMedium? {
        guard let place = asked[source]?.lastIndex(where: { $0.sha256 == digest }) else { return nil }
        let medium = asked[source]?.remove(at: place)
        if asked[source]?.isEmpty == true { asked[source] = nil }
        return medium
    }
}
