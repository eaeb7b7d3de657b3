import Foundation
import GRDB
import Law
import TestSupport
import Testing
import Units

@testable import Journal
@testable import Storage

@Suite("Passages of a span, found by the order of the rows")
struct PassageGroupsTests {
    /// A weighing and the rows that were stored of it.
    private struct Weighed {
        let id: Int64
        let source: Int
        let at: Instant
        let receivedAt: Instant
        let isReleased: Bool
        var rows: [(verdict: String, reasons: String?, plate: String?, assessed: Int, limit: Int?)]
    }

    private static let hour = Int64(3_600_000)
    private let span = PassageSpan(
        start: Given.noon,
        end: Given.noon + .hours(24),
        lateMax: .hours(7 * 24),
        aheadMax: .hours(1)
    )

    private func row(_ random: inout SeededGenerator) -> (String, String?, String?, Int, Int?) {
        let verdict = random.pick(["compliant", "overloaded", "not-evidence", "unpaired", "ambiguous", "exempt"])
        let reasons = verdict == "not-evidence" ? random.pick(["plate-missing", "speed-range imbalance"]) : nil
        let plate = random.once(in: 5) ? nil : "豫A\(random.int(10_000...10_003))"
        return (verdict, reasons, plate, random.int(1_000...90_000), verdict == "overloaded" ? 49_000 : nil)
    }

    /// Weeks of traffic: late, of the future, of dead clocks, out of quarantine, amended once or twice.
    private func fill(_ journal: JournalWriter, _ random: inout SeededGenerator) throws -> [Weighed] {
        var weighed: [Weighed] = []
        var received = span.start.millisecondsSince1970 - 20 * 24 * PassageGroupsTests.hour
        let end = span.end.millisecondsSince1970 + 6 * 24 * PassageGroupsTests.hour
        while received < end {
            received += Int64(random.int(1_000...4_000_000))
            let isReleased = random.once(in: 9)
            // What comes out of quarantine bears the time of its first receipt.
            let own = isReleased ? received - Int64(random.int(0...500)) * PassageGroupsTests.hour : received
            let lag = random.once(in: 4) ? Int64(random.int(-40...400)) * PassageGroupsTests.hour / 2 : 2_000
            weighed.append(
                Weighed(
                    id: Int64(weighed.count + 1),
                    source: random.int(1...3),
                    at: Instant(millisecondsSince1970: own - lag),
                    receivedAt: Instant(millisecondsSince1970: own),
                    isReleased: isReleased,
                    rows: [row(&random)].map { ($0.0, $0.1, $0.2, $0.3, $0.4) }
                )
            )
        }
        try journal.write { db in
            for name in ["S1/wim-1", "S1/wim-2", "S2/wim-1"] {
                try db.execute(sql: "INSERT INTO source (name) VALUES (?)", arguments: [name])
            }
            for index in weighed.indices {
                try db.execute(
                    sql: """
                        INSERT INTO reading (id, source, epoch, seq, received_ms, lane, kind, payload, replayed)
                        VALUES (?1, ?2, 1, ?1, ?3, 1, 'weigh', x'7b7d', ?4)
                        """,
                    arguments: [
                        weighed[index].id, weighed[index].source, weighed[index].receivedAt.millisecondsSince1970,
                        weighed[index].isReleased ? 1 : nil,
                    ]
                )
            }
            for index in weighed.indices {
                try insert(weighed[index], 0, db)
                // A passage of some time before is amended.
                guard random.once(in: 3), index > 3 else { continue }
                let earlier = index - random.int(1...3)
                let next = row(&random)
                weighed[earlier].rows.append((next.0, next.1, next.2, next.3, next.4))
                try insert(weighed[earlier], weighed[earlier].rows.count - 1, db)
            }
        }
        return weighed
    }

    private func insert(_ weighed: Weighed, _ row: Int, _ db: Database) throws {
        let values = weighed.rows[row]
        try db.execute(
            sql: """
                INSERT INTO passage (reading, at_ms, pairing, plate, axles, gross_kg, assessed_kg, limit_kg, verdict,
                    reasons, amends)
                VALUES (?, ?, 'none', ?, 2, 1, ?, ?, ?, ?, ?)
                """,
            arguments: [
                weighed.id, weighed.at.millisecondsSince1970, values.plate, values.assessed, values.limit,
                values.verdict, values.reasons, row == 0 ? nil : 1,
            ]
        )
    }

