public import Law
import Readings
public import Units

/// An overloaded passage as it is handed to the case store: everything that opens a case or joins one.
public struct CaseOpening: Hashable, Codable, Sendable {
    /// The case's id, made from the passage's, so that telling it twice opens nothing twice.
    public var id: String
    /// The passage, `source:epoch:seq`.
    public var passage: String
    /// When the vehicle was weighed; the act's instant.
    public var at: Instant
    /// The station.
    public var station: String
    /// The lane.
    public var lane: Int
    /// The truck's plate.
    public var plate: String
    /// The plate's colour.
    public var plateColour: String
    /// The trailer's plate.
    public var trailerPlate: String?
    /// How the weighing became known.
    public var basis: Basis
    /// Axles weighed.
    public var axles: Int
    /// Axle loads from the front.
    public var axleLoads: [Kilograms]
    /// The axle-type code that was used, in dialect b.
    public var axleCode: String?
    /// The form that was taken.
    public var form: String
    /// Gross mass as shown.
    public var gross: Kilograms
    /// Gross mass as judged.
    public var assessed: Kilograms
    /// Gross mass allowed.
    public var limit: Kilograms
    /// How far it was over.
    public var excess: Kilograms
    /// The excess in parts per ten thousand of the limit, cut.
    public var excessRatio: PartsPerTenThousand
    /// The rule's id.
    public var rule: String
    /// Where the rule stands.
    public var article: String
    /// What was not known.
    public var unknowns: [Unknown]
    /// Contradictions between sources.
    public var findings: [Finding]
    /// Why, step by step.
    public var explanation: [ExplanationStep]
    /// The readings that it rests on, by their place in the journal: the weighing first.
    public var records: [Int64]

    /// The instrument that weighed.
    public var instrument: String?
    /// The company (统一社会信用代码) that the vehicle register names on the day of the act.
    public var registeredCompany: String?
    /// What officers wrote down; `nil` unless the basis is on-site.
    public var onSite: OnSiteRecord?

    /// Passages within so many hours are one act, by the rules of the day (setting `one_act_hours`); `nil` in what was handed
    /// over before the rules said it.
    public var oneActHours: Int?

    /// What may be decided by the law of the day, or a milder one since; `nil` in what was handed over before it was kept.
    public var fine: FineBounds?

    /// The axle groups against their limits, where loads and groups are known; `nil` in what was handed over before it was
    /// kept.
    public var groups: [AxleGroupLoad]?

    /// Where and with what the vehicle was weighed; `nil` in what was handed over before it was kept.
    public var place: WeighingPlace?

    /// The span within which passages are one act.
    public var actSpan: Milliseconds { .hours(Int64(oneActHours ?? 12)) }

    /// How a weighing became known, which decides who fines and where a case starts.
    public enum Basis: String, CaseIterable, Codable, Sendable {
        /// By instruments alone (非现场).
        case offSite = "off-site"
        /// By officers on the spot (现场).
        case onSite = "on-site"
    }

    /// The opening that follows from a passage.
    ///
    /// - Returns: `nil` unless the passage is overloaded with a known plate; a weighing after unloading belongs to
    ///   the case of the first one and opens none.
    init?(_ passage: Passage, reading: WeighReading, company: String?, place: WeighingPlace) {
        guard passage.verdict == .overloaded, reading.kind != .afterUnloading, let plate = passage.plate,
            let limit = passage.mass.limit, let excess = passage.mass.excess,
            let excessRatio = passage.mass.excessRatio, let rule = passage.mass.rule
        else { return nil }
        id = CaseOpening.caseID(of: passage.id)
        self.passage = passage.id.description
        at = passage.at
        station = passage.id.source.station.text
        lane = Int(passage.lane.number)
        self.plate = plate.number
        plateColour = plate.colour.rawValue
        trailerPlate = passage.trailerPlate
        basis = Basis(reading)
        axles = reading.axles.count
        axleLoads = reading.axles.map(\.load)
        axleCode = passage.mass.code?.description
        form = passage.mass.form.rawValue
        gross = passage.mass.gross
        assessed = passage.mass.assessed
        self.limit = limit
        self.excess = excess
        self.excessRatio = excessRatio
        self.rule = rule.id
        article = rule.source.description
        unknowns = passage.mass.unknowns
        findings = passage.findings
        explanation = passage.explanation
        instrument = reading.instrument
        registeredCompany = company
        onSite = OnSiteRecord(reading)
        fine = FineBounds(passage.determination)
        groups = passage.mass.groups.map(AxleGroupLoad.init)
        oneActHours = passage.determination.settings.oneActHours?.value
        records = [passage.ordinal] + passage.sightings
        self.place = place
    }

    /// The case's id: the passage's identity in characters that need no escape in a URL or a file name.
    static func caseID(of passage: ReadingID) -> String {
        "\(passage.source.station)~\(passage.source.device)~\(passage.epoch)~\(passage.seq)"
    }
}

extension CaseOpening.Basis {
    /// On-site with a weighing slip, a plate and two officers; everything else is off-site.
    init(_ reading: WeighReading) {
        guard reading.kind == .static, let inspection = reading.inspection, inspection.ticket != nil,
            inspection.plate != nil, inspection.officers.count >= 2
        else {
            self = .offSite
            return
        }
        self = .onSite
    }
}
