import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("Findings beside the mass")
struct FindingTests {
    @Test(
        "a bulk load that no picture shows covered is a finding (扬尘)",
        arguments: [([nil], false), ([false], true), ([true], false), ([false, nil], true), ([false, true], false)]
    )
    func uncovered(pictures: [Bool?], isFound: Bool) throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, trigger: "7"))
        for (index, covered) in pictures.enumerated() {
            core.receive(Given.picture(seq: UInt64(index + 1), trigger: "7") { $0.covered = covered })
        }
        let passage = try core.settled()
        #expect(passage.findings == (isFound ? [.uncoveredLoad] : []) && passage.verdict == .compliant)
        let step = passage.explanation.first { $0.step == "uncovered-load" }
        #expect((step != nil) == isFound && step?.zh.isEmpty != true && step?.en.isEmpty != true)
    }

    @Test(
        "wrong-way driving over the sensor is a finding, for the police (公路安全保护条例 Art. 67)",
        arguments: [(Direction.up, false), (.down, false), (.reverse, true)]
    )
    func wrongWay(direction: Direction, isFound: Bool) throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, trigger: "7") { $0.direction = direction })
        core.receive(Given.picture(seq: 1, trigger: "7"))
        let passage = try core.settled()
        #expect(passage.findings == (isFound ? [.wrongWay] : []))
        #expect(passage.explanation.contains { $0.source.contains("第六十七条") } == isFound)
    }
}

@Suite("What the barrier does")
struct ActionTests {
    struct Place: Sendable, CustomTestStringConvertible {
        let site: SiteType
        let gross: Int
        var isBarred = false
        var pictures = 1
        let verdict: Verdict
        let action: Passage.Action

        var testDescription: String { "\(site.rawValue): \(gross) kg, \(verdict.rawValue) → \(action.rawValue)" }
    }

    @Test(
        "follows verdict, gross mass and place (交办公路明电〔2019〕117号 for 105 % at an entrance)",
        arguments: [
            Place(site: .entrance, gross: 51_450, verdict: .compliant, action: .pass),
            Place(site: .entrance, gross: 51_451, verdict: .overloaded, action: .refuseEntry),
            Place(site: .entrance, gross: 51_451, isBarred: true, verdict: .notEvidence, action: .refuseEntry),
            Place(site: .entrance, gross: 49_000, isBarred: true, verdict: .notEvidence, action: .pass),
            Place(site: .entrance, gross: 40_000, pictures: 2, verdict: .ambiguous, action: .refuseEntry),
            Place(site: .entrance, gross: 60_000, pictures: 0, verdict: .unpaired, action: .stopForWeighing),
            Place(site: .exit, gross: 60_000, verdict: .overloaded, action: .pass),
            Place(site: .exit, gross: 60_000, isBarred: true, verdict: .notEvidence, action: .pass),
            Place(site: .exit, gross: 60_000, pictures: 2, verdict: .ambiguous, action: .pass),
            Place(site: .offSite, gross: 49_001, isBarred: true, verdict: .notEvidence, action: .stopForWeighing),
            Place(site: .offSite, gross: 49_000, isBarred: true, verdict: .notEvidence, action: .pass),
            Place(site: .offSite, gross: 40_000, pictures: 2, verdict: .ambiguous, action: .stopForWeighing),
            Place(site: .offSite, gross: 49_001, pictures: 0, verdict: .unpaired, action: .stopForWeighing),
            Place(site: .offSite, gross: 49_000, pictures: 0, verdict: .unpaired, action: .pass),
            Place(site: .fixed, gross: 60_000, isBarred: true, verdict: .notEvidence, action: .stopForWeighing),
            Place(site: .source, gross: 60_000, isBarred: true, verdict: .notEvidence, action: .stopForWeighing),
            Place(site: .mobile, gross: 60_000, isBarred: true, verdict: .notEvidence, action: .stopForWeighing),
        ]
    )
    func action(place: Place) throws {
        var core = try Core([Given.station(siteType: place.site)])
        core.receive(
            Given.weighing(seq: 1, gross: place.gross, trigger: "7") {
                if place.isBarred { $0.quality = QualityFlags(.sensorFault) }
            }
        )
        for seq in 0..<UInt64(place.pictures) {
            core.receive(Given.picture(seq: seq + 1, plate: "豫A1234\(seq)", trigger: "7"))
        }
        let passage = try core.settled()
        #expect(passage.verdict == place.verdict && passage.action == place.action)
    }
}
