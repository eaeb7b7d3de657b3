import CaseStore
import Readings

/// A medium of a case as JSON: what it shows, and whether it is there.
struct MediumJSON: Encodable {
    let medium: CaseMedium

    private enum Key: String, CodingKey {
        case sha256, type, bytes, view, source, reading, passage, state
        case storedAt = "stored_at"
        case since, why
    }

    private enum WhyKey: String, CodingKey {
        case zh, en
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(medium.sha256.description, forKey: .sha256)
        try container.encode(medium.type, forKey: .type)
        try container.encode(medium.bytes, forKey: .bytes)
        try container.encode(medium.view.rawValue, forKey: .view)
        try container.encode(medium.source.description, forKey: .source)
        try container.encode(medium.reading, forKey: .reading)
        try container.encode(medium.passage, forKey: .passage)
        try container.encode(medium.state.rawValue, forKey: .state)
        try container.encode(medium.state == .stored ? medium.since : nil, forKey: .storedAt)
        try container.encode(medium.since, forKey: .since)
        guard let reason = medium.reason else { return }
        var why = container.nestedContainer(keyedBy: WhyKey.self, forKey: .why)
        try why.encode(reason.zh, forKey: .zh)
        try why.encode(reason.en, forKey: .en)
    }
}
