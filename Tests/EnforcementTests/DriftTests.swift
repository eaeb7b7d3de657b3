import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("An instrument that ordinary traffic shows to have drifted")
struct DriftTests {
    /// Four weeks of 6 000 kg until the day before noon's.
    private func core(baseline: [InstrumentDay] = (-28 ... -1).map { .day($0, vehicles: 300) }) throws -> Core {
        var core = try Core()
        core.tell(.recalledDays(baseline))
        return core
    }

    @Test(
        "a mean off by three per cent is none yet, one beyond is told",
        arguments: [(6_180, false), (6_181, true), (5_820, false), (5_819, true)]
    )
    func bound(mean: Int, isTold: Bool) throws {
        var core = try core()
        core.weigh(200, steering: mean)
        #expect(core.alerts.map(\.kind) == (isTold ? [.drift] : []))
    }

    @Test("is told once, to the case store as well, with the day since which it is off")
    func once() throws {
        var core = try core()
        core.weigh(199, steering: 6_300)
        #expect(core.alerts.isEmpty, "fewer than 200 vehicles say nothing")
        core.weigh(101, from: 200, steering: 6_300)
        let alert = try #require(core.alerts.first)
        #expect(core.alerts.count == 1 && alert.kind == .drift && alert.kind.topic == "instrument")
        #expect(alert.station.text == "S1" && alert.zh.contains("I1") && alert.zh.contains("2026-11-23"))
        #expect(alert.en.contains("5 %") && alert.en.contains("2026-11-23"))
        let drifts = core.toCases.compactMap { if case .drift(let drift) = $0 { drift } else { nil } }
        #expect(drifts.map(\.since) == [.noon(0)] && drifts.map(\.alert) == [alert.id])
        #expect(drifts.map(\.station) == ["S1"] && drifts.map(\.instrument) == ["I1"])
    }

    @Test("a baseline of fewer than 200 vehicles, or one that is older than four weeks, says nothing")
    func baseline() throws {
        for (day, vehicles, isTold) in [(-20, 199, false), (-20, 200, true), (-28, 200, true), (-29, 5_000, false)] {
            var core = try core(baseline: [.day(day, vehicles: vehicles)])
            core.weigh(200, steering: 6_300)
            #expect(core.alerts.isEmpty != isTold, "\(vehicles) vehicles on day \(day)")
        }
    }

    struct Untelling: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var gross = 40_000
        var change: @Sendable (inout WeighReading) -> Void = { _ in }
    }

    @Test(
        "only loaded combinations of five and six axles tell, weighed as they should be",
        arguments: [
            Untelling(testDescription: "empty", gross: 24_999),
            Untelling(testDescription: "four axles") { $0.axles.removeLast(2) },
            Untelling(testDescription: "seven axles") { $0.axles.append($0.axles[5]) },
            Untelling(testDescription: "marked by the instrument") { $0.quality = QualityFlags(.speedChange) },
            Untelling(testDescription: "edited") { $0.dataStatus = .edited },
            Untelling(testDescription: "against the lane's way") { $0.direction = .reverse },
        ]
    )
    func untelling(traffic: Untelling) throws {
        var core = try core()
        core.weigh(400, gross: traffic.gross, steering: 7_000, change: traffic.change)
        #expect(!core.alerts.contains { $0.kind == .drift })
        core.weigh(200, from: 401, gross: 25_000, steering: 7_000) { $0.axles.removeLast() }
        #expect(core.alerts.filter { $0.kind == .drift }.count == 1, "five axles and 25 t tell")
    }

    @Test("on a quiet road up to seven days are put together", arguments: [(-6, true), (-7, false)])
    func quietRoad(first: Int, isTold: Bool) throws {
        let quiet = [InstrumentDay.day(first, vehicles: 100, mean: 6_300), .day(-1, vehicles: 50, mean: 6_300)]
        var core = try core(baseline: (-36 ... -8).map { .day($0, vehicles: 100) } + quiet)
        core.weigh(50, steering: 6_300)
        #expect(core.alerts.map(\.kind) == (isTold ? [.drift] : []))
        #expect(
            core.toCases.allSatisfy { if case .drift(let drift) = $0 { drift.since == .noon(first) } else { false } }
        )
    }

    @Test("while it lasts its weighings are no evidence; those before were")
    func bars() throws {
        var core = try core()
        core.pass(1)
        core.weigh(200, from: 10, steering: 6_300)
        core.pass(900)
        core.settleAll()
        let passages = core.outcomes.filter { $0.plate != nil }
        #expect(passages.map(\.verdict) == [.overloaded, .notEvidence])
        #expect(passages.last?.reasons == [.instrumentDrift])
    }

    @Test("another instrument is not barred")
    func other() throws {
        var core = try Core([Given.station { $0.instruments["I2"] = $0.instruments["I1"] }])
        core.tell(.recalledDays(InstrumentDay.drifted(since: -1)))
        core.pass(1) { $0.instrument = "I2" }
        core.settleAll()
        #expect(core.outcomes.map(\.verdict) == [.overloaded])
    }

    /// A certificate of the day.
    private let renewed = InstrumentProfile(
        id: "I1",
        accuracyClass: "5",
        certificate: "C2",
        validFrom: .noon(0),
        validUntil: .noon(364),
        speeds: MetresPerHour(kilometresPerHour: 5)...MetresPerHour(kilometresPerHour: 120)
    )

    @Test(
        "is over once the instrument was verified anew, whatever it shows since: that is its new baseline",
        arguments: [6_000, 6_300]
    )
    func verified(steering: Int) throws {
        var core = try core(baseline: InstrumentDay.drifted(since: -3))
        core.tell(.registers(instruments: [renewed], knowPlates: false))
        core.weigh(600, steering: steering)
        #expect(core.alerts.map(\.kind) == [.driftOver])
        core.pass(900)
        core.settleAll()
        #expect(core.outcomes.last?.verdict == .overloaded)
    }

    @Test("a certificate from before the drift does not end it")
    func oldCertificate() throws {
        var core = try core(baseline: InstrumentDay.drifted(since: -3))
        core.weigh(20, steering: 6_300)
        #expect(core.alerts.isEmpty)
    }

    @Test("is over once a whole day shows again what it showed before")
    func back() throws {
        var core = try core(baseline: InstrumentDay.drifted(since: -3))
        core.weigh(199, steering: 6_000)
        #expect(core.alerts.isEmpty)
        core.weigh(1, from: 200, steering: 6_000)
        #expect(core.alerts.map(\.kind) == [.driftOver])
    }
}

