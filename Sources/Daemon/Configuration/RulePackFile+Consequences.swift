import Law
import Units

// The sections of a rule pack that say what follows.
extension RulePack {
    mutating func readConsequences(_ keys: ConfigurationMapping, _ reading: PackReading) {
        transportFines = keys.section("transport_fines") { TransportFineRules($0, reading) }
        policeFines = keys.section("police_fines") { PoliceFineRules($0, reading) }
        points = keys.section("points") { PointsRules($0, reading) }
        penalties = keys.rules("four_penalties") { PenaltyRule($0, reading) }
        loadingSiteFines = keys.rules("loading_site_fines") { LoadingSiteFine($0, reading) }
        handOvers = keys.rules("hand_overs") { HandOver($0, reading) }
        principles = keys.section("principles") { LegalPrinciples($0, reading) }
        evidence = keys.section("evidence") { EvidenceRules($0, reading) }
        deadlines = keys.rules("deadlines") { Deadline($0, reading) }
    }
}

extension ConfigurationMapping {
    fileprivate func fineRange() -> FineRange? {
        let least = required("min_yuan")?.integer(in: 0...1_000_000)
        let mostNode = required("max_yuan")
        guard let least, let most = mostNode?.integer(in: 0...1_000_000) else { return nil }
        if most < least { mostNode?.problem("is below min_yuan") }
        return FineRange(min: Yuan(least), max: Yuan(most))
    }

    fileprivate func share(_ name: String) -> PartsPerTenThousand? {
        required(name)?.integer(in: 0...1_000_000).map { PartsPerTenThousand($0) }
    }

    /// A table whose first row that is reached counts must fall from row to row and end at 0.
    fileprivate func table<Row>(
        _ name: String,
        from: (Row) -> PartsPerTenThousand,
        _ read: (ConfigurationMapping) -> Row?
    ) -> [Row] {
        let node = required(name)
        let rows = rules(name, read)
        let bounds = rows.map(from)
        if zip(bounds, bounds.dropFirst()).contains(where: { $0 <= $1 })
            || bounds.last.map({ $0.rawValue != 0 }) ?? false
        {
            node?.problem("from_per_10000 must fall from row to row, and be 0 in the last")
        }
        return rows
    }
}

extension TransportFineRules {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let most = keys.required("most_yuan")?.integer(in: 1...10_000_000)
        let mass = keys.required("mass")?.mapping { keys -> (AppliedRule, Kilograms, Kilograms, Yuan)? in
            let rule = reading.rule(keys)
            let warning = keys.required("warning_up_to_kg")?.integer(in: 0...100_000)
            let step = keys.kilograms("step_kg")
            let yuan = keys.required("yuan_per_step")?.integer(in: 0...1_000_000)
            guard let rule, let warning, let step, let yuan else { return nil }
            return (rule, Kilograms(warning), step, Yuan(yuan))
        }
        let dimensions = keys.required("dimensions")?.mapping { keys -> (AppliedRule, [DimensionBand])? in
            let rule = reading.rule(keys)
            let node = keys.required("bands")
            let bands = keys.rules("bands") { keys -> DimensionBand? in
                let within = keys.dimensions
                return keys.fineRange().map { DimensionBand(within: within, fine: $0) }
            }
            if let last = bands.last, !last.within.isEmpty {
                node?.problem("the last band must have no bounds, so that every vehicle is in one")
            }
            // Else a vehicle that is further over could be fined less.
            if zip(bands, bands.dropFirst()).contains(where: { !$0.isWithin($1) }) {
                node?.problem("each band must have wider bounds and no smaller fines than the one before")
            }
            return rule.map { ($0, bands) }
        }
        guard let most, let (massRule, warning, step, yuan) = mass ?? nil, let (rule, bands) = dimensions ?? nil
        else { return nil }
        self.init(
            massRule: massRule,
            warningUpTo: warning,
            step: step,
            yuanPerStep: yuan,
            dimensionRule: rule,
            dimensionBands: bands,
            most: Yuan(most)
        )
    }
}

extension TransportFineRules.DimensionBand {
    /// Whether a graver band holds every vehicle that this one does, and fines it no less.
    fileprivate func isWithin(_ graver: TransportFineRules.DimensionBand) -> Bool {
        func narrower(_ mine: Millimetres?, _ theirs: Millimetres?) -> Bool {
            guard let theirs else { return true }
            return mine.map { $0 <= theirs } ?? false
        }
        return narrower(within.length, graver.within.length) && narrower(within.width, graver.within.width)
            && narrower(within.height, graver.within.height) && !within.isEmpty
            && fine.min <= graver.fine.min && fine.max <= graver.fine.max
    }
}

