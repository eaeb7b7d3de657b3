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

    /// Entries that clash while both packs are in force.
    private func overlaps() -> [RuleBookProblem] {
        var problems: [RuleBookProblem] = []
        let entries = packs.flatMap(\.entries)
        for (place, entry) in entries.enumerated() {
            guard let clash = entries[..<place].first(where: { $0.clashes(with: entry) }) else { continue }
            let first = max(clash.pack.effectiveFrom, entry.pack.effectiveFrom)
            let message =
                clash.pack.id == entry.pack.id
                ? "says the same thing as \(clash.key): \(entry.subject)"
                : "overlaps \(clash.key) of \(clash.pack.id) from \(first): \(entry.subject)"
            problems.append(RuleBookProblem(pack: entry.pack.id, key: entry.key, message: message))
        }
        return problems
    }

    /// Days for which nothing is said of a topic, or between two packs of one entry of it: later packs may add entries and
    /// drop them, but what is ruled before and after is not forgotten for some days in between.
    private func holes() -> [RuleBookProblem] {
        guard let start = packs.filter({ !$0.grossMass.isEmpty }).map(\.effectiveFrom).min() else { return [] }
        var problems: [RuleBookProblem] = []
        for topic in RulePack.Topic.allCases {
            let ruling = packs.filter { $0.jurisdiction == .national && $0.topics.contains(topic) }
            if ruling.isEmpty, topic.coverage != .free, let pack = packs.first {
                let message = "no national pack has the section \(topic.rawValue)"
                problems.append(RuleBookProblem(pack: pack.id, key: "", message: message))
            }
            let whole = ruling.map {
                RulePackEntry(pack: $0, topic: topic, key: topic.rawValue, subject: topic.rawValue)
            }
            let begin = topic.coverage == .fromTheLimitsOn ? start : nil
            let ofTopic = holes(in: whole, from: begin, goesOn: topic.coverage != .free)
            problems += ofTopic
            guard ofTopic.isEmpty else { continue }
            let entries = ruling.flatMap { $0.entries.filter { $0.topic == topic } }
            for subject in Set(entries.map(\.subject)).sorted() {
                // One term of procedure does not stand in for another.
                let goesOn = topic.coverage == .onceBegun
                problems += holes(in: entries.filter { $0.subject == subject }, from: nil, goesOn: goesOn)
            }
        }
        return problems + unruledClasses(from: start)
    }

    /// - Parameters:
    ///   - start: the day from which the entries must rule; `nil` where they may begin late.
    ///   - goesOn: whether they must rule for good.
    private func holes(in entries: [RulePackEntry], from start: CivilDate?, goesOn: Bool) -> [RuleBookProblem] {
        let ruling = entries.sorted { $0.pack.effectiveFrom < $1.pack.effectiveFrom }
        guard let first = ruling.first else { return [] }
        var problems: [RuleBookProblem] = []
        if let start, first.pack.effectiveFrom > start {
            problems.append(first.hole(from: start, to: first.pack.effectiveFrom.adding(days: -1)))
        }
        var (last, end) = (first, first.pack.effectiveUntil)
        for entry in ruling.dropFirst() {
            guard let covered = end else { break }
            if entry.pack.effectiveFrom > covered.adding(days: 1) {
                let day = entry.pack.effectiveFrom.adding(days: -1)
                problems.append(last.hole(from: covered.adding(days: 1), to: day))
            }
            if let until = entry.pack.effectiveUntil, until <= covered { continue }
            (last, end) = (entry, entry.pack.effectiveUntil)
        }
        if let end, goesOn { problems.append(last.hole(from: end.adding(days: 1), to: nil)) }
        return problems
    }

    /// Classes of vehicles that the limits leave out, each from the first day on which they do.
    private func unruledClasses(from start: CivilDate) -> [RuleBookProblem] {
        var problems: [RuleBookProblem] = []
        var named: Set<String> = []
        for period in periods where period.from >= start {
            for (topic, what) in period.rules?.unruledClasses ?? [] where named.insert(what).inserted {
                let pack = packs.last { $0.topics.contains(topic) && $0.isInForce(on: period.from) } ?? packs.first
                guard let pack else { continue }
                let message = "nothing says how \(what) is judged from \(period.from) on"
                problems.append(RuleBookProblem(pack: pack.id, key: topic.rawValue, message: message))
            }
        }
        return problems
    }

    /// Limits above the greatest sum that the axle groups can have: the axle-sum cap would make them dead letters.
    private func unreachableLimits() -> [RuleBookProblem] {
        var problems: [RuleBookProblem] = []
        func check(_ pack: RulePack, _ key: String, _ limit: Kilograms, _ most: Kilograms?, _ what: String) {
            guard let most, limit > most, !problems.contains(where: { $0.pack == pack.id && $0.key == key }) else {
                return
            }
            let message = "limit \(limit) of \(what) is above the sum of its axle groups, \(most) at most"
            problems.append(RuleBookProblem(pack: pack.id, key: key, message: message))
        }
        for period in periods {
            guard let table = period.rules?.axleGroups else { continue }
            for pack in packs where pack.isInForce(on: period.from) {
                for (place, rule) in pack.axleCodes.enumerated() {
                    check(pack, "axle_codes[\(place)]", rule.limit, table.greatestSum(of: rule), "code \(rule.code)")
                }
                for (place, rule) in pack.grossMass.enumerated() where rule.axlesMax != nil {
                    let most = table.greatestSum(axles: rule.axlesMin)
                    check(pack, "gross_mass[\(place)]", rule.limit, most, "\(rule.axlesMin) axles")
                }
                if let spread = pack.adjustments?.spreadSemitrailer {
                    check(
                        pack,
                        "adjustments",
                        spread.limit,
                        table.greatestSum(axles: spread.axles),
                        "spread_semitrailer"
                    )
                }
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
                    message:
                        "a \(pack.jurisdiction.rawValue) pack may not rule this, the state's may; settings may be overridden"
                )
            }
        }
    }
}