@Suite("What instruments showed is kept by day")
struct InstrumentDayTests {
    @Test("each changed day is given once, with what its passages came to")
    func once() throws {
        var core = try Core()
        core.pass(1) { $0.imbalance = PartsPerThousand(40) }
        core.pass(2) { $0.quality = QualityFlags(.offScale) }
        core.receive(Given.weighing(seq: 3, at: .noon(30_000)), after: 30_000)
        core.settleAll()
        let days = core.pipeline.takeInstrumentDays()
        #expect(days.map(\.day) == [.noon(0)])
        let day = try #require(days.first)
        #expect(day.passages == 3 && day.withoutPlate == 1 && day.barred == ["off-scale": 1])
        #expect(day.steered == 2 && day.steeringSum == 10_000 + 6_670)
        #expect(day.balanced == 1 && day.imbalanceSum == 40 && day.timed == 3 && day.speedSum == 180_000)
        #expect(core.pipeline.takeInstrumentDays().isEmpty)
    }

    @Test("an amendment gives the day again, with the old outcome taken back")
    func amended() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1))
        core.settleAll()
        #expect(core.pipeline.takeInstrumentDays().map(\.withoutPlate) == [1])
        core.receive(Given.picture(seq: 1, at: .noon(100)), after: 20_000_000)
        let days = core.pipeline.takeInstrumentDays()
        #expect(days.map(\.withoutPlate) == [0] && days.map(\.passages) == [1])
    }

    @Test("days that were kept and are told again after a restart give the same state")
    func recalled() throws {
        var before = try Core()
        let baseline = (-28 ... -1).map { InstrumentDay.day($0, vehicles: 100) }
        before.tell(.recalledDays(baseline))
        before.weigh(200, steering: 6_300)
        #expect(before.alerts.map(\.kind) == [.drift])
        var core = try Core()
        core.tell(.recalledDays(baseline + before.pipeline.takeInstrumentDays()))
        #expect(core.pipeline.takeInstrumentDays().isEmpty, "they are stored already")
        core.weigh(20, from: 201, steering: 6_300)
        #expect(core.alerts.isEmpty && core.toCases.isEmpty, "it was told before")
        core.pass(900)
        core.settleAll()
        #expect(core.outcomes.last?.reasons == [.instrumentDrift])
    }

    @Test("a drift that a new certificate has ended stays ended after a restart")
    func recalledAfterVerification() throws {
        var station = Given.station()
        station.instruments["I1"]?.validFrom = .noon(0)
        var core = try Core([station])
        core.tell(.recalledDays(InstrumentDay.drifted(since: -3) + [.day(0, vehicles: 250, mean: 6_300)]))
        core.pass(1)
        core.weigh(20, from: 10, steering: 6_300)
        core.settleAll()
        #expect(core.outcomes.first?.verdict == .overloaded && core.alerts.isEmpty)
    }
}

extension Core {
    /// So many combinations pass a minute after each other, unseen, with a steering-axle load.
    mutating func weigh(
        _ count: Int,
        from seq: UInt64 = 1,
        gross: Int = 40_000,
        steering: Int,
        change: (inout WeighReading) -> Void = { _ in }
    ) {
        for seq in seq..<seq + UInt64(count) {
            let at = Int64(seq) * 10_000
            let reading = Given.weighing(seq: seq, at: .noon(at), gross: gross) {
                $0.axles[0].load = Kilograms(steering)
                change(&$0)
            }
            receive(reading, after: at)
        }
    }

    /// An overloaded truck passes, ten seconds after the one before it, with its picture.
    mutating func pass(_ seq: UInt64, change: (inout WeighReading) -> Void = { _ in }) {
        let at = Int64(seq) * 10_000
        receive(Given.weighing(seq: seq, at: .noon(at), gross: 60_000, trigger: "\(seq)", change: change), after: at)
        receive(Given.picture(seq: seq, at: .noon(at), trigger: "\(seq)"), after: at)
    }
}
