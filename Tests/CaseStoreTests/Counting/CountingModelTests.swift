import CaseStore
import Enforcement
import Foundation
import GRDB
import Law
import TestSupport
import Testing
import Units

/// Random histories; what the store has brought up to date step by step must be what a recount from all events says that
/// knows nothing of it. More by `ZHICHAO_SEEDS`.
@Suite("Counters against a naive recount")
struct CountingModelTests {
    @Test("random histories", arguments: Seeds.run(ci: 300))
    func history(seed: UInt64) throws {
        var history = try RandomHistory(seed: seed)
        for step in 0..<18 {
            try history.advance()
            if step.isMultiple(of: 6) { try history.check("seed \(seed), step \(step)") }
        }
        try history.check("seed \(seed)")
        #expect(try history.bench.verify().difference == nil, "seed \(seed)")
    }
}

/// A few vehicles, drivers and companies that overload, day and night, around leap days and year borders.
private struct RandomHistory {
    let bench: CountingBench
    private var generator: SeededGenerator
    private var cases: [String] = []
    private var told = 0

    private static let plates = ["豫A00001", "豫A00002"]
    private static let companies = ["91350100M000100Y43", "91410100MA3X4Q8K0M"]
    private static let drivers = ["L1", "L2"]
    private static let base = Given.day("2023-12-15")

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        let year: ReferralYear = generator.once(in: 4) ? .anchored : .rolling
        bench = try CountingBench(TestBasis(year: year))
        for plate in RandomHistory.plates {
            let issued = Given.day(generator.pick(["2016-02-29", "2019-08-31", "2020-01-01"]))
            bench.basis.say(SubjectFacts(issued: issued), of: .vehicle(plate: plate, colour: "yellow"))
        }
        try changeFleet()
    }

    mutating func advance() throws {
        switch generator.int(0...9) {
        case 0...4: try tell(decided: generator.int(0...9) < 8)
        case 5: try tellJoining()
        case 6: try decideOne()
        case 7: try amendOne()
        case 8: try dropOne()
        default: try changeFleet()
        }
    }

    private mutating func tell(decided: Bool) throws {
        // Close together, so that years do cross; a few days of the leap year and of the year's end are likelier.
        let day =
            generator.once(in: 4)
            ? Given.day(
                generator.pick(["2024-02-28", "2024-02-29", "2024-12-31", "2025-01-01", "2025-02-28", "2025-03-01"])
            )
            : RandomHistory.base.adding(days: generator.int(0...560))
        let time = generator.pick(["00:00:00", "00:30:00", "12:00:00", "23:30:00", "23:59:59"])
        let plate = generator.once(in: 3) ? RandomHistory.plates[1] : RandomHistory.plates[0]
        let id = try bench.overload(
            "\(day)T\(time)+08:00",
            plate: plate,
            company: generator.pick(RandomHistory.companies)
        )
        guard try bench.reader.summary(id) != nil else { return }
        cases.append(id)
        if decided { try bench.decide(id) }
    }

    /// A further passage within twelve hours, before or after: the act's day may become the one before.
    private mutating func tellJoining() throws {
        guard let id = cases.isEmpty ? nil : generator.pick(cases), let found = try bench.reader.summary(id) else {
            return
        }
        let at = found.act.lowerBound + .hours(Int64(generator.int(-11...11)))
        let other = try bench.overload("\(at)", plate: found.plate, excess: generator.int(1...9) * 1_000)
        if try bench.reader.summary(other) != nil { cases.append(other) }
    }

    private mutating func decideOne() throws {
        guard let id = cases.isEmpty ? nil : generator.pick(cases), let state = try bench.reader.summary(id)?.state
        else { return }
        switch state {
        case .detected, .confirmed, .notified: try bench.decide(id, isWarning: generator.once(in: 3))
        case .decided: try bench.close(id)
        case .closed, .dismissed, .revoked: break
        }
    }

    private mutating func dropOne() throws {
        guard let id = cases.isEmpty ? nil : generator.pick(cases), let state = try bench.reader.summary(id)?.state
        else { return }
        switch state {
        case .detected, .confirmed, .notified: try bench.step(id, .dismiss, ["reason": .text("误读")])
        case .decided, .closed: try bench.revoke(id)
        case .dismissed, .revoked: break
        }
    }

    private mutating func amendOne() throws {
        guard let id = cases.isEmpty ? nil : generator.pick(cases), let found = try bench.reader.summary(id),
            found.state.mayBeAmended
        else { return }
        switch generator.int(0...3) {
        case 0: try bench.amend(id, ["company": .text(generator.pick(RandomHistory.companies))])
        case 1: try bench.amend(id, ["driver": .null])
        default: try bench.amend(id, ["driver": .text(generator.pick(RandomHistory.drivers))])
        }
    }

    private mutating func changeFleet() throws {
        for code in RandomHistory.companies {
            let steps = [0, generator.int(1...500)].map { offset in
                (RandomHistory.base.adding(days: offset - 30), generator.once(in: 6) ? nil : generator.int(1...25))
            }
            let issued = Given.day("2018-05-31")
            bench.basis.say(SubjectFacts(issued: issued, fleet: Fleet(steps)), of: CountedSubject(.company, code))
        }
        try bench.recount(.company)
    }
}

