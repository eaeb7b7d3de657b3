import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("What a weighing shows of an evasion (公路安全保护条例 Art. 67)")
struct EvasionTests {
    struct Sign: Sendable, CustomTestStringConvertible {
        let kind: Alert.Kind?
        let testDescription: String
        let change: @Sendable (inout WeighReading) -> Void

        init(_ kind: Alert.Kind?, _ flag: QualityFlag) {
            (self.kind, testDescription) = (kind, flag.rawValue)
            change = { $0.quality = QualityFlags(flag) }
        }

        init(_ kind: Alert.Kind?, _ direction: Direction) {
            (self.kind, testDescription) = (kind, direction.rawValue)
            change = { $0.direction = direction }
        }
    }

    @Test(
        "is told with the plate, once, however often the passage is looked at",
        arguments: [
            Sign(.wrongWay, .reverse), Sign(.straddling, .straddling), Sign(.stopAndGo, .stopAndGo),
            Sign(.offScale, .offScale), Sign(nil, .up), Sign(nil, .down), Sign(nil, .tailgating),
            Sign(nil, .speedChange), Sign(nil, .imbalance), Sign(nil, .sensorFault),
        ]
    )
    func once(sign: Sign) throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1, trigger: "7", change: sign.change))
        #expect(core.alerts.isEmpty, "the plate is worth waiting for")
        core.receive(Given.picture(seq: 1, trigger: "7"))
        core.receive(Given.picture(seq: 2, at: .noon(100), trigger: "7") { $0.view = .side })
        core.settleAll()
        core.receive(Given.picture(seq: 3, at: .noon(200), trigger: "7") { $0.view = .rear }, after: 20_000)
        #expect(core.alerts.map(\.kind) == [sign.kind].compactMap { $0 } && core.withdrawn.isEmpty)
        guard let alert = core.alerts.first else { return }
        #expect(alert.plate == "豫A12345" && alert.kind.topic == "evasion" && alert.at == Given.noon)
        #expect(alert.record?.description == "S1/wim-1:1:1" && alert.lane == Given.lane(1))
        #expect(alert.zh.contains("豫A12345") && alert.en.contains("豫A12345"))
    }

    @Test("two signs are two alerts with two ids")
    func two() throws {
        var core = try Core()
        core.receive(
            Given.weighing(seq: 1) {
                $0.direction = .reverse
                $0.quality = QualityFlags(.straddling)
            }
        )
        core.settleAll()
        #expect(core.alerts.map(\.kind) == [.wrongWay, .straddling] && Set(core.alerts.map(\.id)).count == 2)
    }

    @Test("is told without a plate when none came in time; a late one takes that back and tells it anew")
    func plateComesLate() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1) { $0.direction = .reverse })
        core.tick(after: 5_000)
        #expect(core.alerts.map(\.plate) == [nil])
        core.receive(Given.picture(seq: 1, at: .noon(100)), after: 9_000)
        #expect(core.withdrawn == Array(core.alerts.prefix(1)))
        #expect(core.alerts.map(\.plate) == [nil, "豫A12345"] && Set(core.alerts.map(\.id)).count == 2)
    }

    @Test("names nobody any more once a late picture makes it ambiguous who it was")
    func becomesAmbiguous() throws {
        var core = try Core()
        core.receive(Given.weighing(seq: 1) { $0.quality = QualityFlags(.offScale) })
        core.receive(Given.picture(seq: 1, at: .noon(100)))
        core.tick(after: 5_000)
        core.receive(Given.picture(seq: 2, at: .noon(150), plate: "豫A99999"), after: 9_000)
        #expect(core.alerts.map(\.plate) == ["豫A12345", nil] && core.withdrawn.map(\.plate) == ["豫A12345"])
    }

    @Test("is taken back after a restart too")
    func afterRestart() throws {
        var core = try Core()
        let outcome = PassageOutcome(verdict: .unpaired, plate: nil, reasons: [], sightings: [])
        core.tell(.resuming(.noon(6_000)))
        core.tell(.recalled(Given.weighing(seq: 1) { $0.direction = .reverse }, core.arrive(), outcome))
        core.tell(.resumed)
        #expect(core.alerts.isEmpty, "what was told is not told again")
        core.receive(Given.picture(seq: 1, at: .noon(100)), after: 9_000)
        #expect(core.withdrawn.map(\.plate) == [nil] && core.alerts.map(\.plate) == ["豫A12345"])
    }
}

