import Enforcement
import Law
import TestSupport
import Testing
import Units

@Suite("More records in one window than a road carries")
struct CrowdTests {
    /// Weighings and pictures without triggers, all within half a second.
    private func crowd(_ count: Int, isReplayed: Bool = false, settledAfter: UInt64? = nil) throws -> Core {
        var core = try Core()
        for seq in 1...UInt64(count) {
            if seq == settledAfter { core.settleAll() }
            let at = Instant.noon(Int64(seq) * 500 / Int64(count))
            core.receive(Given.weighing(seq: seq, at: at, gross: 60_000), isReplayed: isReplayed)
            core.receive(Given.picture(seq: seq, at: at, plate: "豫A\(10_000 + seq)"), isReplayed: isReplayed)
        }
        core.tick(after: 20_000_000)
        return core
    }

    @Test("time says nothing there: no picture is anybody's, and nothing is guessed")
    func overTheBound() throws {
        let core = try crowd(PipelineSettings.perWindowMax + 1)
        #expect(core.passages.count == PipelineSettings.perWindowMax + 1)
        #expect(core.passages.allSatisfy { $0.verdict == .unpaired })
        #expect(core.overloads.isEmpty)
    }

    @Test("up to the bound they contest one another, as any two that are near do")
    func atTheBound() throws {
        let core = try crowd(PipelineSettings.perWindowMax)
        #expect(core.passages.contains { $0.verdict == .ambiguous })
        #expect(core.overloads.isEmpty)
    }

    /// Took days before the bound: each late reading has every passage of its window judged again beside all the others.
    @Test("a clock that stands still while a backlog is sent again is got through", .timeLimit(.minutes(60)))
    func standingClock() throws {
        let core = try crowd(300, isReplayed: true, settledAfter: 150)
        #expect(core.passages.count == 300 && core.overloads.isEmpty)
    }
}
