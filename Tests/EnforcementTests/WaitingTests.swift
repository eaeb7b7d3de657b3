import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("A lane waits for readings that are being asked for")
struct HoleTests {
    private func holes(_ device: String, areOpen: Bool, after milliseconds: Int64) -> Event {
        .holes(Given.source(device), areOpen: areOpen, at: .noon(milliseconds))
    }

    @Test(
        "and goes on when they came: the picture that was missing is the passage's",
        arguments: ["S1/cam-1", "S1/wim-1"]
    )
    func goesOn(device: String) throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, gross: 60_000))
        core.tell(holes(device, areOpen: true, after: 500))
        core.tick(after: 5_000)
        #expect(core.passages.isEmpty && core.pipeline.nextDeadline == .noon(60_000))
        core.receive(Given.picture(seq: 1, at: .noon(100)), after: 20_000, isReplayed: true)
        #expect(core.passages.isEmpty && core.verdicts.isEmpty)
        core.tell(holes(device, areOpen: false, after: 20_100))
        #expect(core.passages.map(\.verdict) == [.overloaded] && core.amended.isEmpty)
    }

    @Test("at most 60 s, the end included")
    func atMost() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.tell(holes("S1/cam-1", areOpen: true, after: 500))
        core.tick(after: 59_999)
        #expect(core.passages.isEmpty)
        core.tick(after: 60_000)
        #expect(core.passages.map(\.verdict) == [.unpaired] && core.pipeline.nextDeadline == nil)
    }

    @Test("while any of its devices has holes")
    func both() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.tell(holes("S1/cam-1", areOpen: true, after: 500))
        core.tell(holes("S1/wim-1", areOpen: true, after: 500))
        core.tell(holes("S1/cam-1", areOpen: false, after: 9_000))
        #expect(core.passages.isEmpty)
        core.tell(holes("S1/wim-1", areOpen: false, after: 9_500))
        #expect(core.passages.count == 1)
    }

    @Test("and not for those of another lane's devices")
    func otherLane() throws {
        let station = Given.station { profile in
            let second = DeviceProfile(source: Given.source("S1/cam-2"), kind: .camera, lanes: [Given.lane(2)])
            profile.devices[1].lanes = [Given.lane(1)]
            profile.devices.append(second)
        }
        var core = try Core([station])
        core.receive(Given.weighing(seq: 1, lane: 1))
        core.receive(Given.weighing(seq: 2, lane: 2))
        core.tell(holes("S1/cam-2", areOpen: true, after: 500))
        core.tick(after: 5_000)
        #expect(core.passages.map(\.id.seq) == [1])
    }

    @Test("a trigger's verdict does not wait: nothing can contest it")
    func verdict() throws {
        var core = try Core()
        core.tell(holes("S1/cam-1", areOpen: true, after: 0))
        core.receive(Given.weighing(seq: 1, gross: 60_000, trigger: "7"))
        core.receive(Given.picture(seq: 1, trigger: "7"))
        #expect(core.verdicts == [.overloaded] && core.passages.isEmpty)
    }
}

@Suite("What the core remembers is bounded")
struct BoundTests {
    @Test("open passages in all: at the bound the one received first is settled")
    func openPassages() throws {
        let names = (0..<100).map { "S\($0)" }
        var core = try Core(names.map { Given.station($0) })
        let each = UInt64(PipelineSettings.openPassagesMax / names.count / 2)
        for seq in 1...each {
            for name in names {
                for lane in 1...2 {
                    let id = 2 * seq - UInt64(lane % 2)
                    core.receive(Given.weighing(seq: id, at: .noon(Int64(seq)), lane: lane, station: name))
                }
            }
        }
        #expect(core.passages.isEmpty && core.pipeline.openPassages == PipelineSettings.openPassagesMax)
        core.receive(Given.weighing(seq: 9_999, at: .noon(2_000), station: "S50"))
        #expect(core.passages.map(\.id.description) == ["S0/wim-1:1:1"])
        #expect(core.pipeline.openPassages == PipelineSettings.openPassagesMax)
    }

    @Test("what waits for readings that are being asked for counts towards the bound, too")
    func postponed() throws {
        let names = (0..<100).map { "S\($0)" }
        var core = try Core(names.map { Given.station($0) })
        for name in names {
            core.receive(Given.weighing(seq: 1, at: .noon(0), station: name))
            core.tell(.holes(Given.source("\(name)/wim-1"), areOpen: true, at: .noon(0)))
        }
        let each = UInt64(PipelineSettings.openPassagesMax / names.count)
        for seq in 2...each + 1 {
            // All are past their time by the next one: they wait for the holes alone.
            let at = Int64(seq) * 1_000 / Int64(each) * 30
            for name in names {
                core.receive(Given.weighing(seq: seq, at: .noon(at), station: name), after: at)
            }
            #expect(core.pipeline.openPassages <= PipelineSettings.openPassagesMax)
        }
        #expect(core.passages.count == names.count, "those received first")
        for name in names {
            core.tell(.holes(Given.source("\(name)/wim-1"), areOpen: false, at: .noon(31_000)))
        }
        core.tick(after: 200_000)
        #expect(core.passages.count == names.count * Int(each + 1) && core.pipeline.openPassages == 0)
    }

    /// So many trucks pass ten seconds after each other; all but the first have a picture that a trigger links.
    private func core(trucks: Int) throws -> Core {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        for seq in 2...UInt64(trucks) { core.passTriggered(seq, lag: 100, every: 10_000) }
        core.tick(after: Int64(trucks) * 10_000 + 100_000)
        core.forgetEffects()
        return core
    }

    @Test(
        "passages: one that is remembered is amended, one that is forgotten is not",
        arguments: [(1_000, true), (1_300, false)]
    )
    func remembered(trucks: Int, isAmended: Bool) throws {
        var core = try core(trucks: trucks)
        core.receive(Given.picture(seq: 9_999, at: .noon(100)), after: 20_000_000, isReplayed: true)
        #expect(core.amended.map(\.verdict) == (isAmended ? [.compliant] : []))
        core.settleAll()
        core.tick(after: 30_000_000)
        #expect(core.unmatched.isEmpty == isAmended && core.pipeline.oldestOpenOrdinal() == nil)
    }

    @Test("by time nothing is paired from before what is remembered: the picture's own weighing may be forgotten")
    func horizon() throws {
        for (trucks, isPaired) in [(1_000, true), (1_300, false)] {
            var core = try core(trucks: trucks)
            core.receive(Given.weighing(seq: 9_999, at: .noon(5_000)), after: 20_000_000, isReplayed: true)
            core.receive(Given.picture(seq: 9_999, at: .noon(5_100)), after: 20_000_000, isReplayed: true)
            core.tick(after: 30_000_000)
            #expect(core.outcomes.map(\.verdict) == [isPaired ? .compliant : .unpaired], "\(trucks)")
        }
    }
}
