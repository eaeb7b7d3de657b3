import Enforcement
import Foundation
import GRDB
import Units

/// What the events of a case come to, by themselves: independent of how the store keeps it.
struct CaseFold {
    /// A passage of the case.
    struct Passage {
        var opening: ToldPassage
        var event: Int64
        var stands: Bool
        let hasOpened: Bool
    }

    private(set) var state = CaseState.detected
    private(set) var stateMs: Int64 = 0
    private(set) var passages: [String: Passage] = [:]
    private(set) var fields: [String: Int64] = [:]
    private(set) var plate = ""
    private(set) var count = 0
    private(set) var notifiedAt: String?
    private(set) var decidedAt: String?
    private(set) var decisionNumber: String?
    private(set) var fine: Int?
    private(set) var closedAt: String?
    /// The passage that carried the case when the party was told; it may not change after.
    private(set) var carrierTold: String?
    /// What became of media, by reading and digest; those that are not named are wanted still.
    private(set) var media: [String: (state: CaseMedium.State, ms: Int64)] = [:]
    /// When what the case says of people was erased.
    private(set) var erasedMs: Int64?

    /// A medium's name in `media`.
    static func mediumKey(reading: String, sha256: String) -> String { reading + " " + sha256 }

    mutating func add(_ event: FoldedEvent) {
        count += 1
        switch event.body {
        case .told(let opening): add(opening, event.kind, id: event.id)
        case .else(.amendment(let note)): passages[note.passage]?.stands = note.stands(for: plate)
        case .else(.note(let note)): if event.kind == .detached { passages[note.passage] = nil }
        case .else(.step(let note)): add(note.parts, event.kind, id: event.id)
        case .else(.media(let note)): add(note, at: event.recordedMs)
        case .else(.passage), .else(.unloading), .else(.review): break
        }
        if event.kind == .personalErased {
            erasedMs = event.recordedMs
            media.removeAll()
        }
        guard let next = event.kind.state(opened: passages.values.first { $0.hasOpened }?.opening.basis) else { return }
        if next == .notified { carrierTold = best?.opening.passage }
        (state, stateMs) = (next, event.recordedMs)
    }

    private mutating func add(_ note: MediaNote, at ms: Int64) {
        for item in note.media {
            let key = CaseFold.mediumKey(reading: item.reading, sha256: item.sha256)
            if let state = CaseMedium.State(rawValue: item.state) { media[key] = (state, ms) }
        }
    }

    private mutating func add(_ opening: ToldPassage, _ kind: CaseEventKind, id: Int64) {
        if kind == .opened { plate = opening.plate }
        let hasOpened = kind == .opened || passages[opening.passage]?.hasOpened == true
        passages[opening.passage] = Passage(opening: opening, event: id, stands: true, hasOpened: hasOpened)
    }

    private mutating func add(_ parts: [String: StepValue], _ kind: CaseEventKind, id: Int64) {
        func text(_ name: String) -> String? { if case .text(let text)? = parts[name] { text } else { nil } }
        switch kind {
        case .notified: notifiedAt = text("at")
        case .decided:
            (decidedAt, decisionNumber) = (text("at"), text("decision_number"))
            if case .integer(let amount)? = parts["fine_yuan"] { fine = amount } else { fine = nil }
        case .closed: closedAt = text("paid_at") ?? text("enforced_at")
        case .fieldsChanged:
            for (name, value) in parts { fields[name] = value == .null ? nil : id }
        default: break
        }
    }

    /// The passage that carries the case by law.md §4 among those that stand.
    var best: Passage? {
        passages.values.filter(\.stands).min { left, right in
            (left.opening.excess, left.opening.at, left.opening.passage)
                < (right.opening.excess, right.opening.at, right.opening.passage)
        }
    }

    /// The act's first and last passage, ms since 1970.
    var span: (first: Int64, last: Int64)? {
        let standing = passages.values.filter(\.stands)
        let counted = standing.isEmpty ? passages.values.filter(\.hasOpened) : standing
        let instants = counted.map(\.opening.at.millisecondsSince1970)
        guard let first = instants.min(), let last = instants.max() else { return nil }
        return (first, last)
    }
}

extension CaseEventKind {
    /// The state that an event leads to; `nil` where it leads to none.
    fileprivate func state(opened basis: CaseOpening.Basis?) -> CaseState? {
        switch self {
        case .opened: basis.map(CaseState.init(openedBy:))
        case .confirmed: .confirmed
        case .confirmationWithdrawn: .detected
        case .notified: .notified
        case .decided: .decided
        case .closed: .closed
        case .dismissed: .dismissed
        case .revoked: .revoked
        case .attached, .restored, .amended, .detached, .unloaded, .markedForReview, .fieldsChanged, .personalErased,
            .mediaStored, .mediaMissing:
            nil
        }
    }
}
