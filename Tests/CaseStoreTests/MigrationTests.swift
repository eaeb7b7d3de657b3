import CaseStore
import Enforcement
import GRDB
import Law
import Storage
import TestSupport
import Testing
import Units

@Suite("Files of earlier versions")
struct MigrationTests {
    private func migrated() throws -> CaseBench {
        let directory = try TemporaryDirectory()
        try StoreV1.write(to: directory.path + "/" + SQLiteCaseStore.fileName)
        return try CaseBench(in: directory)
    }

    @Test("a file of version 0001 keeps all that it says, and its passages get what they carry")
    func fromOne() throws {
        let bench = try migrated()
        #expect(try bench.store.position() == 7)
        let first = try #require(try bench.dossier(1))
        #expect(first.summary.number == "郑超〔2026〕000001" && first.summary.passage == Told.passage(2))
        #expect(first.summary.excess == Kilograms(3_000) && first.summary.state == .detected)
        #expect(first.events.map(\.kind) == [.opened, .attached] && first.records.count == 3)
        #expect(first.passages.map(\.passage) == [1, 2].map(Told.passage))
        #expect(first.passages.map(\.instrument) == ["I1", nil], "from the reading, where it can be read")
        #expect(first.passages.map(\.at) == [Told.hours(0), Told.hours(1)].map { $0 + Milliseconds(123) })
        #expect(first.passages.map(\.carries) == [false, true] && first.carrying?.passage == Told.passage(2))
        #expect(!first.summary.needsReview && first.summary.unloaded == nil)
        #expect(try bench.dossier(3)?.summary.state == .notified)
    }

    @Test("its cases go on: passages join, are amended, choose a carrier; nothing is opened twice")
    func goesOn() throws {
        let bench = try migrated()
        #expect(try bench.take(Told.overload(2, at: 1, excess: 3_000)).isEmpty)
        try bench.take(Told.overload(4, at: 12, excess: 1_000), Told.overload(5, at: 13, excess: 500))
        #expect(try bench.passages(1) == [1, 2, 4].map(Told.passage) && bench.passages(5) == [Told.passage(5)])
        #expect(try bench.dossier(5)?.summary.number == "郑超〔2026〕000003")
        try bench.take(Told.amended(4, verdict: .notEvidence), Told.amended(2, verdict: .notEvidence))
        #expect(try bench.dossier(1)?.summary.passage == Told.passage(1))
        try bench.take(Told.amended(3, verdict: .notEvidence, plate: "豫A00002"))
        #expect(try bench.dossier(3)?.summary.passage == Told.passage(3))
        #expect(try bench.take(Told.drift(since: "2026-11-23")).map(\.id) == [1, 5].map(Told.caseID))
    }

    @Test(
        "a file of version 0002 keeps acts, on-site records, unloadings and marks; it proves whole, and its cases go on"
    )
    func fromTwo() throws {
        let directory = try TemporaryDirectory()
        try StoreV2.write(to: directory.path + "/" + SQLiteCaseStore.fileName)
        let bench = try CaseBench(in: directory)
        #expect(try bench.store.position() == 3)
        func verify() throws -> VerificationReport {
            try CaseVerifier(directory: directory.path, publicKeys: [], witness: nil).run()
        }
        let report = try verify()
        #expect(report.difference == nil && report.events == 9 && report.cases == 3 && report.records == 6, "\(report)")
        #expect(try bench.kinds(1) == [.opened, .attached, .markedForReview])
        #expect(try bench.kinds(3) == [.opened, .unloaded, .markedForReview])
        #expect(try bench.kinds(5) == [.opened, .amended, .markedForReview])
        let onSite = try #require(try bench.dossier(3))
        #expect(onSite.summary.state == .confirmed && onSite.summary.unloaded == Kilograms(9_000))
        #expect(onSite.summary.needsReview && onSite.unloadings.count == 1 && onSite.onSite.count == 1)
        #expect(try bench.store.head()?.event == 9)
        // The first weighing of the unloading that waits; a passage of an act that is there.
        try bench.take(
            Told.overload(9, at: 2.5, plate: "豫A00009", ticket: "T9"),
            Told.overload(10, at: 3, excess: 9_000),
            Told.amended(5, plate: "豫A00005")
        )
        #expect(try bench.kinds(9).contains(.unloaded) && bench.passages(1).count == 3)
        #expect(try verify().difference == nil)
    }