extension RandomHistory {
    /// What one case says by its own events.
    private struct Told {
        let id: String
        let day: CivilDate
        let truck: String
        let isEffective: Bool
        let subjects: [CountedSubject]
    }

    private func recount() throws -> [Told] {
        try bench.reader.list().compactMap { summary in
            guard ![.dismissed, .revoked].contains(summary.state), let found = try bench.reader.find(summary.id)
            else { return nil }
            // From the passages that events told, by hand: the first instant's day in Zhengzhou.
            let first = found.passages.filter(\.stands).map(\.at.millisecondsSince1970).min() ?? 0
            let day = CivilDate(dayNumber: Int((first + 8 * 3_600_000) / 86_400_000))
            let truck = "\(summary.plate)~\(summary.plateColour)"
            var subjects = [CountedSubject(.vehicle, truck)]
            let fields = Dictionary(found.fields.map { ($0.field, $0.value) }) { $1 }
            if let company = fields[.company]?["value"] ?? found.carrying?.registeredCompany {
                subjects.append(CountedSubject(.company, company))
            }
            if let driver = fields[.driver]?["licence"] { subjects.append(CountedSubject(.driver, driver)) }
            return Told(
                id: summary.id,
                day: day,
                truck: truck,
                isEffective: [.decided, .closed].contains(summary.state),
                subjects: subjects
            )
        }
    }

    func check(_ place: String) throws {
        let told = try recount()
        let subjects = Set(told.flatMap(\.subjects)).union(try bench.reader.referrals().map(\.subject)).sorted()
        for subject in subjects {
            let own = told.filter { $0.subjects.contains(subject) }
            let dossier = try bench.reader.subject(subject)
            let kept = dossier?.record.violations.map { "\($0.caseID) \($0.day) \($0.isEffective) \($0.truck)" } ?? []
            #expect(
                kept.sorted() == own.map { "\($0.id) \($0.day) \($0.isEffective) \($0.truck)" }.sorted(),
                "\(place), \(subject)"
            )
            for rule in bench.basis.rules(on: bench.now.day)?.penalties ?? [] where rule.subject == subject.kind {
                try checkReferrals(of: subject, by: rule, own.filter(\.isEffective), dossier, place)
            }
        }
    }

    private func checkReferrals(
        of subject: CountedSubject,
        by rule: PenaltyRule,
        _ effective: [Told],
        _ dossier: SubjectDossier?,
        _ place: String
    ) throws {
        let standing = (dossier?.referrals ?? []).filter { $0.rule == rule.rule.id && $0.state != .withdrawn }
        let years = standing.compactMap(\.year).sorted { $0.first < $1.first }
        for (left, right) in zip(years, years.dropFirst()) {
            #expect(left.last < right.first, "\(place): \(left) \(right)")
        }
        for referral in standing {
            guard let year = referral.year else { continue }
            let within = effective.filter { year.first <= $0.day && $0.day <= year.last }
            #expect(crosses(within, rule, subject, in: year), "\(place): \(referral.id) stands and does not cross")
            #expect(Set(referral.cases) == Set(within.map(\.id)), "\(place): \(referral.id)")
        }
        // No year that touches none of those may cross.
        let anchored = bench.basis.rules(on: bench.now.day)?.settings.referralYear?.value == .anchored
        for start in effective.map(\.day) {
            let year: LegalYear
            if anchored {
                guard let issued = dossier?.issued, let cycle = LegalYear.anchored(holding: start, issued: issued)
                else { continue }
                year = cycle
            } else {
                year = LegalYear.rolling(from: start)
            }
            guard !years.contains(where: { $0.first <= year.last && year.first <= $0.last }) else { continue }
            let within = effective.filter { year.first <= $0.day && $0.day <= year.last }
            #expect(
                !crosses(within, rule, subject, in: year),
                "\(place): \(subject) crosses from \(year.first) and is not referred"
            )
        }
    }

    private func crosses(
        _ violations: [Told],
        _ rule: PenaltyRule,
        _ subject: CountedSubject,
        in year: LegalYear
    ) -> Bool {
        switch rule.trigger {
        case .violations(let most): return violations.count > most
        case .every: return false
        case .shareOfTrucks(let share):
            let fleet = bench.basis.facts(of: subject, on: bench.now.day)?.fleet ?? Fleet([])
            let trucksOf = Dictionary(grouping: violations, by: \.day).mapValues { $0.map(\.truck) }
            var overloaded: Set<String> = []
            // Every day, and not only those on which something happens.
            return (year.first.dayNumber...year.last.dayNumber).contains { number in
                let day = CivilDate(dayNumber: number)
                overloaded.formUnion(trucksOf[day] ?? [])
                guard day <= bench.now.day, let trucks = fleet.trucks(on: day), trucks > 0 else { return false }
                return overloaded.count * 10_000 > trucks * share.rawValue
            }
        }
    }
}
