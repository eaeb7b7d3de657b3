import Enforcement
import Foundation
import GRDB
import TestSupport
import Testing
import Units

@testable import CaseStore

@Suite("Pages of the list of cases")
struct PageTests {
    /// What a page's query should find, said without any index.
    private struct Plain {
        let cases: [CaseSummary]
        let companies: [String: String]

        func page(_ filter: CaseReader.PageFilter) -> [Int64] {
            let found = cases.filter { fits($0, filter) }.map(\.row).sorted()
            return Array((filter.isNewestFirst ? found.reversed() : found).prefix(filter.limit))
        }

        private func fits(_ item: CaseSummary, _ filter: CaseReader.PageFilter) -> Bool {
            if let state = filter.state, item.state != state { return false }
            if let stations = filter.stations, !stations.contains(item.station) { return false }
            if let plate = filter.plate, item.plate != plate { return false }
            if let company = filter.company, companies[item.id] != company { return false }
            if let from = filter.from, item.at < from { return false }
            if let until = filter.until, item.at >= until { return false }
            if let search = filter.search, !isMeant(item, search) { return false }
            guard let after = filter.after else { return true }
            return filter.isNewestFirst ? item.row < after : item.row > after
        }

        private func isMeant(_ item: CaseSummary, _ text: String) -> Bool {
            if item.id == text || item.number == text { return true }
            if let number = Int(text) { return Int(item.number.suffix(6)) == number }
            let plate = text.first?.isASCII == true ? String(item.plate.dropFirst()) : item.plate
            return plate.hasPrefix(text)
        }
    }

    /// Cases that are told in another order than they were weighed in, over two months, by four stations.
    private func bench(_ random: inout SeededGenerator) throws -> CaseBench {
        let bench = try CaseBench()
        let hours = (0..<90).map { -Double($0) * 17 }.shuffled(using: &random)
        for (seq, hour) in hours.enumerated() {
            let plate = ["豫A12345", "豫A12399", "豫B12345", "京A12345", "豫A9000\(seq % 7)"].randomElement(using: &random)
            let station = "S\(Int.random(in: 1...4, using: &random))"
            try bench.take(Told.overload(seq + 1, at: hour, plate: plate ?? "", station: station))
            guard seq.isMultiple(of: 3) else { continue }
            let company = StepValue.text("company \(Int.random(in: 1...2, using: &random))")
            let step = StepRequest(
                id: Told.caseID(seq + 1),
                work: .amendment(["company": company]),
                version: nil,
                actor: "x"
            )
            _ = try bench.store.take(step, at: Told.hours(24))
        }
        try bench.change("UPDATE case_current SET state = 'dismissed' WHERE row % 5 = 0")
        return bench
    }

