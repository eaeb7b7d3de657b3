import CaseStore
import Enforcement
import Foundation

/// A place in the feed of changes, `<generation>.<n>`; opaque to clients.
struct ChangeCursor: Hashable, Sendable {
    var generation: String
    var place: Int64

    init(generation: String, place: Int64) {
        (self.generation, self.place) = (generation, place)
    }

    init(_ text: String) throws(Problem) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let place = Int64(parts[1]), place >= 0 else { throw .badCursor }
        self.init(generation: String(parts[0]), place: place)
    }

    var text: String { "\(generation).\(place)" }
}

/// A change on the wire: of a case, or of a referral.
struct ChangeItem: Encodable, Sendable {
    private enum Subject: Sendable {
        case of(StoredChange, isGone: Bool)
        case referral(StoredReferralChange, isGone: Bool)
    }

    private let subject: Subject

    /// - Parameter isGone: whether it has come to be another district's: who mirrors it lets go of it.
    init(_ change: StoredChange, isGone: Bool) { subject = .of(change, isGone: isGone) }

    init(_ change: StoredReferralChange, isGone: Bool) { subject = .referral(change, isGone: isGone) }

    /// Its place in the order of commit.
    var place: Int64 {
        switch subject {
        case .of(let change, _): change.event
        case .referral(let change, _): change.event
        }
    }

    /// The case that the caller is shown.
    var shownCase: String? { if case .of(let change, isGone: false) = subject { change.caseID } else { nil } }

    /// The referral that the caller is shown.
    var shownReferral: String? { if case .referral(let change, isGone: false) = subject { change.id } else { nil } }

    private enum Key: String, CodingKey {
        case id = "case"
        case referral, number, event, kind
        case recordedAt = "recorded_at"
        case actor, state, version, gone
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch subject {
        case .of(let change, let isGone):
            try container.encode(change.caseID, forKey: .id)
            try container.encode(isGone, forKey: .gone)
            guard !isGone else { return }
            try ChangeItem.encode(change, kind: change.kind.rawValue, state: change.state.rawValue, into: &container)
        case .referral(let change, let isGone):
            try container.encode(change.id, forKey: .referral)
            try container.encode(isGone, forKey: .gone)
            guard !isGone else { return }
            try ChangeItem.encode(change, kind: change.kind, state: change.state.rawValue, into: &container)
        }
    }

    private static func encode(
        _ change: some StoredEvent,
        kind: String,
        state: String,
        into container: inout KeyedEncodingContainer<Key>
    ) throws {
        try container.encode(change.number, forKey: .number)
        try container.encode(change.n, forKey: .event)
        try container.encode(kind, forKey: .kind)
        try container.encode(change.recordedAt, forKey: .recordedAt)
        try container.encode(change.actor, forKey: .actor)
        try container.encode(state, forKey: .state)
        try container.encode(change.version, forKey: .version)
    }
}

/// The answer of `GET /changes`.
struct ChangesAnswer: Encodable {
    var items: [ChangeItem]
    var cases: [DossierJSON]
    var referrals: [ReferralAnswer]
    var next: String
    var more: Bool
    /// Events that are still to come; absent for who is bound to districts, whom the number would tell of the others.
    var behind: Int64?
}
