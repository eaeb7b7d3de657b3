import Foundation
import Registry
import Testing

@Suite("Registers: showing them")
struct ShowTests {
    private let registry: GivenRegistry

    init() throws {
        registry = try GivenRegistry()
        try registry.take(
            .vehicles,
            "plate,colour,licence_mass_kg,wide_tyres,certificate_issued\n豫A00001,yellow,49000,no,2020-01-02\n豫A00002,blue,,,\n豫B00001,blue,,,\n"
        )
        try registry.take(.vehicles, "plate,colour,licence_mass_kg\n豫A00001,yellow,48000\n", on: day("2026-12-01"))
    }

    private func plates(_ query: RegisterQuery) throws -> [String] {
        try registry.reader.rows(query).rows.compactMap { $0.values[0].value }
    }

    @Test("by the whole key, by its beginning, in any spelling of a plate")
    func keys() throws {
        #expect(try plates(RegisterQuery(.vehicles, key: .exact("豫B00001"))) == ["豫B00001"])
        #expect(try plates(RegisterQuery(.vehicles, key: .exact("豫b·00001"))) == ["豫B00001"])
        #expect(try plates(RegisterQuery(.vehicles, key: .exact("豫B"))).isEmpty)
        #expect(try plates(RegisterQuery(.vehicles, key: .prefix("豫A"))) == ["豫A00002", "豫A00001", "豫A00001"])
    }

    @Test("as of a day, and with what was known before")
    func history() throws {
        let key = RegisterQuery.Key.exact("豫A00001")
        func masses(_ query: RegisterQuery) throws -> [String?] {
            try registry.reader.rows(query).rows.map { $0.values[8].value }
        }
        #expect(try masses(RegisterQuery(.vehicles, key: key, on: day("2026-11-23"))) == ["49000"])
        #expect(try masses(RegisterQuery(.vehicles, key: key, on: day("2026-12-01"))) == ["48000"])
        let all = try registry.reader.rows(RegisterQuery(.vehicles, key: key, withHistory: true)).rows
        #expect(all.map { $0.retiredAt == nil } == [false, true, true])
        #expect(all[0].values[8].isNumber && all[0].values[6].value == "no" && all[0].values[13].value == "2020-01-02")
        #expect(all[0].values[0].heading == "车牌号" && all[0].values[2].value == nil)
    }

    @Test("page by page, as JSON")
    func pages() throws {
        let first = try registry.reader.rows(RegisterQuery(.vehicles, limit: 2))
        #expect(first.rows.count == 2)
        let next = try #require(first.next)
        let second = try registry.reader.rows(RegisterQuery(.vehicles, after: next, limit: 2))
        #expect(second.rows.count == 2 && second.next == nil)
        #expect(try JSONDecoder().decode(RegisterPage.self, from: JSONEncoder().encode(first)) == first)
    }

    @Test("drivers by qualification, permits by plate, companies by name")
    func searched() throws {
        try registry.take(.drivers, "licence,qualification\nL1,Q1\n")
        try registry.take(.permits, "number,plate,valid_from,valid_until\nP1,豫A1,2026-01-01,2026-12-31\n")
        try registry.take(.companies, "credit_code,name\n91350100M000100Y43,甲运输\n")
        #expect(try plates(RegisterQuery(.drivers, key: .exact("Q1"))) == ["L1"])
        #expect(try plates(RegisterQuery(.permits, key: .prefix("豫A"))) == ["P1"])
        #expect(try plates(RegisterQuery(.companies, key: .prefix("甲"))) == ["91350100M000100Y43"])
    }
}
