import CaseStore
import Enforcement
import GRDB
import TestSupport
import Testing
import Units

@Suite("The case store")
struct CaseStoreTests {
    private let bench: CaseBench

    init() throws { bench = try CaseBench() }

    @Test("opens a case with a number of its own, its event and its readings")
    func opens() throws {
        let changes = try bench.store.take(
            [Told.overload(1), Told.overload(2, plate: "豫A00002")],
            position: 7,
            at: Told.hours(24)
        ).cases
        #expect(changes.map(\.kind) == [.opened, .opened])
        #expect(changes.map(\.number) == ["郑超〔2026〕000001", "郑超〔2026〕000002"])
        #expect(try bench.store.position() == 7)
        let dossier = try #require(try bench.reader.find("郑超〔2026〕000001"))
        #expect(dossier.summary.id == Told.caseID(1) && dossier.summary.state == .detected)
        #expect(dossier.events.map(\.kind) == [.opened] && dossier.events[0].actor == "zhichaod")
        #expect(dossier.records.filter { $0.kind == "weigh" }.map(\.reading) == [Told.passage(1)])
        #expect(try bench.reader.find(Told.caseID(1))?.summary == dossier.summary)
        #expect(try bench.reader.find(Told.caseID(9)) == nil)
    }

    @Test("takes all of a call or nothing of it")
    func atomic() throws {
        var bad = try Told.overload(2, plate: "豫A00002")
        guard case .overload(var opening) = bad.input else { return }
        opening.id = Told.caseID(1)
        bad.input = .overload(opening)
        #expect(throws: DatabaseError.self) { try bench.take(Told.overload(1), bad) }
        #expect(try bench.reader.list().isEmpty && bench.store.position() == 0)
    }

    @Test("events cannot be changed, deleted or replaced")
    func immutable() throws {
        try bench.take(Told.overload(1))
        try bench.store.close()
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA recursive_triggers = ON") }
        let intruder = try DatabaseQueue(path: bench.directory.path + "/cases.sqlite", configuration: configuration)
        for sql in [
            "UPDATE case_event SET actor = 'x'", "DELETE FROM case_event",
            "REPLACE INTO case_event (id, case_id, n, kind, recorded_ms, actor, body) VALUES (1, 'x', 1, 'x', 0, 'x', '{}')",
        ] {
            #expect(throws: DatabaseError.self) { try intruder.write { try $0.execute(sql: sql) } }
        }
    }

    @Test("lists what is asked for, in the order of opening")
    func filters() throws {
        try bench.take(
            Told.overload(1),
            Told.overload(2, at: 30, plate: "豫A00002"),
            Told.overload(3, at: 60, plate: "豫A00003")
        )
        func numbers(_ change: (inout CaseReader.Filter) -> Void) throws -> [String] {
            var filter = CaseReader.Filter()
            change(&filter)
            return try bench.reader.list(filter).map { String($0.number.suffix(1)) }
        }
        #expect(try numbers { _ in } == ["1", "2", "3"])
        #expect(try numbers { $0.plate = "豫A00002" } == ["2"])
        #expect(try numbers { $0.from = CivilDate("2026-11-24") } == ["2", "3"])
        #expect(try numbers { $0.to = CivilDate("2026-11-24") } == ["1", "2"])
        #expect(try numbers { $0.state = .closed } == [])
        #expect(try numbers { $0.limit = 1 } == ["1"])
        #expect(try numbers { $0.afterRow = 2 } == ["3"])
        #expect(try bench.reader.countsByState().map(\.count) == [3])
    }
}