    private func filter(_ random: inout SeededGenerator, _ cases: [CaseSummary]) -> CaseReader.PageFilter {
        var filter = CaseReader.PageFilter()
        func isGiven() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }
        let one = cases.randomElement(using: &random)
        if isGiven() { filter.state = [.detected, .dismissed, .closed].randomElement(using: &random) }
        if isGiven() {
            filter.stations = (1...5).map { "S\($0)" }.filter { _ in Bool.random(using: &random) }
        }
        if isGiven() { filter.plate = one?.plate }
        if isGiven() { filter.company = ["company 1", "company 2", "nobody"].randomElement(using: &random) }
        if isGiven() { filter.from = Told.hours(Double.random(in: -1_600...100, using: &random)) }
        if isGiven() { filter.until = Told.hours(Double.random(in: -1_600...100, using: &random)) }
        if isGiven() {
            let number = one?.number ?? ""
            filter.search =
                [one?.id ?? "", number, "\(Int(number.suffix(6)) ?? 0)", "豫A1", "A12", "豫A12345", "京A123"]
                .randomElement(using: &random)
        }
        filter.isNewestFirst = Bool.random(using: &random)
        filter.limit = [1, 7, 200].randomElement(using: &random) ?? 7
        return filter
    }

    @Test("any filters together find what looking at every case finds, page after page", arguments: Seeds.run(ci: 3))
    func differential(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bench = try self.bench(&random)
        let cases = try bench.reader.list()
        var companies: [String: String] = [:]
        for item in cases {
            companies[item.id] = try bench.reader.find(item.id)?.fields.first { $0.field == .company }?.text
        }
        #expect(cases.count > 60 && companies.count > 15)
        let plain = Plain(cases: cases, companies: companies)
        for _ in 0..<400 {
            var filter = self.filter(&random, cases)
            let fewMax = [0, 20, RowSpan.fewMax][random.int(0...2)]
            while true {
                let page = try bench.reader.page(filter, fewMax: fewMax).map(\.row)
                #expect(page == plain.page(filter), "seed \(seed): \(filter)")
                guard page.count == filter.limit, let last = page.last else { break }
                filter.after = last
            }
        }
    }

    @Test("two hundred and more stations are gone through in order")
    func manyStations() throws {
        var random = SeededGenerator(seed: 1)
        let bench = try self.bench(&random)
        var filter = CaseReader.PageFilter()
        filter.stations = ["S2"] + (0...PageQuery.mergedMax).map { "X\($0)" }
        let plain = Plain(cases: try bench.reader.list(), companies: [:])
        #expect(try bench.reader.page(filter).map(\.row) == plain.page(filter) && !plain.page(filter).isEmpty)
    }

    private func plan(_ sql: String, _ arguments: StatementArguments, _ bench: CaseBench) throws -> [String] {
        try bench.reader.database.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map { $0["detail"] as String }
        }
    }

    private static let filters: [(String, @Sendable (inout CaseReader.PageFilter) -> Void, String)] = [
        ("state", { $0.state = .detected }, "case_current_state (state=?"),
        ("station", { $0.stations = ["S1"] }, "case_current_station (station=?"),
        ("district", { $0.stations = ["S1", "S2", "S3"] }, "case_current_station (station=?"),
        ("plate", { $0.plate = "豫A12345" }, "case_current_plate_row (plate=?"),
        ("company", { $0.company = "x" }, "case_field_company (value=?"),
        (
            "span", { ($0.from, $0.until) = (Told.hours(-900), Told.hours(0)) },
            "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"
        ),
        ("from", { $0.from = Told.hours(-900) }, "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        (
            "district and state", { ($0.stations, $0.state) = (["S1", "S2"], .detected) },
            "case_current_station_state (station=? AND state=?"
        ),
        (
            "district and plate", { ($0.stations, $0.plate) = (["S1", "S2"], "豫A12345") },
            "case_current_plate_row (plate=?"
        ),
        ("district and company", { ($0.stations, $0.company) = (["S1"], "x") }, "case_field_company (value=?"),
        ("plate and state", { ($0.plate, $0.state) = ("豫A12345", .detected) }, "case_current_plate_row (plate=?"),
        (
            "district and span", { ($0.stations, $0.from) = (["S1"], Told.hours(-900)) },
            "case_current_station (station=? AND row>? AND row<?)"
        ),
    ]

    @Test(
        "each filter has an index that gives the cases in order: nothing is gone through, nothing sorted",
        arguments: [false, true]
    )
    func indexed(isNewestFirst: Bool) throws {
        var random = SeededGenerator(seed: 1)
        let bench = try self.bench(&random)
        for (name, set, index) in PageTests.filters {
            for after in [nil, 40] as [Int64?] {
                var filter = CaseReader.PageFilter()
                set(&filter)
                (filter.isNewestFirst, filter.after) = (isNewestFirst, after)
                let rows = try bench.reader.database.read { try RowSpan(filter, fewMax: 0, $0) }
                let (sql, arguments) = PageQuery(filter, rows).statement
                let plan = try self.plan(sql, arguments, bench)
                #expect(plan.contains { $0.contains(index) }, "\(name): \(plan)")
                #expect(!plan.contains { $0.hasPrefix("SCAN case_") }, "\(name): \(plan)")
                #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(name): \(plan)")
            }
        }
    }

    @Test("a search looks up, and sorts no more than a page", arguments: ["豫A1", "A12", "123", "S1~wim-1~1~7"])
    func searched(text: String) throws {
        var random = SeededGenerator(seed: 1)
        let bench = try self.bench(&random)
        var filter = CaseReader.PageFilter()
        filter.search = text
        filter.after = 3
        let rows = try bench.reader.database.read { try RowSpan(filter, $0) }
        let (sql, arguments) = PageQuery(filter, rows).statement
        let plan = try self.plan(sql, arguments, bench)
        // Of the years there are few.
        #expect(!plan.contains { $0.hasPrefix("SCAN case_") && !$0.hasPrefix("SCAN case_number") }, "\(plan)")
        #expect(!plan.contains { $0.contains("PRIMARY KEY (rowid>") }, "\(plan)")
    }

    @Test("the places of a span of time are looked up, day by day")
    func span() throws {
        var random = SeededGenerator(seed: 1)
        let bench = try self.bench(&random)
        let looks: [(String, StatementArguments, String)] = [
            (RowSpan.ends, [], "case_current_day"), (RowSpan.ofDays, ["[20000,20001]"], "case_current_day"),
            (RowSpan.ofHours, [0, 1], "SEARCH case_current USING COVERING INDEX case_current_at"),
        ]
        for (sql, arguments, index) in looks {
            let plan = try self.plan(sql, arguments, bench)
            #expect(plan.contains { $0.contains(index) }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN case_current") }, "\(plan)")
        }
        var filter = CaseReader.PageFilter()
        (filter.from, filter.until) = (Told.hours(1_000), Told.hours(2_000))
        let few = try bench.reader.database.read { db in
            filter.from = Told.hours(-30)
            defer { filter.from = Told.hours(1_000) }
            return try RowSpan(filter, db)
        }
        let (sql, arguments) = PageQuery(filter, few).statement
        #expect(try few.isFew && plan(sql, arguments, bench).contains { $0.contains("case_current_at (at_ms>?") })
        let none = try bench.reader.database.read { try RowSpan(filter, $0) }
        #expect(none.isEmpty)
        #expect(try bench.reader.page(filter).isEmpty)
    }
}