    @Test("the cases of a file of version 0003 count for those for whom they should, and it proves whole")
    func fromThree() throws {
        let directory = try TemporaryDirectory()
        try StoreV3.write(to: directory.path + "/" + SQLiteCaseStore.fileName)
        let bench = try CaseBench(in: directory, basis: TestBasis())
        let counted = try bench.reader.subject(CountedSubject(.company, "91350100M000100Y43"))?.record.violations
        #expect(counted?.count == 1 && counted?.first?.isEffective == true)
        #expect(try bench.reader.subject(CountedSubject(.driver, "410184199001010001"))?.record.violations == counted)
        #expect(
            try bench.reader.subject(CountedSubject(.loadingSite, "YT-7"))?.record.violations.map(\.isEffective) == [
                false
            ]
        )
        #expect(
            try bench.reader.subjects(.vehicle, on: Given.day("2026-11-27"), limit: 9).count == 2,
            "one is dismissed"
        )
        #expect(try bench.store.countingFingerprint() == nil, "so that the daemon counts everybody anew")
        let key = try #require(try bench.store.lastCheckpoint()).publicKey
        let report = try CaseVerifier(directory: directory.path, publicKeys: [key], witness: nil).run()
        #expect(report.difference == nil && report.events == 9 && report.checkpoints == 1, "\(report)")
        #expect(try bench.store.recount(.vehicle, after: "", limit: 100, at: Told.hours(99)).referrals.isEmpty)
    }

    /// Opens a file of an earlier version, looks whether it proves whole, and whose company's cases are found by that.
    private func opened(_ write: (String) throws -> Void, events: Int) throws -> CaseBench {
        let directory = try TemporaryDirectory()
        try write(directory.path + "/" + SQLiteCaseStore.fileName)
        let bench = try CaseBench(in: directory, basis: TestBasis())
        let key = try #require(try bench.store.lastCheckpoint()).publicKey
        let report = try CaseVerifier(directory: directory.path, publicKeys: [key], witness: nil).run()
        #expect(report.difference == nil && report.events == events && report.checkpoints == 1, "\(report)")
        var filter = CaseReader.PageFilter()
        filter.company = "91350100M000100Y43"
        #expect(try bench.reader.page(filter).map(\.row) == [1])
        #expect(try bench.reader.referrals().map(\.rule) == ["rspo-67-police"])
        #expect(try bench.reader.referrals().map(\.state) == [.acknowledged])
        let driver = try bench.reader.subject(CountedSubject(.driver, "410184199001010001"))
        let first = try #require(try bench.reader.list().first)
        #expect(driver?.record.violations.map(\.caseID) == [first.id])
        return bench
    }

    @Test("a file of version 0004 keeps counts and referrals, proves whole, and its cases go on")
    func fromFour() throws {
        let bench = try opened(StoreV4.write, events: 13)
        let cases = try bench.reader.list()
        #expect(cases.count == 8 && cases.filter { $0.state == .dismissed }.map(\.row) == [3])
        #expect(try bench.reader.find(cases[0].id)?.media.isEmpty == true)
        try bench.take(Told.overload(1))
        #expect(try bench.dossier(1)?.summary.number.hasSuffix("000009") == true)
    }

    @Test("a file of version 0005 keeps its media, too")
    func fromFive() throws {
        let bench = try opened(StoreV5.write, events: 24)
        let cases = try bench.reader.list()
        #expect(cases.map(\.state) == [.decided, .detected, .confirmed, .detected, .detected])
        let media = try #require(try bench.reader.find(cases[0].id)).media
        #expect(!media.isEmpty && media.allSatisfy { $0.state == .stored })
        #expect(try bench.store.sourcesOfWantedMedia().isEmpty)
    }

    @Test("old events of version 0001 are chained and prove whole")
    func chained() throws {
        let bench = try migrated()
        let head = try #require(try bench.store.head())
        #expect(head.event == 3 && head.hash.count == 32)
    }

    @Test("a reader leaves an older file alone and says what to do")
    func reader() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/" + SQLiteCaseStore.fileName
        try StoreV1.write(to: path)
        #expect(throws: StoreError.olderSchema(path: path)) { try CaseReader(directory: directory.path) }
    }

    @Test("the tables of a migrated file are those of a new one")
    func sameTables() throws {
        func tables(_ bench: CaseBench) throws -> [String] {
            var configuration = Configuration()
            configuration.readonly = true
            let path = bench.directory.path + "/" + SQLiteCaseStore.fileName
            return try DatabaseQueue(path: path, configuration: configuration).read { db in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT m.name, t.name, t.type, t."notnull", t.pk FROM sqlite_master m, pragma_table_xinfo(m.name) t
                        WHERE m.type IN ('table', 'view') AND m.name <> 'grdb_migrations' ORDER BY m.name, t.cid
                        """
                ).map { "\($0)" }
            }
        }
        #expect(try tables(migrated()) == tables(CaseBench()))
    }
}
