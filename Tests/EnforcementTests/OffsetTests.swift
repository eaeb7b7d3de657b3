import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("How far a camera lies behind a scale is learnt")
struct OffsetTests {
    private let uncalibrated = Given.station { $0.devices[1].offset = nil }

    private func learnt(_ offset: Int64, spread: Int64 = 0) -> LearntOffset {
        LearntOffset(
            scale: Given.source("S1/wim-1"),
            camera: Given.source("S1/cam-1"),
            offset: Milliseconds(offset),
            spread: Milliseconds(spread)
        )
    }

    @Test("from nine triggered pairs on, and is shown once")
    func fromNine() throws {
        var core = try Core()
        for seq in 1...UInt64(12) { core.passTriggered(seq, lag: 200) }
        #expect(core.pipeline.takeLearntOffsets().isEmpty, "of the last two minutes more may come")
        core.passTriggered(13, lag: 200)
        #expect(core.pipeline.takeLearntOffsets() == [learnt(200)])
        #expect(core.pipeline.takeLearntOffsets().isEmpty)
        for seq in 14...UInt64(40) { core.passTriggered(seq, lag: 210) }
        #expect(core.pipeline.takeLearntOffsets().isEmpty, "what changes by 20 ms or less is not told again")
    }

    @Test("as the median of pairs that differ, with its spread")
    func median() throws {
        var core = try Core()
        for (index, lag) in [Int64(150), 400, 200, 180, 260, 900, 210, 190, 220, 0, 0, 0, 0].enumerated() {
            core.passTriggered(UInt64(index + 1), lag: lag)
        }
        #expect(core.pipeline.takeLearntOffsets() == [learnt(210, spread: 30)])
    }

    @Test("anew from the last 31: fewer than half of them move nothing, more do", arguments: [(15, false), (20, true)])
    func lastThirtyOne(changed: Int, moves: Bool) throws {
        var core = try Core()
        for seq in 1...UInt64(60) { core.passTriggered(seq, lag: 200) }
        #expect(core.pipeline.takeLearntOffsets() == [learnt(200)])
        for seq in 61...UInt64(63 + changed) { core.passTriggered(seq, lag: 700) }
        #expect(core.pipeline.takeLearntOffsets().map(\.offset) == (moves ? [Milliseconds(700)] : []))
    }

    @Test("from no pair whose clock is off, and from none that lies five minutes apart")
    func badClocks() throws {
        var core = try Core()
        core.hear("S1/cam-1", after: 0, off: 400_000)
        for seq in 1...UInt64(20) { core.passTriggered(seq, lag: 200) }
        core.hear("S1/cam-1", after: 1_205_000)
        #expect(core.pipeline.takeLearntOffsets().isEmpty)
        for seq in 31...UInt64(50) {
            let at = Int64(seq) * 60_000
            core.receive(Given.weighing(seq: seq, at: .noon(at), trigger: "\(seq)"), after: at)
            core.receive(Given.picture(seq: seq, at: .noon(at - 300_001), trigger: "\(seq)"), after: at)
        }
        #expect(core.pipeline.takeLearntOffsets().isEmpty)
    }

    /// Five trucks of 60 t two seconds after each other, each with its picture three seconds later.
    private func closeTraffic(_ core: inout Core, from start: Int64, seq first: UInt64) {
        for index in 0..<Int64(5) {
            let (at, seq) = (start + 2_000 * index, first + UInt64(index))
            core.receive(Given.weighing(seq: seq, at: .noon(at), gross: 60_000), after: at)
        }
        for index in 0..<Int64(5) {
            let (at, seq) = (start + 2_000 * index + 3_000, first + UInt64(index))
            core.receive(Given.picture(seq: seq, at: .noon(at), plate: "豫A\(10_000 + seq)"), after: at)
        }
        core.tick(after: start + 120_000)
    }

    @Test("before an uncalibrated camera's is known, only a vehicle that is alone is evidence")
    func alone() throws {
        var core = try Core([uncalibrated])
        core.receive(Given.weighing(seq: 1, gross: 60_000))
        core.receive(Given.picture(seq: 1, at: .noon(3_000)), after: 3_000)
        core.tick(after: 100_000)
        #expect(core.outcomes.map(\.verdict) == [.overloaded])
        closeTraffic(&core, from: 200_000, seq: 100)
        #expect(core.outcomes.count == 6)
        #expect(core.outcomes.dropFirst().allSatisfy { $0.verdict != .overloaded && $0.verdict != .compliant })
        #expect(core.outcomes.contains { $0.reasons == [.vehicleUncertain] })
        #expect(core.overloads.count == 1)
    }

    @Test("once it is known, close traffic pairs rightly")
    func close() throws {
        var core = try Core([uncalibrated])
        for seq in 1...UInt64(12) { core.passTriggered(seq, lag: 3_000) }
        closeTraffic(&core, from: 900_000, seq: 100)
        let close = core.outcomes.filter { $0.id.seq >= 100 }
        #expect(close.map(\.verdict) == Array(repeating: .overloaded, count: 5))
        #expect(close.allSatisfy { $0.plate?.number == "豫A\(10_000 + $0.id.seq)" })
    }

    @Test("a few wrong samples move nothing: close traffic still pairs rightly")
    func wrongSamples() throws {
        var core = try Core([uncalibrated])
        for seq in 1...UInt64(22) { core.passTriggered(seq, lag: seq % 4 == 0 ? 9_000 : 3_000) }
        #expect(core.pipeline.takeLearntOffsets().map(\.offset) == [Milliseconds(3_000)])
        closeTraffic(&core, from: 1_600_000, seq: 100)
        let close = core.outcomes.filter { $0.id.seq >= 100 }
        #expect(close.allSatisfy { $0.plate?.number == "豫A\(10_000 + $0.id.seq)" && $0.verdict == .overloaded })
    }

    @Test(
        "what was learnt is taken up after a restart, also where it lies outside the window",
        arguments: [3_000, 9_000, -9_000]
    )
    func recalled(lag: Int64) throws {
        var core = try Core([uncalibrated])
        core.tell(.recalledOffsets([learnt(lag, spread: 20)]))
        #expect(core.pipeline.takeLearntOffsets().isEmpty, "it is stored already")
        core.receive(Given.weighing(seq: 1, at: .noon(20_000), gross: 60_000), after: 20_000)
        core.receive(Given.weighing(seq: 2, at: .noon(22_000), gross: 60_000), after: 22_000)
        for seq in 1...UInt64(2) {
            let at = 18_000 + Int64(seq) * 2_000 + lag
            core.receive(Given.picture(seq: seq, at: .noon(at), plate: "豫A1000\(seq)"), after: max(22_000, at))
        }
        core.settleAll()
        #expect(core.outcomes.map(\.plate?.number) == ["豫A10001", "豫A10002"])
        #expect(core.outcomes.map(\.verdict) == [.overloaded, .overloaded])
    }
}
