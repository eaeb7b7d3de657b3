public import Enforcement
import Foundation
public import Law
public import Units

/// What can happen to a case.
public enum CaseEventKind: String, CaseIterable, Sendable {
    /// An overload has opened it.
    case opened
    /// An overload of the same act has joined it.
    case attached
    /// A passage that had fallen is an overload again, told anew.
    case restored
    /// A passage has become something else through readings that came late.
    case amended
    /// A passage belongs to another act and has gone to another case.
    case detached
    /// It was filed: by the officers' own weighing, or by a reviewer.
    case confirmed
    /// What the officers' weighing had filed belongs to another act.
    case confirmationWithdrawn = "confirmation-withdrawn"
    /// The vehicle was weighed after unloading.
    case unloaded
    /// A reviewer has to look at it.
    case markedForReview = "marked-for-review"
    /// The party was told (告知).
    case notified
    /// Fine or warning (决定).
    case decided
    /// Paid or enforced (结案).
    case closed
    /// It was not filed (不予立案).
    case dismissed
    /// The decision was taken back (撤销).
    case revoked
    /// Driver, company and the like were filled in or corrected.
    case fieldsChanged = "fields-changed"
    /// Personal data were erased, their time being over.
    case personalErased = "personal-erased"
    /// Pictures have arrived, were checked and stored.
    case mediaStored = "media-stored"
    /// Pictures cannot be had.
    case mediaMissing = "media-missing"
}

/// What an event says; no names and no licence numbers, which lie in `case_on_site` alone.
public enum CaseEventBody: Hashable, Sendable {
    /// A passage as the core told it, without the on-site record.
    case passage(CaseOpening)
    /// What a passage has become.
    case amendment(AmendmentNote)
    /// A passage, and what became of it or followed from it.
    case note(PassageNote)
    /// A weighing after unloading.
    case unloading(UnloadingNote)
    /// What to look at.
    case review(ReviewMark)
    /// What people have done.
    case step(StepNote)
    /// What has become of media.
    case media(MediaNote)

    /// The passage that the event is about; `nil` where it is about none.
    public var passage: String? {
        switch self {
        case .passage(let opening): opening.passage
        case .amendment(let note): note.passage
        case .note(let note): note.passage
        case .unloading(let note): note.passage
        case .review, .step, .media: nil
        }
    }

    init(_ kind: CaseEventKind, json: String) throws {
        let (data, decoder) = (Data(json.utf8), JSONDecoder())
        switch kind {
        case .opened, .attached, .restored: self = .passage(try decoder.decode(CaseOpening.self, from: data))
        case .amended: self = .amendment(try decoder.decode(AmendmentNote.self, from: data))
        case .confirmed:
            // By a person, or by the officers' own weighing.
            self =
                if let step = try? decoder.decode(StepNote.self, from: data) { .step(step) } else {
                    .note(try decoder.decode(PassageNote.self, from: data))
                }
        case .notified, .decided, .closed, .dismissed, .revoked, .fieldsChanged:
            self = .step(try decoder.decode(StepNote.self, from: data))
        case .personalErased:
            let note = try decoder.decode(ErasureNote.self, from: data)
            self = .step(
                StepNote(parts: [
                    "personal": .integer(note.personal), "readings": .integer(note.readings),
                    "media": .integer(note.media ?? 0),
                ])
            )
        case .detached, .confirmationWithdrawn:
            self = .note(try decoder.decode(PassageNote.self, from: data))
        case .unloaded: self = .unloading(try decoder.decode(UnloadingNote.self, from: data))
        case .mediaStored, .mediaMissing: self = .media(try decoder.decode(MediaNote.self, from: data))
        case .markedForReview: self = .review(try decoder.decode(ReviewMark.self, from: data))
        }
    }
}

/// What a passage of a case has become.
public struct AmendmentNote: Hashable, Codable, Sendable {
    /// The passage, `source:epoch:seq`.
    public var passage: String
    /// The verdict now.
    public var verdict: Verdict
    /// The truck's plate now; `nil` when more than one could be meant.
    public var plate: String?
    /// Every reason.
    public var reasons: [Reason]
    /// Why, step by step.
    public var explanation: [ExplanationStep]
    /// What a reviewer has to look at; `nil` when the passage stands as it was told.
    public var mark: ReviewMark?

    /// Whether the passage is still an overload of the case's vehicle.
    public func stands(for plate: String) -> Bool { verdict == .overloaded && self.plate == plate }
}

/// A passage, and in words what became of it or followed from it.
public struct PassageNote: Hashable, Codable, Sendable {
    /// The passage, `source:epoch:seq`.
    public var passage: String
    /// In Chinese.
    public var zh: String
    /// In English.
    public var en: String
}

/// A weighing after unloading as its event keeps it.
public struct UnloadingNote: Hashable, Codable, Sendable {
    /// The weighing, `source:epoch:seq`.
    public var passage: String
    /// The station.
    public var station: String
    /// When it was weighed.
    public var at: Instant
    /// The first weighing, `source:epoch:seq`.
    public var firstPassage: String
    /// The first weighing's ticket.
    public var firstTicket: String
    /// This weighing's own ticket.
    public var ticket: String?
    /// Gross mass at the first weighing.
    public var grossBefore: Kilograms
    /// Gross mass after unloading.
    public var grossAfter: Kilograms
    /// Gross mass allowed.
    public var limit: Kilograms
    /// What was unloaded; negative when the vehicle has become heavier.
    public var unloaded: Kilograms
    /// Whether the vehicle is at or under the limit now, which ends the unlawful state and the act.
    public var isUnloaded: Bool
}

extension JSONEncoder {
    /// Equal values give equal bytes.
    static let sorted: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}

extension Encodable {
    /// The text that an event keeps.
    var eventBody: String {
        get throws { String(decoding: try JSONEncoder.sorted.encode(self), as: UTF8.self) }
    }
}
