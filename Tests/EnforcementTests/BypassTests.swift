import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("Trucks that were seen and not weighed (bypass)")
struct BypassTests {
    /// A truck is seen at noon, and the lane's scale is heard all the while.
    private func seen(
        scaleIsHeard: Bool = true,
        off: Int64 = 0,
        change: (inout CameraReading) -> Void = { _ in }
    ) throws -> Core {
        var core = try Core()
        core.receive(Given.picture(seq: 1, change: change))
        if scaleIsHeard { core.hear("S1/wim-1", after: 4_000, off: off) }
        core.tick(after: 5_000)
        return core
    }

    @Test("is told of a truck at a lane whose scale works, once, after the settle time")
    func truck() throws {
        var core = try seen()
        let alert = try #require(core.alerts.first)
        #expect(alert.kind == .bypass && alert.kind.topic == "evasion" && alert.plate == "豫A12345")
        #expect(alert.record?.description == "S1/cam-1:1:1" && alert.zh.contains("豫A12345") && !alert.en.isEmpty)
        core.settleAll()
        #expect(core.alerts.count == 1 && core.withdrawn.isEmpty && core.unmatched == [1])
        #expect(core.pipeline.oldestOpenOrdinal() == nil)
    }

    struct Sight: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isTold: Bool
        var change: @Sendable (inout CameraReading) -> Void
    }

    @Test(
        "is told of trucks only, with a plate, by a camera whose clock is right",
        arguments: [
            Sight(testDescription: "a car", isTold: false) { $0.vehicleForm = .car },
            Sight(testDescription: "a bus", isTold: false) { $0.vehicleForm = .bus },
            Sight(testDescription: "unknown, yellow plate", isTold: true) { $0.vehicleForm = .unknown },
            Sight(testDescription: "unknown, blue plate", isTold: false) {
                ($0.vehicleForm, $0.plateColour) = (.unknown, .blue)
            },
            Sight(testDescription: "unknown, new-energy truck", isTold: true) {
                ($0.vehicleForm, $0.plateColour) = (.unknown, .yellowGreen)
            },
            Sight(testDescription: "a rigid truck, blue plate", isTold: true) {
                ($0.vehicleForm, $0.plateColour) = (.rigid, .blue)
            },
            Sight(testDescription: "no plate", isTold: false) { $0.plate = nil },
            Sight(testDescription: "a trailer's plate only", isTold: false) {
                ($0.plate, $0.view) = ("豫A1234挂", .rear)
            },
            Sight(testDescription: "unsynced", isTold: false) { $0.clockSynced = false },
            Sight(testDescription: "six minutes behind", isTold: false) { $0.header.at = .noon(-360_000) },
        ]
    )
    func trucksOnly(sight: Sight) throws {
        var core = try seen(change: sight.change)
        core.settleAll()
        #expect(core.alerts.map(\.kind) == (sight.isTold ? [.bypass] : []))
    }

    @Test("is not told while the scale was never heard, or its clock is off")
    func noScale() throws {
        for var core in [try seen(scaleIsHeard: false), try seen(off: 400_000), try seen(off: -400_000)] {
            core.settleAll()
            #expect(!core.alerts.contains { $0.kind == .bypass })
        }
    }

    @Test("is not told where a lane has no scale")
    func laneWithoutScale() throws {
        var core = try Core([Given.station { $0.devices[0].lanes = [Given.lane(2)] }])
        core.receive(Given.picture(seq: 1))
        core.hear("S1/wim-1", after: 4_000)
        core.settleAll()
        #expect(core.alerts.isEmpty)
    }

    @Test(
        "waits while the scale's readings are being asked for; is told when they came without it",
        arguments: [20_000, 70_000]
    )
    func holes(milliseconds: Int64) throws {
        var core = try Core()
        core.receive(Given.picture(seq: 1))
        core.tell(.holes(Given.source("S1/wim-1"), areOpen: true, at: .noon(100)))
        core.hear("S1/wim-1", after: 4_000)
        core.tick(after: 5_000)
        #expect(core.alerts.isEmpty)
        core.tell(.holes(Given.source("S1/wim-1"), areOpen: false, at: .noon(milliseconds)))
        core.settleAll()
        #expect(core.alerts.map(\.kind) == (milliseconds < 60_000 ? [.bypass] : []), "after a minute it is given up")
    }

    @Test(
        "is not told of one more picture of a truck that was weighed, nor of a misread of it",
        arguments: [
            (4_500, "豫A12345", false), (60_000, "豫A12345", false), (-50_000, "豫A12345", false),
            (9_000, "豫A12378", false), (9_000, "豫A12678", true), (9_000, "豫B99999", true), (61_000, "豫A12345", true),
        ]
    )
    func onceMore(at milliseconds: Int64, plate: String, isTold: Bool) throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.picture(seq: 1))
        let receipt = max(milliseconds, 0)
        core.receive(Given.picture(seq: 2, at: .noon(milliseconds), plate: plate), after: receipt)
        core.hearBoth(after: receipt + 4_000)
        core.settleAll()
        #expect(core.alerts.map(\.kind) == (isTold ? [.bypass] : []))
    }

    @Test("is not told of a picture that was taken while another vehicle was weighed: it may be of that")
    func beside() throws {
        for (milliseconds, isTold) in [(Int64(-1_500), false), (1_500, false), (3_900, true)] {
            var core = try Core()
            core.receive(Given.weighing(seq: 1, trigger: "7"))
            core.receive(Given.picture(seq: 1, trigger: "7"))
            core.receive(Given.picture(seq: 2, at: .noon(milliseconds), plate: "豫B99999"))
            core.hearBoth(after: 10_000)
            core.settleAll()
            #expect(core.alerts.map(\.kind) == (isTold ? [.bypass] : []), "\(milliseconds)")
        }
    }

    @Test(
        "is taken back when a weighing that came late claims the picture, by time or by its trigger",
        arguments: [nil, "7"]
    )
    func claimedLate(trigger: String?) throws {
        var core = try seen { $0.trigger = trigger }
        #expect(core.alerts.map(\.kind) == [.bypass])
        core.receive(Given.weighing(seq: 1, at: .noon(-300), trigger: trigger), after: 8_000, isReplayed: true)
        core.settleAll()
        #expect(core.withdrawn == core.alerts && core.alerts.count == 1)
        #expect(core.outcomes.map(\.plate?.number) == ["豫A12345"] && core.unmatched.isEmpty)
    }

    @Test("is taken back when two weighings that came late may each be the truck's")
    func contestedLate() throws {
        var core = try seen()
        core.receive(Given.weighing(seq: 1, at: .noon(-300)), after: 8_000, isReplayed: true)
        core.receive(Given.weighing(seq: 2, at: .noon(300)), after: 8_000, isReplayed: true)
        core.settleAll()
        #expect(core.outcomes.map(\.verdict) == [.ambiguous, .ambiguous] && core.withdrawn == core.alerts)
    }
}
