import Units

/// A contradiction among rule packs, or a hole between them.
public struct RuleBookProblem: Hashable, Sendable {
    /// The pack in which it shows.
    public let pack: String
    /// The section of the pack, `points`, or the rule, `axle_codes[3]`; empty for the pack as a whole.
    public let key: String
    /// What is wrong, and with what.
    public let message: String
}

extension RuleBook {
    /// Everything that is wrong with the packs together: two packs that say the same thing at the same time, days for
    /// which nothing is said, limits that the axle groups never allow, and a local pack that oversteps.
    public func problems() -> [RuleBookProblem] {
        overlaps() + holes() + unreachableLimits() + oversteps()
    }

    /// What a pack says, as entries that no other pack may have at the same time.
    private struct Entry {
        let pack: RulePack
        let topic: RulePack.Topic
        /// Where in the pack.
        let key: String
        /// What it is about; two entries of one topic clash when these are equal.
        let subject: String
    }

    private func overlaps() -> [RuleBookProblem] {
        var problems: [RuleBookProblem] = []
        let entries = packs.flatMap(\.entries).map {
            Entry(pack: $0.pack, topic: $0.topic, key: $0.key, subject: $0.subject)
        }
        for (place, entry) in entries.enumerated() {
            let clash = entries[..<place].first {
                $0.topic == entry.topic && $0.subject == entry.subject && $0.pack.overlaps(entry.pack)
            }
            guard let clash else { continue }
            let first = max(clash.pack.effectiveFrom, entry.pack.effectiveFrom)
            let message =
                clash.pack.id == entry.pack.id
                ? "says the same thing as \(clash.key): \(entry.subject)"
                : "overlaps \(clash.key) of \(clash.pack.id) from \(first): \(entry.subject)"
            problems.append(RuleBookProblem(pack: entry.pack.id, key: entry.key, message: message))
        }
        return problems
    }

    /// Once a topic is ruled, it is ruled for good; and what an assessment cannot do without is ruled from the first day
    /// of the limits on.
    private func holes() -> [RuleBookProblem] {
        guard let start = packs.filter({ !$0.grossMass.isEmpty }).map(\.effectiveFrom).min() else { return [] }
        var problems: [RuleBookProblem] = []
        for topic in RulePack.Topic.allCases {
            let ruling = packs.filter { $0.jurisdiction == .national && $0.topics.contains(topic) }
                .sorted { $0.effectiveFrom < $1.effectiveFrom }
            guard let first = ruling.first else {
                if topic.isRequired, let pack = packs.first {
                    problems.append(
                        RuleBookProblem(
                            pack: pack.id,
                            key: "",
                            message: "no national pack has the section \(topic.rawValue)"
                        )
                    )
                }
                continue
            }
            if topic.isRequired, first.effectiveFrom > start {
                problems.append(first.hole(topic, from: start, to: first.effectiveFrom.adding(days: -1)))
            }
            problems += holes(after: first, among: ruling.dropFirst(), topic)
        }
        return problems
    }

    private func holes(after first: RulePack, among later: ArraySlice<RulePack>, _ topic: RulePack.Topic)
        -> [RuleBookProblem]
    {
        var problems: [RuleBookProblem] = []
        var (last, end) = (first, first.effectiveUntil)
        for pack in later {
            guard let covered = end else { break }
            if pack.effectiveFrom > covered.adding(days: 1) {
                problems.append(
                    last.hole(topic, from: covered.adding(days: 1), to: pack.effectiveFrom.adding(days: -1))
                )
            }
            if let until = pack.effectiveUntil, until <= covered { continue }
            (last, end) = (pack, pack.effectiveUntil)
        }
        if let end, topic.isRequired { problems.append(last.hole(topic, from: end.adding(days: 1), to: nil)) }
        return problems
    }

    /// Limits by axle-type code that are above the greatest sum that the axle groups can have: the axle-sum cap would
    /// make them dead letters.
    private func unreachableLimits() -> [RuleBookProblem] {
        var problems: [RuleBookProblem] = []
        for pack in packs {
            let table = periods.lazy.filter { pack.isInForce(on: $0.from) }.compactMap { $0.rules?.axleGroups }.first
            guard let table else { continue }
            for (place, rule) in pack.axleCodes.enumerated() {
                guard let most = table.greatestSum(of: rule.code), rule.limit > most else { continue }
                let message =
                    "limit \(rule.limit) of code \(rule.code) is above the sum of its axle groups, \(most) at most"
                problems.append(RuleBookProblem(pack: pack.id, key: "axle_codes[\(place)]", message: message))
            }
        }
        return problems
    }

    private func oversteps() -> [RuleBookProblem] {
        packs.flatMap { pack in
            pack.topics.filter { !$0.mayBeRuled(by: pack.jurisdiction) }.map { topic in
                RuleBookProblem(
                    pack: pack.id,
                    key: topic.rawValue,
                    message: "a \(pack.jurisdiction.rawValue) pack may not rule this; it may override settings"
                )
            }
        }
    }
}

