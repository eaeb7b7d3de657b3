import FeedContract
package import Journal
import Readings
import Units

/// What `stations gaps --json` gives a line.
package struct GapJSON: Encodable, Sendable {
    let source: String
    let epoch: UInt64
    let first: UInt64
    let last: UInt64?
    let count: UInt64?
    let reason: String
    let recordedAt: String

    private enum CodingKeys: String, CodingKey {
        case source, epoch, first, last, count, reason
        case recordedAt = "recorded_at"
    }

    /// Shows a gap.
    package init(_ stored: StoredGap) {
        source = stored.source.description
        epoch = stored.epoch
        first = stored.gap.first
        last = stored.gap.last
        count = stored.gap.hasOpenEnd ? nil : stored.gap.count
        reason = stored.gap.reason.rawValue
        recordedAt = stored.gap.recordedAt.description
    }

    /// Null is said, not left out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(source, forKey: .source)
        try container.encode(epoch, forKey: .epoch)
        try container.encode(first, forKey: .first)
        try container.encode(last, forKey: .last)
        try container.encode(count, forKey: .count)
        try container.encode(reason, forKey: .reason)
        try container.encode(recordedAt, forKey: .recordedAt)
    }
}
