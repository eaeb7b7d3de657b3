import CaseStore
import Enforcement
import Foundation
import GRDB
import Law
import TestSupport
import Testing
import Units

/// An overload as the core would hand it over, made by changing one that it did.
private func overload(
    _ seq: Int,
    at hours: Double = 0,
    plate: String = "豫A12345",
    colour: String = "yellow",
    excess: Int = 8_000,
    oneActHours: Int? = nil
) throws -> ForwardedInput {
    let at = Given.noon + Milliseconds(Int64(hours * 3_600_000))
    let json = """
        {"id": "S1~wim-1~1~\(seq)", "passage": "S1/wim-1:1:\(seq)", "at": "\(at)", "station": "S1", "lane": 1,
         "plate": "\(plate)", "plateColour": "\(colour)", "basis": "off-site", "axles": 6, "axleLoads": [],
         "form": "articulated", "gross": 60000, "assessed": \(49_000 + excess), "limit": 49000, "excess": \(excess),
         "excessRatio": \(excess * 10_000 / 49_000), "rule": "r", "article": "a", "unknowns": [], "findings": [],
         "explanation": [], "records": [1]\(oneActHours.map { ", \"oneActHours\": \($0)" } ?? "")}
        """
    let record = CaseRecord(reading: "S1/wim-1:1:\(seq)", kind: "weigh", receivedAt: at, payload: Array("{}".utf8))
    return ForwardedInput(
        input: .overload(try JSONDecoder().decode(CaseOpening.self, from: Data(json.utf8))),
        records: [record]
    )
}

@Suite("The case store")
struct CaseStoreTests {
    private let directory: TemporaryDirectory
    private let store: SQLiteCaseStore
    private let reader: CaseReader

    init() throws {
        directory = try TemporaryDirectory()
        store = try SQLiteCaseStore(directory: directory.path)
        reader = try CaseReader(directory: directory.path)
    }

    private func take(_ overloads: [ForwardedInput], position: Int64 = 1) throws -> [CaseChange] {
        try store.take(overloads, position: position, at: Given.noon + .hours(24))
    }

    @Test("opens a case with a number of its own, its event and its readings")
    func opens() throws {
        let changes = try take([overload(1), overload(2, plate: "豫A00002")], position: 7)
        #expect(changes.map(\.kind) == [.opened, .opened])
        #expect(changes.map(\.number) == ["郑超〔2026〕000001", "郑超〔2026〕000002"])
        #expect(try store.position() == 7)
        let dossier = try #require(try reader.find("郑超〔2026〕000001"))
        #expect(dossier.summary.id == "S1~wim-1~1~1" && dossier.summary.state == .detected)
        #expect(dossier.events.map(\.kind) == ["opened"] && dossier.events[0].actor == "zhichaod")
        #expect(dossier.records.map(\.reading) == ["S1/wim-1:1:1"])
        #expect(try reader.find("S1~wim-1~1~1")?.summary == dossier.summary)
        #expect(try reader.find("S1~wim-1~1~9") == nil)
    }

    @Test("opens nothing twice")
    func twice() throws {
        _ = try take([overload(1)])
        #expect(try take([overload(1)], position: 2).isEmpty)
        #expect(try reader.list().count == 1)
    }

    @Test(
        "passages within 12 h of the act's first are one act, the end included (law.md §4)",
        arguments: [(11.9, 1), (12.0, 1), (12.001, 2), (-12.0, 1), (-12.001, 2)]
    )
    func oneAct(hours: Double, cases: Int) throws {
        _ = try take([overload(1)])
        let changes = try take([overload(2, at: hours)], position: 2)
        #expect(try reader.list().count == cases)
        #expect(changes.map(\.kind) == [cases == 1 ? .changed : .opened])
    }

    @Test("another span of the rules counts in place of the 12 h", arguments: [(24.0, 1), (24.001, 2)])
    func otherSpan(hours: Double, cases: Int) throws {
        _ = try take([overload(1)])
        _ = try take([overload(2, at: hours, oneActHours: 24)], position: 2)
        #expect(try reader.list().count == cases)
    }

    @Test("the 12 h count from the act's first passage, not from its last")
    func fromTheFirst() throws {
        _ = try take([overload(1), overload(2, at: 11), overload(3, at: 22)])
        #expect(try reader.list().count == 2)
    }

    @Test("the reading with the smallest excess, then the earliest, carries the case")
    func carrier() throws {
        _ = try take([overload(1, excess: 8_000)])
        _ = try take([overload(2, at: 1, excess: 9_000)], position: 2)
        #expect(try reader.list().first?.excess == Kilograms(8_000))
        _ = try take([overload(3, at: 2, excess: 3_000)], position: 3)
        _ = try take([overload(4, at: 3, excess: 3_000)], position: 4)
        let summary = try #require(try reader.list().first)
        #expect(summary.excess == Kilograms(3_000) && summary.passage == "S1/wim-1:1:3")
        #expect(summary.id == "S1~wim-1~1~1", "the case keeps its id")
        #expect(try reader.find(summary.id)?.events.map(\.kind) == ["opened", "attached", "attached", "attached"])
        #expect(try reader.find(summary.id)?.records.count == 4)
    }

    @Test("another colour is another vehicle, an unrecognised one is not", arguments: [("blue", 2), ("unknown", 1)])
    func colours(colour: String, cases: Int) throws {
        _ = try take([overload(1), overload(2, at: 1, colour: colour)])
        #expect(try reader.list().count == cases)
    }

    @Test("takes all of a call or nothing of it")
    func atomic() throws {
        var bad = try overload(2, plate: "豫A00002")
        guard case .overload(var opening) = bad.input else { return }
        opening.id = "S1~wim-1~1~1"
        bad.input = .overload(opening)
        #expect(throws: DatabaseError.self) { try take([overload(1), bad], position: 9) }
        #expect(try reader.list().isEmpty && store.position() == 0)
    }

    @Test("events cannot be changed, deleted or replaced")
    func immutable() throws {
        _ = try take([overload(1)])
        try store.close()
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA recursive_triggers = ON") }
        let intruder = try DatabaseQueue(path: directory.path + "/cases.sqlite", configuration: configuration)
        for sql in [
            "UPDATE case_event SET actor = 'x'", "DELETE FROM case_event",
            "REPLACE INTO case_event (id, case_id, n, kind, recorded_ms, actor, body) VALUES (1, 'x', 1, 'x', 0, 'x', '{}')",
        ] {
            #expect(throws: DatabaseError.self) { try intruder.write { try $0.execute(sql: sql) } }
        }
    }

    @Test("lists what is asked for, in the order of opening")
    func filters() throws {
        _ = try take([overload(1), overload(2, at: 30, plate: "豫A00002"), overload(3, at: 60, plate: "豫A00003")])
        func numbers(_ change: (inout CaseReader.Filter) -> Void) throws -> [String] {
            var filter = CaseReader.Filter()
            change(&filter)
            return try reader.list(filter).map { String($0.number.suffix(1)) }
        }
        #expect(try numbers { _ in } == ["1", "2", "3"])
        #expect(try numbers { $0.plate = "豫A00002" } == ["2"])
        #expect(try numbers { $0.from = CivilDate("2026-11-24") } == ["2", "3"])
        #expect(try numbers { $0.to = CivilDate("2026-11-24") } == ["1", "2"])
        #expect(try numbers { $0.state = .closed } == [])
        #expect(try numbers { $0.limit = 1 } == ["1"])
        #expect(try numbers { $0.afterRow = 2 } == ["3"])
        #expect(try reader.countsByState().map(\.count) == [3])
    }
}