extension AxleGroupTable {
    /// The greatest sum that the groups of a code can have.
    ///
    /// - Returns: `nil` when no row is for one of the groups.
    fileprivate func greatestSum(of code: AxleTypeCode) -> Kilograms? {
        var sum = Kilograms.zero
        for group in code.groups {
            let limits = rows.filter { row in
                guard row.axles == group.axles else { return false }
                switch row.tyres {
                case .any: return true
                case .dual: return group.singleTyreAxles == 0...0
                case .single, .wideSingle: return group.singleTyreAxles.lowerBound == group.axles
                }
            }
            guard let most = limits.map(\.limit).max() else { return nil }
            sum = sum + most
        }
        return sum
    }
}

extension RulePack {
    /// The sections of a pack; the raw value is the section's key.
    enum Topic: String, CaseIterable {
        case grossMass = "gross_mass"
        case goodsVehicles = "goods_vehicles"
        case axleCodes = "axle_codes"
        case axleGroups = "axle_groups"
        case adjustments
        case vehicleKinds = "vehicle_kinds"
        case dimensions
        case instruments
        case entrance
        case transportFines = "transport_fines"
        case policeFines = "police_fines"
        case points
        case penalties = "four_penalties"
        case loadingSiteFines = "loading_site_fines"
        case handOvers = "hand_overs"
        case principles
        case evidence
        case deadlines
        case settings

        /// Whether an assessment cannot do without it.
        var isRequired: Bool {
            switch self {
            case .grossMass, .goodsVehicles, .axleCodes, .axleGroups, .adjustments, .vehicleKinds, .dimensions,
                .instruments, .transportFines, .policeFines, .points, .penalties, .principles, .settings:
                true
            case .entrance, .loadingSiteFines, .handOvers, .evidence, .deadlines: false
            }
        }

        func mayBeRuled(by jurisdiction: Jurisdiction) -> Bool {
            switch self {
            case .settings: true
            case .penalties, .loadingSiteFines, .handOvers, .deadlines: jurisdiction <= .province
            default: jurisdiction == .national
            }
        }
    }

    /// The sections that the pack has.
    var topics: [Topic] {
        Topic.allCases.filter { topic in
            switch topic {
            case .grossMass: !grossMass.isEmpty
            case .goodsVehicles: goodsVehicles != nil
            case .axleCodes: !axleCodes.isEmpty
            case .axleGroups: axleGroups != nil
            case .adjustments: adjustments != nil
            case .vehicleKinds: !vehicleKinds.isEmpty
            case .dimensions: dimensions != nil
            case .instruments: instruments != nil
            case .entrance: entrance != nil
            case .transportFines: transportFines != nil
            case .policeFines: policeFines != nil
            case .points: points != nil
            case .penalties: !penalties.isEmpty
            case .loadingSiteFines: !loadingSiteFines.isEmpty
            case .handOvers: !handOvers.isEmpty
            case .principles: principles != nil
            case .evidence: evidence != nil
            case .deadlines: !deadlines.isEmpty
            case .settings: settings != RuleSettings()
            }
        }
    }

    /// What the pack says, entry by entry.
    fileprivate var entries: [(pack: RulePack, topic: Topic, key: String, subject: String)] {
        topics.flatMap { topic in
            subjects(of: topic).map { place, subject in
                (self, topic, place.map { "\(topic.rawValue)[\($0)]" } ?? topic.rawValue, subject)
            }
        }
    }

    private func subjects(of topic: Topic) -> [(Int?, String)] {
        func numbered(_ subjects: [String]) -> [(Int?, String)] { subjects.enumerated().map { ($0, $1) } }
        switch topic {
        case .grossMass: return numbered(grossMass.map(\.subject))
        case .axleCodes:
            return numbered(axleCodes.map { "code \($0.code) drive axles \($0.driveAxles.map(String.init) ?? "any")" })
        case .vehicleKinds: return numbered(vehicleKinds.map(\.kind.rawValue))
        case .penalties: return numbered(penalties.map(\.subjectAndTrigger))
        case .loadingSiteFines: return numbered(loadingSiteFines.map(\.kind.rawValue))
        case .handOvers: return numbered(handOvers.map(\.rule.id))
        case .deadlines: return numbered(deadlines.map(\.rule.id))
        // Settings of one level override those of another, so only the same level clashes.
        case .settings: return [(nil, "the \(jurisdiction.rawValue) settings")]
        default: return [(nil, topic.rawValue)]
        }
    }

    fileprivate func overlaps(_ other: RulePack) -> Bool {
        let ends = [effectiveUntil, other.effectiveUntil].compactMap { $0 }
        return ends.allSatisfy { max(effectiveFrom, other.effectiveFrom) <= $0 }
    }

    fileprivate func hole(_ topic: Topic, from: CivilDate, to: CivilDate?) -> RuleBookProblem {
        let days = to.map { "from \(from) to \($0)" } ?? "from \(from) on"
        return RuleBookProblem(
            pack: id,
            key: topic.rawValue,
            message: "nothing rules \(topic.rawValue) \(days); add a pack for these days, or change effective_until"
        )
    }
}

extension GrossMassRule {
    fileprivate var subject: String {
        let more = axlesMax == nil ? " and more" : ""
        return "\(axlesMin)\(more) axles \(form.rawValue) drive axles \(driveAxles.map(String.init) ?? "any")"
    }
}

extension PenaltyRule {
    fileprivate var subjectAndTrigger: String {
        switch trigger {
        case .violations(let most): "\(subject.rawValue) over \(most)"
        case .shareOfTrucks(let most): "\(subject.rawValue) over \(most.percentText) %"
        case .every: "\(subject.rawValue) every"
        }
    }
}
