import CaseStore
import Enforcement
import Foundation
import GRDB
import Law
import Readings
import Units

/// Decided cases by the million, put straight into the store's tables, without events: the counters read no others. Those that
/// are measured come the ordinary way.
struct Bulk {
    let violations: Int
    let vehicles: Int
    let companies: Int

    static let today = CivilDate(dayNumber: 20_783)  // 2026-11-26
    static let now = today.start + .hours(9)
    /// Acts lie on so many days before.
    private static let days = 3_600
    private static let codes = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

    init(violations: Int) {
        self.violations = violations
        vehicles = max(1, violations / 5)
        companies = max(1, vehicles / 100)
    }

    func vehicle(_ number: Int) -> CountedSubject {
        .vehicle(plate: "豫A\(number % vehicles)", colour: "yellow")
    }

    func company(_ number: Int) -> CountedSubject { CountedSubject(.company, Bulk.creditCode(number % companies)) }

    /// A code with its check character (GB 32100-2015).
    static func creditCode(_ number: Int) -> String {
        let base = "91410100" + String(format: "%09d", number)
        let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
        let sum = zip(base, weights).reduce(0) { $0 + (codes.firstIndex(of: $1.0) ?? 0) * $1.1 }
        return base + String(codes[(31 - sum % 31) % 31])
    }

    func fill(_ directory: String) throws {
        let queue = try DatabaseQueue(path: directory + "/" + SQLiteCaseStore.fileName)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")
            let indices = try Row.fetchAll(
                db,
                sql: """
                    SELECT name, sql FROM sqlite_master
                    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('case_current', 'case_subject')
                    """
            )
            for index in indices { try db.execute(sql: "DROP INDEX \(index["name"] as String)") }
            try db.execute(sql: "CREATE TABLE code (n INTEGER PRIMARY KEY, code TEXT)")
            try db.inTransaction {
                for number in 0..<companies {
                    try db.execute(sql: "INSERT INTO code VALUES (?, ?)", arguments: [number, Bulk.creditCode(number)])
                }
                try insertCases(db)
                return .commit
            }
            for index in indices { try db.execute(sql: index["sql"] as String) }
            try db.execute(sql: "DROP TABLE code; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()
    }

    private func insertCases(_ db: Database) throws {
        let series = "WITH RECURSIVE s (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < \(violations - 1))"
        // Each vehicle's acts are spread over ten years, so that a year seldom holds four.
        let day = "\(Bulk.today.dayNumber - 3) - (i * 7919) % \(Bulk.days)"
        try db.execute(
            sql: """
                INSERT INTO case_current (id, number, state, basis, plate, plate_colour, first_ms, passage, station, lane, at_ms,
                    axles, gross_kg, assessed_kg, limit_kg, excess_kg, excess_ratio, rule, events, last_ms, state_ms,
                    decision_number, decided_at, fine_yuan)
                \(series)
                SELECT printf('b%09d', i), printf('B%09d', i), 'decided', 'off-site', '豫A' || (i % \(vehicles)), 'yellow',
                    (\(day)) * 86400000, 'p' || i, 'S' || (i % 100), 1, (\(day)) * 86400000, 6, 57000, 57000, 49000, 8000,
                    1632, 'r', 4, (\(day)) * 86400000, 0, '1号', '2026-01-01', 900
                FROM s
                """
        )
        for (kind, subject) in [
            ("company", "(SELECT code FROM code WHERE n = (row - 1) % \(vehicles) % \(companies))"),
            ("vehicle", "plate || '~yellow'"),
        ] {
            try db.execute(
                sql: """
                    INSERT INTO case_subject (kind, subject, day, case_id, is_effective, truck)
                    SELECT '\(kind)', \(subject) AS subject, strftime('%Y-%m-%d', first_ms / 1000, 'unixepoch') AS day, id, 1,
                        plate || '~yellow'
                    FROM case_current ORDER BY 2, 3, 4
                    """
            )
        }
    }

    /// One more overload of a vehicle that has some, today.
    func overload(_ place: Int) throws -> (
        id: String, input: ForwardedInput, pictures: [MediumOutcome]
    ) {
        let number = place * 7_919 % vehicles
        let id = "S1~wim-1~2~\(place)"
        let passage = "S1/wim-1:2:\(place)"
        let json = """
            {"id": "\(id)", "passage": "\(passage)", "at": "\(Bulk.now)", "station": "S1", "lane": 1,
             "plate": "豫A\(number)", "plateColour": "yellow", "basis": "off-site", "axles": 6, "axleLoads": [],
             "form": "articulated", "gross": 57000, "assessed": 57000, "limit": 49000, "excess": 8000, "excessRatio": 1632,
             "rule": "r", "article": "a", "unknowns": [], "findings": [], "explanation": [], "records": [1],
             "instrument": "I1", "registeredCompany": "\(Bulk.creditCode(number % companies))"}
            """
        let opening = try JSONDecoder().decode(CaseOpening.self, from: Data(json.utf8))
        let records = [
            CaseRecord(reading: passage, kind: "weigh", receivedAt: Bulk.now, payload: Array("{}".utf8)),
            CaseRecord(
                reading: "S1/cam-1:2:\(place)",
                kind: "camera",
                receivedAt: Bulk.now,
                payload: Array(seen(place, "豫A\(number)").utf8)
            ),
        ]
        return (id, ForwardedInput(input: .overload(opening), records: records), Bulk.pictures(place).map(\.outcome))
    }

    /// Its camera's reading, with the front and rear pictures that a confirmation asks for.
    private func seen(_ place: Int, _ plate: String) -> String {
        let media = Bulk.pictures(place).map {
            "{\"sha256\": \"\($0.outcome.medium.sha256)\", \"type\": \"image/jpeg\", \"bytes\": 1, \"view\": \"\($0.view)\"}"
        }
        return "{\"source\": \"S1/cam-1\", \"plate\": \"\(plate)\", \"media\": [\(media.joined(separator: ","))]}"
    }

    private static func pictures(_ place: Int) -> [(view: String, outcome: MediumOutcome)] {
        guard let source = Source("S1/cam-1") else { return [] }
        return ["front", "rear"].enumerated().compactMap { number, view in
            SHA256Digest(String(format: "%063d%d", place, number)).map {
                (view, MediumOutcome(WantedMedium(source: source, sha256: $0, bytes: 1), .stored))
            }
        }
    }

    static let way: [(CaseAction, [String: StepValue])] = [
        (.confirm, ["technical_reviewer": .text("张三"), "legal_reviewer": .text("李四"), "reason": .text("完整")]),
        (.notify, ["method": .text("直接送达"), "at": .text("\(today)"), "recipient": .text("王五")]),
        (
            .decide,
            [
                "decision_number": .text("1号"), "officers": .list([.text("赵六"), .text("钱七")]),
                "fine_yuan": .integer(900),
                "reason": .text("从轻"), "at": .text("\(today)"),
            ]
        ),
    ]
}
