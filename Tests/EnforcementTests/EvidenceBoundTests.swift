import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("The evidence gate at its bounds")
struct EvidenceBoundTests {
    /// Barred by the reason alone or, within the bound, overloaded on evidence.
    private func expect(_ passage: Passage?, barredBy reason: Reason?) {
        #expect(passage?.reasons == [reason].compactMap { $0 })
        #expect(passage?.verdict == (reason == nil ? .overloaded : .notEvidence))
    }

    @Test("an instrument's own bound of imbalance counts, and is allowed itself", arguments: [(80, false), (81, true)])
    func imbalance(found: Int, bars: Bool) throws {
        let flaw = Flaw(
            reason: .imbalance,
            station: { $0.instruments["I1"]?.imbalanceMax = PartsPerThousand(80) },
            weighing: { $0.imbalance = PartsPerThousand(found) }
        )
        expect(try flaw.passage(), barredBy: bars ? .imbalance : nil)
    }

    @Test(
        "both ends of the verified speeds are within (JJG 907-2006)",
        arguments: [(4_999, true), (5_000, false), (120_000, false), (120_001, true)]
    )
    func speed(metresPerHour: Int, bars: Bool) throws {
        let flaw = Flaw(reason: .speedRange, weighing: { $0.speed = MetresPerHour(metresPerHour) })
        expect(try flaw.passage(), barredBy: bars ? .speedRange : nil)
    }

    @Test("a standing vehicle needs no speed")
    func standing() throws {
        let flaw = Flaw(
            reason: .speedUnknown,
            weighing: {
                $0.kind = .static
                $0.speed = nil
            }
        )
        expect(try flaw.passage(), barredBy: nil)
    }

    @Test(
        "a certificate covers its first and its last day whole, by Chinese time (Order 62 Art. 38)",
        arguments: [
            ("2026-11-22T23:59:59.999+08:00", true), ("2026-11-23T00:00:00+08:00", false),
            ("2026-11-24T23:59:59.999+08:00", false), ("2026-11-24T15:59:59.999Z", false),
            ("2026-11-25T00:00:00+08:00", true), ("2026-11-24T16:00:00Z", true),
        ]
    )
    func certificate(at text: String, bars: Bool) throws {
        let at = try #require(Instant(rfc3339: text))
        let station = Given.station {
            $0.instruments["I1"]?.validFrom = .noon(0)
            $0.instruments["I1"]?.validUntil = .noon(1)
        }
        var core = try Core([station])
        let (scale, camera) = (Arrival(ordinal: 1, receivedAt: at), Arrival(ordinal: 2, receivedAt: at))
        core.tell(.weighed(Given.weighing(seq: 1, at: at, gross: 60_000, trigger: "7"), scale))
        core.tell(.sighted(Given.picture(seq: 1, at: at, trigger: "7"), camera))
        core.tell(.tick(at + .minutes(5)))
        expect(core.passages.first, barredBy: bars ? .instrumentUnverified : nil)
    }
}

@Suite("Clocks that are not to be trusted")
struct ClockFaultTests {
    private func expect(_ passage: Passage?, isSuspect: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(passage?.reasons == (isSuspect ? [.clockSuspect] : []), sourceLocation: sourceLocation)
        #expect(passage?.verdict == (isSuspect ? .notEvidence : .overloaded), sourceLocation: sourceLocation)
    }

    @Test(
        "a live reading may be as old as max_lag, and lie five minutes ahead",
        arguments: [(-3_600_001, true), (-3_600_000, false), (300_000, false), (300_001, true)]
    )
    func lag(milliseconds: Int64, isSuspect: Bool) throws {
        let flaw = Flaw(
            reason: .clockSuspect,
            weighing: { $0.header.at = .noon(milliseconds) },
            picture: { $0.header.at = .noon(milliseconds) },
            settings: PipelineSettings(maxLag: .hours(1))
        )
        expect(try flaw.passage(), isSuspect: isSuspect)
    }

    @Test(
        "a replayed reading is not late however old it is, but one that lies ahead is suspect all the same",
        arguments: [(-30 * 86_400_000, false), (300_001, true)]
    )
    func replayed(milliseconds: Int64, isSuspect: Bool) throws {
        let flaw = Flaw(
            reason: .clockSuspect,
            weighing: { $0.header.at = .noon(milliseconds) },
            picture: { $0.header.at = .noon(milliseconds) },
            isReplayed: true
        )
        expect(try flaw.passage(), isSuspect: isSuspect)
    }

