public import Enforcement
public import Law
public import Units

/// Everything about one case.
public struct CaseDossier: Sendable {
    /// What the events come to.
    public let summary: CaseSummary
    /// What happened, in order.
    public let events: [CaseEventRecord]
    /// The passages of the act, in its order.
    public let passages: [CasePassage]
    /// What officers wrote down on the spot; personal data.
    public let onSite: [CaseOnSite]
    /// The weighings after unloading, in their order; the last one counts.
    public let unloadings: [UnloadingNote]
    /// What a reviewer has to look at.
    public let marks: [ReviewMark]
    /// The readings that it rests on.
    public let records: [CaseRecord]
    /// The media that its camera readings list, and what became of each.
    public let media: [CaseMedium]
    /// What people have filled in, in the order of the fields.
    public let fields: [CaseFieldValue]
    /// The words about people that lie beside the events, by the event's number and the part's name; erased ones are gone.
    public let personal: [Int: [String: String]]

    /// What the core said of the passage that carries the case; told again, the last word counts.
    public var carrying: CaseOpening? {
        events.last { $0.opening?.passage == summary.passage }?.opening
    }

    /// The carrying company by its credit code, or in words: as people have filled in, else as officers wrote down, else as the
    /// register of vehicles had it.
    public var company: String? {
        let record = onSite.first { $0.passage == summary.passage } ?? onSite.last
        return fields.last { $0.field == .company }?.value["value"] ?? record?.company ?? carrying?.registeredCompany
    }

    /// Why the passage that carries the case is what it is now, step by step.
    public var explanation: [ExplanationStep] {
        let last = events.last { $0.kind.tellsPassage && $0.body.passage == summary.passage }
        if case .amendment(let note) = last?.body { return note.explanation }
        return carrying?.explanation ?? []
    }
}

/// What a case file is made of.
public struct ProvenCase: Sendable {
    /// The case.
    public let dossier: CaseDossier
    /// Its events as they are hashed.
    public let proof: CaseProof
    /// The documents that it called for and that stand (抄告函、案件移送书、源头单位的移送函).
    public let referrals: [ReferralFile]
}

/// A field that people have filled in.
public struct CaseFieldValue: Hashable, Sendable {
    /// Which.
    public let field: CaseField
    /// Its value; a driver's has parts by name. Empty where it was erased.
    public let value: [String: String]

    /// The value in one line.
    public var text: String { value.sorted { $0.key < $1.key }.map(\.value).joined(separator: " ") }
}

/// One event of a case.
public struct CaseEventRecord: Hashable, Sendable {
    /// Its number within the case.
    public let n: Int
    /// What happened.
    public let kind: CaseEventKind
    /// When it was recorded.
    public let recordedAt: Instant
    /// Who.
    public let actor: String
    /// What it says.
    public let body: CaseEventBody

    /// What the core said, where the event is that a passage was told.
    public var opening: CaseOpening? {
        if case .passage(let opening) = body { opening } else { nil }
    }
}

extension CaseEventKind {
    fileprivate var tellsPassage: Bool {
        switch self {
        case .opened, .attached, .restored, .amended: true
        case .detached, .confirmed, .confirmationWithdrawn, .unloaded, .markedForReview, .notified, .decided, .closed,
            .dismissed, .revoked, .fieldsChanged, .personalErased, .mediaStored, .mediaMissing:
            false
        }
    }
}

/// A passage of a case.
public struct CasePassage: Hashable, Sendable {
    /// `source:epoch:seq` of its weighing.
    public let passage: String
    /// The station.
    public let station: String
    /// The instrument that weighed.
    public let instrument: String?
    /// How the weighing became known.
    public let basis: CaseOpening.Basis
    /// When it was weighed.
    public let at: Instant
    /// Gross mass as shown.
    public let gross: Kilograms
    /// How far it was over.
    public let excess: Kilograms
    /// Whether it carries the case.
    public let carries: Bool
    /// Whether it is still an overload of the case's vehicle.
    public let stands: Bool
}

/// What officers wrote down on the spot (现场检查记录); parts may be open, or erased when their time is over.
public struct CaseOnSite: Hashable, Sendable {
    /// The weighing, `source:epoch:seq`.
    public let passage: String
    /// Number of the weighing slip (检测单编号).
    public let ticket: String
    /// The transport officers with their certificates.
    public let officers: [OnSiteRecord.Officer]
    /// The police officer on the spot.
    public let policeOfficer: String?
    /// The driver's name.
    public let driverName: String?
    /// The driver's licence (驾驶证号).
    public let driverLicence: String?
    /// The driver's qualification (从业资格证号).
    public let driverQualification: String?
    /// The carrying company.
    public let company: String?
    /// Where it was loaded (装载地).
    public let loadingSite: String?
    /// What was loaded.
    public let cargo: String?
}
