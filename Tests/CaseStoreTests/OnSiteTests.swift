import CaseStore
import Enforcement
import TestSupport
import Testing
import Units

@Suite("On-site weighings")
struct OnSiteTests {
    private let bench: CaseBench

    init() throws { bench = try CaseBench() }

    @Test("an on-site weighing opens a filed case, with what officers wrote down")
    func opens() throws {
        let changes = try bench.take(Told.overload(1, ticket: "T1"))
        #expect(changes.map(\.kind) == [.opened] && changes.map(\.state) == [.confirmed])
        let dossier = try #require(try bench.dossier(1))
        #expect(dossier.summary.basis == .onSite && dossier.events.map(\.kind) == [.opened])
        let onSite = try #require(dossier.onSite.first)
        #expect(onSite.ticket == "T1" && onSite.officers.map(\.certificate) == ["Z1", "Z2"])
        #expect(onSite.driverLicence == "410184199001010001" && onSite.loadingSite == "某料场")
    }

    @Test("no event holds names or licence numbers")
    func personalData() throws {
        try bench.take(Told.overload(1), Told.overload(2, at: 1, ticket: "T1"), Told.unloaded(3, of: "T1", at: 2))
        let events = try bench.dump().filter { $0.hasPrefix("case_event") }.joined()
        for text in ["张三", "李四", "王五", "赵六", "410184199001010001", "Q1", "某公司"] {
            #expect(!events.contains(text), "\(text)")
        }
    }

    @Test("joining a case that instruments opened, it is the review of that, in whatever order they are told")
    func joins() throws {
        try bench.take(Told.overload(1))
        let changes = try bench.take(Told.overload(2, at: 0.3, ticket: "T1"))
        #expect(
            changes.map(\.kind) == [.changed] && changes.map(\.state) == [.confirmed],
            "one message for both events"
        )
        #expect(try bench.kinds(1) == [.opened, .attached, .confirmed])
        #expect(try bench.dossier(1)?.summary.basis == .onSite)

        try bench.take(Told.overload(4, at: 0.3, plate: "豫A00002", ticket: "T2"))
        try bench.take(Told.overload(3, plate: "豫A00002"))
        #expect(try bench.dossier(4)?.summary.state == .confirmed && bench.dossier(4)?.summary.basis == .onSite)
    }

    @Test("a case further on keeps its state")
    func keepsState() throws {
        try bench.take(Told.overload(1))
        try bench.move(1, to: .notified)
        try bench.take(Told.overload(2, at: 1, ticket: "T1"))
        let summary = try #require(try bench.dossier(1)?.summary)
        #expect(summary.state == .notified && summary.basis == .onSite)
        #expect(try bench.kinds(1) == [.opened, .attached])
    }

    @Test("a ticket that two cases of a station bear stops nothing, and marks the later one told")
    func ticketReused() throws {
        try bench.take(Told.overload(1, ticket: "T1"))
        try bench.take(Told.overload(2, plate: "豫A00002", ticket: "T1"))
        try bench.take(Told.overload(3, plate: "豫A00003", ticket: "T1", station: "S2"))
        try bench.take(Told.overload(4, at: 24 * 300, plate: "豫A00004", ticket: "T1"))
        #expect(try bench.dossier(2)?.marks.map(\.kind) == [.ticketReused])
        for seq in [1, 3, 4] { #expect(try bench.dossier(seq)?.marks.isEmpty == true, "\(seq)") }
        try bench.take(Told.overload(5, at: 0.1, ticket: "T1"))
        #expect(try bench.dossier(1)?.marks.isEmpty == false, "the number is that of case 2 too")
    }
}