    /// Every passage as it stands in the end, one by one.
    private func recount(_ weighed: [Weighed]) -> [String: (count: Int, excess: Int)] {
        var found: [String: (count: Int, excess: Int)] = [:]
        func stored(_ instant: Instant) -> Int {
            weighed.firstIndex { !$0.isReleased && $0.receivedAt >= instant } ?? weighed.count
        }
        let inSpan = stored(span.start)..<stored(span.end)
        for (index, passage) in weighed.enumerated() {
            let lag = passage.receivedAt - passage.at
            let isRight = lag <= span.lateMax && -lag <= span.aheadMax
            let isWeighed = passage.at >= span.start && passage.at < span.end
            guard isRight ? isWeighed : inSpan.contains(index), let last = passage.rows.last else { continue }
            let station = passage.source == 3 ? "S2" : "S1"
            let key =
                "\(station) \(last.verdict) \(last.reasons ?? "") \(last.plate ?? "-") \((isRight ? passage.at : passage.receivedAt).day)"
            let excess = last.verdict == "overloaded" ? max(0, last.assessed - (last.limit ?? last.assessed)) : 0
            let old = found[key] ?? (0, 0)
            found[key] = (old.count + 1, old.excess + excess)
        }
        return found
    }

    @Test("are those of a naive recount of all rows", arguments: Seeds.run(ci: 20))
    func recount(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let directory = try TemporaryDirectory(isInMemory: true)
        let weighed = try fill(JournalWriter(directory: directory.path), &random)
        let reader = try JournalReader(directory: directory.path)
        let expected = recount(weighed)
        var found: [String: (count: Int, excess: Int)] = [:]
        let kept = try reader.passageGroups(span, byVehicle: true) { group in
            let vehicle = try #require(group.vehicle)
            let reasons = group.reasons.map(\.rawValue).joined(separator: " ")
            let key = "\(group.station) \(group.verdict.rawValue) \(reasons) \(vehicle.plate ?? "-") \(vehicle.day)"
            // Two devices of one station come apart.
            let old = found[key] ?? (0, 0)
            found[key] = (old.count + group.count, old.excess + group.excess)
        }
        #expect(kept == nil && !expected.isEmpty)
        #expect(Set(found.keys) == Set(expected.keys), "seed \(seed)")
        for (key, value) in expected { #expect(found[key] ?? (0, 0) == value, "seed \(seed): \(key)") }
        var (count, excess) = (0, 0)
        _ = try reader.passageGroups(span, byVehicle: false) {
            #expect($0.vehicle == nil)
            (count, excess) = (count + $0.count, excess + $0.excess)
        }
        #expect(count == expected.values.reduce(0) { $0 + $1.count })
        #expect(excess == expected.values.reduce(0) { $0 + $1.excess })
    }

    @Test("what is stored more than seven days after the end, and what amends then, is not counted any more")
    func late() throws {
        let directory = try TemporaryDirectory(isInMemory: true)
        let journal = try JournalWriter(directory: directory.path)
        func add(_ id: Int64, receivedAt: Instant, of reading: Int64? = nil) throws {
            let row = ("compliant", nil, nil, 1, nil) as (String, String?, String?, Int, Int?)
            let one = Weighed(id: id, source: 1, at: span.start, receivedAt: receivedAt, isReleased: false, rows: [row])
            try journal.write { db in
                try db.execute(sql: "INSERT OR IGNORE INTO source (id, name) VALUES (1, 'S1/wim-1')")
                try db.execute(
                    sql: """
                        INSERT INTO reading (id, source, epoch, seq, received_ms, lane, kind, payload)
                        VALUES (?1, 1, 1, ?1, ?2, 1, 'weigh', x'7b7d')
                        """,
                    arguments: [id, receivedAt.millisecondsSince1970]
                )
                if let reading {
                    try db.execute(
                        sql: """
                            INSERT INTO passage (reading, at_ms, pairing, axles, gross_kg, assessed_kg, verdict, amends)
                            VALUES (?, ?, 'none', 2, 1, 1, 'unpaired', 1)
                            """,
                        arguments: [reading, span.start.millisecondsSince1970]
                    )
                } else {
                    try insert(one, 0, db)
                }
            }
        }
        try add(1, receivedAt: span.start)
        try add(2, receivedAt: span.end + .hours(7 * 24) + Milliseconds(-1))
        try add(3, receivedAt: span.end + .hours(7 * 24))
        try add(4, receivedAt: span.end + .hours(9 * 24), of: 1)
        let reader = try JournalReader(directory: directory.path)
        var found: [String: Int] = [:]
        _ = try reader.passageGroups(span, byVehicle: false) { found[$0.verdict.rawValue, default: 0] += $0.count }
        // The second was received more than seven days after it was weighed, so it counts for when it was stored.
        #expect(found == ["compliant": 1])
    }
}
