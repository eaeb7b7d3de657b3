public import Law
import Readings
public import Units

/// What the core hands to the case store, in order.
public enum CaseInput: Hashable, Codable, Sendable {
    /// A passage is overloaded, on evidence: it opens a case or joins one.
    case overload(CaseOpening)
    /// A passage that was handed over has become something else through readings that came late.
    case amended(PassageAmendment)
    /// A vehicle was weighed again after unloading.
    case unloaded(Unloading)
    /// An instrument has drifted: what it has weighed since is to be reviewed.
    case drift(InstrumentDrift)

    /// The readings that it rests on, by their places in the journal.
    public var records: [Int64] {
        switch self {
        case .overload(let opening): opening.records
        case .amended(let amendment): amendment.records
        case .unloaded(let unloading): [unloading.record]
        case .drift: []
        }
    }
}

/// What a passage has become that opened a case or joined one.
public struct PassageAmendment: Hashable, Codable, Sendable {
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
    /// The readings that it rests on now, by their place in the journal: the weighing first.
    public var records: [Int64]

    init(_ passage: Passage) {
        self.passage = passage.id.description
        verdict = passage.verdict
        plate = passage.plate?.number
        reasons = passage.reasons
        explanation = passage.explanation
        records = [passage.ordinal] + passage.sightings
    }
}

/// A weighing after unloading (卸载复检): it ends the act of the first weighing.
public struct Unloading: Hashable, Codable, Sendable {
    /// The weighing, `source:epoch:seq`.
    public var passage: String
    /// The station.
    public var station: String
    /// When it was weighed.
    public var at: Instant
    /// The first weighing's ticket (检测单编号).
    public var firstTicket: String
    /// This weighing's own ticket.
    public var ticket: String?
    /// The plate that the officers wrote down.
    public var plate: String?
    /// Gross mass after unloading.
    public var gross: Kilograms
    /// Gross mass allowed; `nil` when no class holds the vehicle.
    public var limit: Kilograms?
    /// Whether the weighing is evidence: what an unverified scale shows ends nothing (Order 62 Art. 38).
    public var isEvidence: Bool
    /// The weighing's place in the journal.
    public var record: Int64

    /// - Returns: `nil` for a weighing of another kind, and for one that names no first weighing.
    init?(_ passage: Passage, _ reading: WeighReading) {
        guard reading.kind == .afterUnloading, let first = reading.inspection?.firstTicket else { return nil }
        self.passage = passage.id.description
        station = passage.id.source.station.text
        at = passage.at
        firstTicket = first
        ticket = reading.inspection?.ticket
        plate = reading.inspection?.plate
        gross = reading.gross
        limit = passage.mass.limit
        isEvidence = passage.verdict == .compliant || passage.verdict == .overloaded || passage.verdict == .exempt
        record = passage.ordinal
    }
}

/// An instrument that ordinary traffic shows to have drifted.
public struct InstrumentDrift: Hashable, Codable, Sendable {
    /// The station.
    public var station: String
    /// The instrument.
    public var instrument: String
    /// The first day whose mean is off.
    public var since: CivilDate
    /// The alert that says so.
    public var alert: String
}

/// What officers wrote down on the spot (现场检查记录); parts may be open.
public struct OnSiteRecord: Hashable, Codable, Sendable {
    /// Number of the weighing slip (检测单编号).
    public var ticket: String
    /// The transport officers with their certificates (执法证号), at least two.
    public var officers: [Officer]
    /// The police officer on the spot.
    public var policeOfficer: String?
    /// The driver's name.
    public var driverName: String?
    /// The driver's licence (驾驶证号).
    public var driverLicence: String?
    /// The driver's qualification (从业资格证号).
    public var driverQualification: String?
    /// The carrying company.
    public var company: String?
    /// Where it was loaded (装载地).
    public var loadingSite: String?
    /// What was loaded.
    public var cargo: String?

    /// An officer and his certificate.
    public struct Officer: Hashable, Codable, Sendable {
        /// Name.
        public var name: String
        /// Number of the enforcement certificate.
        public var certificate: String
    }

    /// - Returns: `nil` unless the weighing is an on-site one: static, with ticket, plate and two officers.
    init?(_ reading: WeighReading) {
        guard CaseOpening.Basis(reading) == .onSite, let inspection = reading.inspection, let ticket = inspection.ticket
        else { return nil }
        self.ticket = ticket
        officers = inspection.officers.map { Officer(name: $0.name, certificate: $0.certificate) }
        policeOfficer = inspection.policeOfficer
        driverName = inspection.driver?.name
        driverLicence = inspection.driver?.licence
        driverQualification = inspection.driver?.qualification
        company = inspection.company
        loadingSite = inspection.loadingSite
        cargo = inspection.cargo
    }
}