extension RulesInForce {
    /// What no rule is for: every form of 2 and more axles has a class, but for rigid trucks of 5 and more; a code that is
    /// split by driven axles is split for one and for two; low-speed and special-operation vehicles have their own way.
    fileprivate var unruledClasses: [(topic: RulePack.Topic, what: String)] {
        var unruled: [(RulePack.Topic, String)] = []
        for axles in 2...AxleTypeCode.groupsMax {
            for form in [FormClass.rigid, .combination] where form == .combination || axles < 5 {
                let rows = grossMass.filter { $0.covers(axles: axles) && ($0.form == .any || $0.form == form) }
                guard let missing = missingDriveAxles(rows.map(\.driveAxles)) else { continue }
                unruled.append((.grossMass, "a vehicle of \(axles) axles, \(form.rawValue)\(missing),"))
            }
        }
        for (code, entry) in axleCodes.sorted(by: { $0.key.description < $1.key.description }) {
            let rows = entry.rows
            // One row for one number of driven axles is the annex's own way (1129).
            guard rows.count > 1, let missing = missingDriveAxles(rows.map(\.driveAxles)) else { continue }
            unruled.append((.axleCodes, "code \(code)\(missing),"))
        }
        for kind in [VehicleKind.lowSpeed, .specialOperation] where !vehicleKinds.contains(where: { $0.kind == kind }) {
            unruled.append((.vehicleKinds, "a \(kind.rawValue) vehicle"))
        }
        return unruled
    }

    /// Which driven axles have no row, in words; `nil` when all have one.
    private func missingDriveAxles(_ rows: [Int?]) -> String? {
        if rows.isEmpty { return "" }
        if rows.contains(nil) { return nil }
        return (1...2).first { !rows.contains($0) }.map { ", \($0) driven" }
    }
}
