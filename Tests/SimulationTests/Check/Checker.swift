import Enforcement
import Law
import Readings

/// Follows the core's effects and holds them against what really happened.
struct Checker {
    private(set) var truth: Truth
    private(set) var report: Report
    /// The last word on each weighing, by its ordinal.
    private(set) var passages: [Int64: Passage] = [:]
    private var unmatched: Set<Int64> = []
    private var alerts: [String: WorldAlert] = [:]
    /// Overloads that were handed over wrongly joined, by the weighing's ordinal.
    private var wrongOpenings: Set<Int64> = []

    init(_ world: World) {
        truth = Truth(world)
        report = Report(seed: world.seed)
    }

    /// Runs a core through a whole world.
    static func run(_ world: World) throws -> Report {
        var checker = Checker(world)
        var core = try SimulatedCore(world.stations)
        for event in world.events { core.apply(event) { checker.take($0) } }
        core.apply(.tick(world.farFuture)) { checker.take($0) }
        return checker.finish(openPassages: core.openPassages)
    }

    mutating func take(_ effect: WorldEffect) {
        switch effect {
        case .verdict(let passage): check(verdict: passage)
        case .settled(let passage):
            if let before = passages.updateValue(passage, forKey: passage.ordinal) {
                report.note(.settledTwice, "\(before.id)")
            }
        case .amended(let passage):
            if passages.updateValue(passage, forKey: passage.ordinal) == nil {
                report.note(.noPassage, "\(passage.id) amended before it was settled")
            }
        case .overload(let opening): check(opening)
        case .unmatched(let ordinals): unmatched.formUnion(ordinals)
        case .alert(let alert): alerts[alert.id] = alert
        case .withdrawn(let alert): alerts[alert.id] = nil
        }
    }

    private mutating func check(verdict passage: Passage) {
        guard passage.verdict == .overloaded, truth.join(passage) != .right else { return }
        count(passage.ordinal) { $0.wrongVerdicts += 1 }
    }

    private mutating func check(_ opening: CaseOpening) {
        guard let weighing = opening.records.first else { return }
        let sightings = Array(opening.records.dropFirst())
        let join = truth.join(weighing: weighing, sightings: sightings, plate: opening.plate)
        guard join != .right else { return }
        wrongOpenings.insert(weighing)
        let described = truth.describe(weighing: weighing, sightings: sightings, plate: opening.plate)
        report.note(.wrongOpening, "\(join.rawValue): \(described)")
    }

    private mutating func count(_ ordinal: Int64, _ change: (inout Tally) -> Void) {
        change(&report.tallies[truth.link(ordinal), default: Tally()])
    }
}

// MARK: - In the end

extension Checker {
    /// Looks at the last word on everything.
    mutating func finish(openPassages: Int) -> Report {
        if openPassages > 0 { report.note(.leftOpen, "\(openPassages)") }
        let weighings = truth.world.origins.indices.filter { truth.world.origins[$0].picture == nil }
        let last = weighings.map { passages[Int64($0 + 1)] }
        var firmUses: [Int64: Int] = [:]
        for passage in last.compactMap({ $0 }) {
            for sighting in passage.sightings {
                truth.takers[sighting, default: []].append(passage.id)
                if passage.verdict != .ambiguous { firmUses[sighting, default: 0] += 1 }
            }
        }
        for (index, passage) in zip(weighings, last) {
            if let passage { check(passage) } else { report.note(.noPassage, "\(truth.world.origins[index].id)") }
        }
        checkPictures(firmUses: firmUses)
        if SimulatedCore.raisesAlerts { checkAlerts() }
        return report
    }

    private mutating func check(_ passage: Passage) {
        let join = truth.join(passage)
        let isClean = truth.isClean(passage.ordinal)
        let isReadable = truth.isReadable(passage.ordinal)
        let isMisread = truth.isMisread(passage)
        let wasWronglyOpened = wrongOpenings.contains(passage.ordinal)
        count(passage.ordinal) { tally in
            tally.weighings += 1
            tally.readable += isReadable ? 1 : 0
            tally.named += passage.plate == nil ? 0 : 1
            tally.wrong += join != .right && passage.plate != nil ? 1 : 0
            tally.misread += isMisread && join == .right ? 1 : 0
            tally.ambiguous += passage.verdict == .ambiguous ? 1 : 0
            tally.unpaired += passage.verdict == .unpaired ? 1 : 0
            tally.clean += isClean ? 1 : 0
            tally.cleanPaired += isClean && passage.plate != nil ? 1 : 0
            tally.evidence += passage.verdict == .overloaded ? 1 : 0
            tally.wrongEvidence += join != .right && passage.verdict == .overloaded || wasWronglyOpened ? 1 : 0
            tally.wrongCompliant += join != .right && passage.verdict == .compliant && passage.plate != nil ? 1 : 0
        }
        noteJoin(passage, join)
        if isClean, passage.plate == nil {
            note(.cleanUnpaired, passage, "\(passage.verdict)")
        }
        checkVerdict(passage)
    }

