import Foundation
import Readings
import TestSupport
import Testing
import Units

/// One truck's day: caught by instruments, weighed by officers, unloaded, and over again in the evening.
@Suite("One act from the road to the case, with the real programs", .timeLimit(.minutes(60)))
struct OneActTests {
    private static let station = "410184-07"
    private static let plate = "豫A12345"

    private let noon = Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) + .hours(-8)

    /// A reading of the truck some minutes after noon; the day is over, so the station sends it late.
    private func weighing(
        seq: UInt64,
        minutes: Int64,
        gross: Int,
        kind: WeighingKind,
        inspection: Inspection? = nil,
        trigger: String? = nil
    ) -> WeighReading {
        let at = noon + Milliseconds(minutes * 60_000)
        return Given.weighing(seq: seq, at: at, gross: gross, trigger: trigger, station: OneActTests.station) {
            $0.kind = kind
            $0.instrument = "ZZ-113"
            $0.inspection = inspection
            if kind != .dynamic { $0.speed = nil }
        }
    }

    private func inspection(ticket: String, of first: String? = nil) -> Inspection {
        var inspection = Inspection()
        inspection.ticket = ticket
        inspection.firstTicket = first
        inspection.plate = OneActTests.plate
        inspection.plateColour = .yellow
        inspection.officers = [
            Officer(name: "张三", certificate: "豫A-001"), Officer(name: "李四", certificate: "豫A-002"),
        ]
        inspection.policeOfficer = "王五"
        inspection.driver = Driver(name: "赵六", licence: "410184199001010001", qualification: "Q-17")
        inspection.company = "91350100M000100Y43"
        inspection.loadingSite = "某料场"
        inspection.cargo = "砂石"
        return inspection
    }

    private func send(_ wire: Wire, seq: UInt64, minutes: Int64, gross: Int) throws {
        let at = noon + Milliseconds(minutes * 60_000)
        try wire.send(weighing(seq: seq, minutes: minutes, gross: gross, kind: .dynamic, trigger: "t\(seq)"))
        try wire.send(
            Given.picture(
                seq: seq,
                at: at,
                plate: OneActTests.plate,
                trigger: "t\(seq)",
                station: OneActTests.station
            )
        )
    }

    @Test("an off-site overload, the officers' weighing, the unloading; then another overload: two cases")
    func day() throws {
        let daemon = try RunningDaemon(extra: CaseDesk.role)
        let wire = try Wire(daemon.data)
        try send(wire, seq: 1, minutes: 0, gross: 62_000)
        try wire.send(
            weighing(seq: 2, minutes: 20, gross: 60_400, kind: .static, inspection: inspection(ticket: "J-1"))
        )
        try wire.send(
            weighing(
                seq: 3,
                minutes: 95,
                gross: 48_700,
                kind: .afterUnloading,
                inspection: inspection(ticket: "J-2", of: "J-1")
            )
        )
        try send(wire, seq: 4, minutes: 300, gross: 58_000)
        let status = try daemon.status { $0.isSettled(passages: 4) && $0.cases.values.reduce(0, +) == 2 }
        #expect(status.cases == ["confirmed": 1, "detected": 1] && status.quarantined == 0)

        let cases = try daemon.cases()
        try #require(cases.count == 2)
        #expect(
            cases.map(\.state) == ["confirmed", "detected"]
                && cases.map(\.plate) == [OneActTests.plate, OneActTests.plate]
        )
        #expect(try keysOfList(daemon) == OneActTests.listKeys)

        let first = try show(daemon, cases[0].id)
        #expect(first.basis == "on-site" && first.is_unloaded && first.unloaded_kg == 11_700 && !first.needs_review)
        #expect(first.passages.map(\.basis) == ["off-site", "on-site"] && first.passages.filter(\.carries).count == 1)
        #expect(first.unloadings.map(\.of) == ["J-1"] && first.unloadings.map(\.gross_after_kg) == [48_700])
        #expect(first.events.map(\.kind).sorted() == ["attached", "confirmed", "opened", "unloaded"])
        let record = try #require(first.on_site.first)
        #expect(record.ticket == "J-1" && record.officers.map(\.certificate) == ["豫A-001", "豫A-002"])
        #expect(record.driver.licence == "410184199001010001" && record.cargo == "砂石")
        let second = try show(daemon, cases[1].id)
        #expect(second.basis == "off-site" && second.unloaded_kg == nil && second.passages.count == 1)

        let text = try daemon.zhichao("cases", "show", cases[0].number, "--lang", "en").output
        for part in ["on-site", "J-1", "赵六", "unloaded 11700 kg", "60400 → 48700 kg", "the smallest excess"] {
            #expect(text.contains(part), "\(part)\n\(text)")
        }
        #expect(daemon.stop() == 0)
        try daemon.expectCasesFitSchema()
    }

    private struct Shown: Decodable {
        struct Passage: Decodable {
            let passage, basis: String
            let carries, stands: Bool
        }
        struct Unloading: Decodable {
            let of: String
            let gross_after_kg: Int
        }
        struct OnSite: Decodable {
            struct Officer: Decodable { let name, certificate: String }
            struct Driver: Decodable { let name, licence, qualification: String? }
            let ticket: String
            let officers: [Officer]
            let driver: Driver
            let cargo: String?
        }
        struct Event: Decodable { let kind: String }

        let basis: String
        let is_unloaded, needs_review: Bool
        let unloaded_kg: Int?
        let passages: [Passage]
        let unloadings: [Unloading]
        let on_site: [OnSite]
        let events: [Event]
    }

    private func show(_ daemon: RunningDaemon, _ id: String) throws -> Shown {
        let answer = try daemon.zhichao("cases", "show", id, "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Shown.self, from: Data(answer.output.utf8))
    }

    /// The interfaces page's keys of a line of `zhichao cases list --json`.
    private static let listKeys = [
        "assessed_kg", "at", "axles", "excess_kg", "excess_ratio", "gross_kg", "id", "limit_kg", "number", "plate",
        "plate_colour", "rule", "state", "station",
    ]

    private func keysOfList(_ daemon: RunningDaemon) throws -> [String] {
        let line = try #require(try daemon.zhichao("cases", "list", "--json").output.split(separator: "\n").first)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return try #require(object).keys.sorted()
    }
}