    @Test("a device's configured offset is no fault of its clock")
    func configuredOffset() throws {
        let flaw = Flaw(
            reason: .clockSuspect,
            station: { $0.devices[1].offset = .minutes(6) },
            picture: { $0.header.at = .noon(360_100) }
        )
        expect(try flaw.passage(), isSuspect: false)
    }

    @Test(
        "a heartbeat may be five minutes off, the end included",
        arguments: [(300_000, false), (300_001, true), (-300_000, false), (-300_001, true)]
    )
    func heartbeat(off: Int64, isSuspect: Bool) throws {
        let flaw = Flaw(reason: .clockSuspect, before: { $0.hear("S1/wim-1", after: 0, off: off) })
        let core = try flaw.core()
        expect(core.outcomes.first, isSuspect: isSuspect)
        #expect(core.alerts.map(\.kind) == (isSuspect ? [.clockOff] : []))
    }

    @Test("a clock that is off bars until it agrees again, and is told once")
    func untilItAgrees() throws {
        var core = try Core()
        for (index, off) in [Int64(0), 400_000, 400_000, 0].enumerated() {
            let at = Int64(index) * 10_000
            core.hear("S1/cam-1", after: at, off: off)
            let seq = UInt64(index + 1)
            core.receive(Given.weighing(seq: seq, at: .noon(at), gross: 60_000, trigger: "\(seq)"), after: at)
            core.receive(Given.picture(seq: seq, at: .noon(at), trigger: "\(seq)"), after: at)
        }
        core.settleAll()
        #expect(core.outcomes.map(\.reasons) == [[], [.clockSuspect], [.clockSuspect], []])
        #expect(core.alerts.map(\.kind) == [.clockOff])
    }

    @Test(
        "a clock that was set back by more than five minutes is suspect, unless the reading was sent again",
        arguments: [(300_000, false, false), (300_001, false, true), (300_001, true, false)]
    )
    func steppedBack(by milliseconds: Int64, isReplayed: Bool, isSuspect: Bool) throws {
        let (now, then) = (Int64(400_000), 400_000 - milliseconds)
        var core = try Core()
        core.receive(Given.weighing(seq: 1, at: .noon(now)), after: now)
        core.receive(
            Given.weighing(seq: 2, at: .noon(then), gross: 60_000, trigger: "2"),
            after: now,
            isReplayed: isReplayed
        )
        core.receive(Given.picture(seq: 2, at: .noon(then), trigger: "2"), after: now, isReplayed: isReplayed)
        core.settleAll()
        expect(core.outcomes.first { $0.id.seq == 2 }, isSuspect: isSuspect)
    }

    @Test(
        "a linked picture of prompt devices may be ten seconds off, the end included",
        arguments: [(10_000, false), (10_001, true)]
    )
    func linkedFarOff(milliseconds: Int64, isSuspect: Bool) throws {
        let flaw = Flaw(
            reason: .clockSuspect,
            picture: { $0.header.at = .noon(milliseconds) },
            pictureAfter: milliseconds
        )
        let passage = try flaw.passage()
        expect(passage, isSuspect: isSuspect)
        #expect(!isSuspect || passage.explanation.contains { $0.zh.contains("相差 10001 ms") })
    }

    @Test(
        "once the devices' distance is learnt, a linked picture half a second from it is another vehicle's or a clock's fault",
        arguments: [(-301, true), (-300, false), (700, false), (701, true)]
    )
    func linkedOffLearnt(milliseconds: Int64, isSuspect: Bool) throws {
        var core = try Core()
        for seq in 1...UInt64(12) { core.passTriggered(seq, lag: 200) }
        let at = Int64(900_000)
        core.receive(Given.weighing(seq: 99, at: .noon(at), gross: 60_000, trigger: "99"), after: at)
        core.receive(Given.picture(seq: 99, at: .noon(at + milliseconds), trigger: "99"), after: at)
        core.settleAll()
        expect(core.outcomes.first { $0.id.seq == 99 }, isSuspect: isSuspect)
    }
}

extension Core {
    /// A truck passes, a minute after the one before it, and its trigger links a picture that lags by so much: what was
    /// learnt in a minute counts two minutes later.
    mutating func passTriggered(_ seq: UInt64, lag: Int64, gross: Int = 40_000, every span: Int64 = 60_000) {
        let at = Int64(seq) * span
        receive(Given.weighing(seq: seq, at: .noon(at), gross: gross, trigger: "\(seq)"), after: at + lag)
        let picture = Given.picture(seq: seq, at: .noon(at + lag), plate: "豫A\(10_000 + seq)", trigger: "\(seq)")
        receive(picture, after: at + lag)
    }
}