    private mutating func noteJoin(_ passage: Passage, _ join: Join) {
        guard join != .right else { return }
        if passage.verdict == .overloaded {
            note(.wrongEvidence, passage, join.rawValue)
        } else if passage.plate != nil {
            note(.wrongElsewhere, passage, "\(passage.verdict), \(join.rawValue)")
        }
    }

    /// What has no picture is unpaired, and what has contradicting plates is ambiguous.
    private mutating func checkVerdict(_ passage: Passage) {
        if passage.sightings.isEmpty, passage.verdict != .unpaired, passage.verdict != .ambiguous {
            note(.notUnpaired, passage, "\(passage.verdict)")
        }
        if Checker.standingNumbers(passage.sightings.map(truth.origin)).count > 1, passage.verdict != .ambiguous {
            note(.notAmbiguous, passage, "\(passage.verdict)")
        }
    }

    /// The trucks' numbers that pictures name; messages about one object are one picture, and its surest plate stands,
    /// of equally sure ones the latest.
    private static func standingNumbers(_ pictures: [Origin]) -> Set<String> {
        var standing: [Origin] = []
        for origin in pictures.sorted(by: { $0.id < $1.id }) where origin.picture?.plate != nil {
            if let index = standing.firstIndex(where: { $0.isSameObject(as: origin) }) {
                if origin.confidence >= standing[index].confidence { standing[index] = origin }
            } else {
                standing.append(origin)
            }
        }
        return Set(standing.compactMap(\.truckNumber))
    }

    private mutating func note(_ problem: Report.Problem, _ passage: Passage, _ what: String) {
        let (ordinal, plate) = (passage.ordinal, passage.plate?.number)
        // Only the first are told: describing is slow.
        let described =
            report.isTold(problem)
            ? truth.describe(weighing: ordinal, sightings: passage.sightings, plate: plate) : ""
        report.note(problem, "\(what): \(described)")
    }

    private mutating func checkPictures(firmUses: [Int64: Int]) {
        for (index, origin) in truth.world.origins.enumerated() where origin.picture != nil {
            let ordinal = Int64(index + 1)
            let isLoose = truth.takers[ordinal] == nil
            count(ordinal) { tally in
                tally.pictures += 1
                tally.loose += isLoose ? 1 : 0
            }
            if firmUses[ordinal, default: 0] > 1 { report.note(.pictureTwice, "\(origin.id) #\(ordinal)") }
            if isLoose, SimulatedCore.tellsUnmatched, !unmatched.contains(ordinal) {
                report.note(.vanished, "\(origin.id) #\(ordinal) at \(origin.at)")
            }
        }
    }

    private mutating func checkAlerts() {
        var ordinals: [ReadingID: Int64] = [:]
        for (index, origin) in truth.world.origins.enumerated() { ordinals[origin.id] = Int64(index + 1) }
        let standing = alerts.values.filter { $0.kind == "bypass" }.compactMap { ordinals[$0.record] }.sorted()
        let accused = Set(standing.map { truth.origin($0).crossing })
        for crossing in truth.world.street.crossings where truth.isPlainBypass(crossing) {
            let link = truth.world.stations[crossing.station].link
            report.tallies[link, default: Tally()].bypasses += 1
            report.tallies[link, default: Tally()].bypassesAlerted += accused.contains(crossing.id) ? 1 : 0
            if !accused.contains(crossing.id) { report.note(.noAlert, "vehicle \(crossing.id) at \(crossing.at) ms") }
        }
        for ordinal in standing {
            let weighings = truth.weighings(of: truth.crossing(ordinal))
            guard weighings.contains(where: { passages[$0]?.plate != nil }) else { continue }
            let own = weighings.map {
                passages[$0].map { "\($0.id) \($0.plate?.number ?? "-") \($0.sightings)" } ?? "-"
            }
            report.note(.groundlessAlert, "\(truth.origin(ordinal).id) #\(ordinal) of \(own)")
        }
    }
}