@Suite("Watchlist")
struct WatchlistTests {
    private let stolen = RegisterAnswer(watches: [WatchRecord(cause: .stolen, note: "案号 7")])

    private func core() throws -> Core {
        var core = try Core([Given.station(), Given.station("S2")])
        core.tell(.registers(instruments: [], knowPlates: true))
        return core
    }

    @Test("is told on the first sighting, before anything is paired")
    func first() throws {
        var core = try core()
        core.receive(Given.picture(seq: 1, at: .noon(100)))
        core.answer("豫A12345", stolen)
        let alert = try #require(core.alerts.first)
        #expect(alert.kind == .watchlist && alert.kind.topic == "watchlist" && alert.plate == "豫A12345")
        #expect(alert.record?.description == "S1/cam-1:1:1" && alert.at == .noon(100))
        #expect(alert.zh.contains("被盗抢") && alert.zh.contains("案号 7") && alert.en.contains("reported stolen"))
        #expect(core.passages.isEmpty && core.alerts.count == 1)
    }

    @Test("every cause is told; nothing is told of a plate that is on no list, or when the registers cannot be read")
    func causes() throws {
        var core = try core()
        for (seq, answer) in [(UInt64(1), RegisterAnswer.empty), (2, nil)] {
            core.receive(Given.picture(seq: seq))
            core.answer("豫A12345", answer)
        }
        #expect(core.alerts.isEmpty)
        core.receive(Given.picture(seq: 3))
        core.answer("豫A12345", RegisterAnswer(watches: WatchRecord.Cause.allCases.map { WatchRecord(cause: $0) }))
        #expect(core.alerts.count == 4 && Set(core.alerts.map(\.id)).count == 4)
    }

    @Test(
        "is told once for one truck, whose pictures follow each other within a minute, and anew afterwards",
        arguments: [(60_000, 1), (60_001, 2)]
    )
    func onePassing(milliseconds: Int64, alerts: Int) throws {
        var core = try core()
        core.receive(Given.picture(seq: 1))
        core.answer("豫A12345", stolen)
        core.receive(Given.picture(seq: 2, at: .noon(milliseconds)), after: milliseconds)
        core.answer("豫A12345", stolen)
        #expect(core.alerts.count == alerts)
    }

    @Test("is told again at another station")
    func elsewhere() throws {
        var core = try core()
        core.receive(Given.picture(seq: 1))
        core.receive(Given.picture(seq: 1, station: "S2"))
        core.answer("豫A12345", stolen)
        #expect(core.alerts.map(\.station.text) == ["S1", "S2"])
    }

    @Test("so is a trailer's plate that was read beside the truck's, and the truck does not wait for it")
    func trailerBesideTruck() throws {
        var core = try core()
        core.receive(Given.picture(seq: 1) { $0.trailerPlate = "豫A1234挂" })
        core.answer("豫A12345", .empty)
        core.receive(Given.weighing(seq: 1))
        core.settleAll()
        #expect(core.passages.map(\.plate?.number) == ["豫A12345"] && core.alerts.isEmpty)
        core = try self.core()
        core.receive(Given.picture(seq: 1) { $0.trailerPlate = "豫A1234挂" })
        let trailer = Plate(number: "豫A1234挂", colour: .unknown)
        #expect(core.questions.map(\.plate) == [trailer, Plate(number: "豫A12345", colour: .yellow)])
        core.tell(.answered(RegisterQuestion(plate: trailer, day: Given.noon.day), stolen))
        #expect(core.alerts.map(\.plate) == ["豫A1234挂"])
    }

    @Test("a trailer's plate is looked out for as well")
    func trailer() throws {
        var core = try core()
        core.receive(Given.picture(seq: 1, plate: "豫A1234挂") { $0.view = .rear })
        core.answer("豫A1234挂", stolen)
        #expect(core.alerts.map(\.plate) == ["豫A1234挂"])
    }
}