extension PoliceFineRules {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let bands = keys.table("bands", from: \Band.from) { keys -> Band? in
            guard let from = keys.share("from_per_10000"), let fine = keys.fineRange() else { return nil }
            return Band(from: from, fine: fine)
        }
        guard let rule else { return nil }
        self.init(rule: rule, bands: bands)
    }
}

extension PointsRules {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let basis = keys.required("basis")?.choice(of: Basis.self)
        let steps = keys.table("steps", from: \Step.from) { keys -> Step? in
            let rule = reading.rule(keys)
            let from = keys.share("from_per_10000")
            guard let points = keys.required("points")?.integer(in: 0...12), let from, let rule else { return nil }
            return Step(from: from, points: points, rule: rule)
        }
        guard let rule, let basis else { return nil }
        self.init(rule: rule, basis: basis, steps: steps)
    }
}

extension PenaltyRule {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let subjectNode = keys.required("subject")
        let subject = subjectNode?.choice(of: PenaltySubject.self)
        let triggers: [Trigger?] = [
            keys.optional("over")?.integer(in: 1...1_000).map { .violations(over: $0) },
            keys.optional("over_per_10000")?.integer(in: 1...10_000)
                .map { .shareOfTrucks(over: PartsPerTenThousand($0)) },
            keys.optional("every")?.boolean() == true ? .every : nil,
        ]
        let named = triggers.compactMap { $0 }
        if named.count != 1 { subjectNode?.problem("needs just one trigger: over, over_per_10000 or every: true") }
        let referral = keys.required("referral")?.text()
        let english = keys.required("referral_en")?.text()
        guard let rule, let subject, let trigger = named.first, let referral, let english else { return nil }
        self.init(rule: rule, subject: subject, trigger: trigger, referral: referral, referralEnglish: english)
    }
}

extension LoadingSiteFine {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let kind = keys.required("kind")?.choice(of: Kind.self)
        let fine = keys.fineRange()
        guard let rule, let kind, let fine else { return nil }
        self.init(rule: rule, kind: kind, fine: fine)
    }
}

extension HandOver {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let to = keys.required("to")?.choice(of: Authority.self)
        let (zh, en) = (keys.required("zh")?.text(), keys.required("en")?.text())
        guard let rule, let to, let zh, let en else { return nil }
        self.init(rule: rule, to: to, chinese: zh, english: en)
    }
}

extension LegalPrinciples {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        func principle(_ name: String) -> AppliedRule? { keys.required(name)?.mapping { reading.rule($0) } ?? nil }
        let oneFine = principle("one_act_one_fine")
        let milder = principle("milder_law")
        let permit = principle("permit")
        let noEvidence = principle("no_evidence")
        let own = principle("own_figures")
        guard let oneFine, let milder, let permit, let noEvidence, let own else { return nil }
        self.init(
            oneActOneFine: oneFine,
            milderLaw: milder,
            permit: permit,
            noEvidence: noEvidence,
            ownFigures: own
        )
    }
}

extension EvidenceRules {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let officers = keys.required("officers")?.mapping { keys -> (AppliedRule, Int)? in
            let rule = reading.rule(keys)
            guard let least = keys.required("min")?.integer(in: 1...10), let rule else { return nil }
            return (rule, least)
        }
        let requirements = keys.rules("requirements") { keys -> EvidenceRequirement? in
            let rule = reading.rule(keys)
            let (zh, en) = (keys.required("zh")?.text(), keys.required("en")?.text())
            guard let rule, let zh, let en else { return nil }
            return EvidenceRequirement(rule: rule, chinese: zh, english: en)
        }
        if requirements.isEmpty { _ = keys.required("requirements") }
        guard let (rule, least) = officers ?? nil else { return nil }
        self.init(requirements: requirements, officersMin: least, officersRule: rule)
    }
}

extension Deadline {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let count = keys.required("count")?.integer(in: 1...1_000)
        let unit = keys.required("unit")?.choice(of: Unit.self)
        let (zh, en) = (keys.required("zh")?.text(), keys.required("en")?.text())
        guard let rule, let count, let unit, let zh, let en else { return nil }
        self.init(rule: rule, count: count, unit: unit, chinese: zh, english: en)
    }
}
