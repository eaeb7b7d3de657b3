public import Units

/// How a replay shifts the times of its file; the distances between records stay.
public enum Rebase: Hashable, Sendable {
    /// Not at all.
    case none
    /// The last record is taken when the replay begins.
    case now
    /// The last record is taken at this instant.
    case at(Instant)

    /// Reads `now` or an RFC 3339 instant.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        if text == "now" {
            self = .now
        } else if let instant = Instant(rfc3339: text) {
            self = .at(instant)
        } else {
            return nil
        }
    }

    /// What is added to every time.
    func shift(last: Instant, now: Instant) -> Milliseconds {
        switch self {
        case .none: .zero
        case .now: now - last
        case .at(let instant): instant - last
        }
    }
}
