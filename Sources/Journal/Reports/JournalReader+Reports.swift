import GRDB
import Law
import Readings
public import Units

extension JournalReader {
    /// Counts the passages of a span, each once, as it was amended last, in groups that came to the same.
    ///
    /// Only rows that can belong to the span are looked at (`OrderSearch`), and only those that do are looked up among
    /// the readings.
    /// - Parameter byVehicle: whether groups are of one truck and day each.
    /// - Returns: since when the journal has readings, where older ones of the span have been deleted.
    /// - Throws: `StoreError` when the file is damaged, GRDB's errors, and what `body` throws.
    public func passageGroups(
        _ span: PassageSpan,
        byVehicle: Bool,
        _ body: (PassageGroup) throws -> Void
    ) throws -> Instant? {
        try read { db in
            let stations = try JournalReader.stations(db)
            let rows = try Row.fetchCursor(
                db,
                sql: PassageQuery.sql(byVehicle: byVehicle),
                arguments: try PassageQuery.arguments(span, db)
            )
            while let row = try rows.next() {
                guard let verdict = Verdict(rawValue: row["verdict"]) else {
                    throw JournalDamage(what: "a passage with the verdict \(row["verdict"] as String)")
                }
                let vehicle = (row["day"] as Int?).map {
                    PassageGroup.Vehicle(
                        plate: row["plate"],
                        colour: row["plate_colour"],
                        day: CivilDate(dayNumber: $0)
                    )
                }
                try body(
                    PassageGroup(
                        station: stations[row["source"]] ?? "",
                        verdict: verdict,
                        reasons: (row["reasons"] as String? ?? "").split(separator: " ").compactMap {
                            Reason(rawValue: String($0))
                        },
                        vehicle: vehicle,
                        count: row["count"],
                        excess: row["excess"]
                    )
                )
            }
            return try JournalReader.keptFrom(since: span.start, db)
        }
    }

    /// The gaps that became known in a span, by station.
    public func gapGroups(from start: Instant, until end: Instant) throws -> [GapGroup] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT substr(name, 1, instr(name, '/') - 1) AS station, count(*) AS gaps,
                        sum(last IS NULL) AS open, coalesce(sum(last - first + 1), 0) AS readings
                    FROM gap JOIN source ON source.id = gap.source
                    WHERE recorded_ms >= ? AND recorded_ms < ? GROUP BY 1 ORDER BY 1
                    """,
                arguments: [start.millisecondsSince1970, end.millisecondsSince1970]
            )
        }.map {
            GapGroup(station: $0["station"], gaps: $0["gaps"], openGaps: $0["open"], readings: $0["readings"])
        }
    }

    /// When the oldest reading that there is was received; `nil` where there is none.
    public func oldestReceipt() throws -> Instant? {
        try read { try Int64.fetchOne($0, sql: "SELECT received_ms FROM reading ORDER BY id LIMIT 1") }.map {
            Instant(millisecondsSince1970: $0)
        }
    }

    private static func stations(_ db: Database) throws -> [Int64: String] {
        let names = try Row.fetchAll(db, sql: "SELECT id, name FROM source").map { row in
            (row["id"] as Int64, Source(row["name"] as String)?.station.text ?? "")
        }
        return Dictionary(names) { first, _ in first }
    }

    /// The first reading has the id 1; where another one comes first, those before it were deleted.
    private static func keptFrom(since start: Instant, _ db: Database) throws -> Instant? {
        let row = try Row.fetchOne(db, sql: "SELECT id, received_ms FROM reading ORDER BY id LIMIT 1")
        guard let row, row["id"] as Int64 > 1 else { return nil }
        let oldest = Instant(millisecondsSince1970: row["received_ms"])
        return oldest > start ? oldest : nil
    }
}

/// The query that groups passages.
private enum PassageQuery {
    static func arguments(_ span: PassageSpan, _ db: Database) throws -> StatementArguments {
        let search = OrderSearch(db)
        let slack = OrderSearch.slack
        let firstReading = try search.reading(receivedAt: span.start + -span.aheadMax + -slack)
        let endReading = try search.reading(receivedAt: span.end + span.lateMax)
        return [
            "first": try search.passage(ofReading: firstReading),
            "stop": try search.passage(ofReading: endReading),
            // What was stored in the span: what counts where a device's clock cannot be right.
            "firstStored": try search.reading(receivedAt: span.start),
            "stopStored": try search.reading(receivedAt: span.end),
            "start": span.start.millisecondsSince1970,
            "end": span.end.millisecondsSince1970,
            "late": span.lateMax.rawValue,
            "ahead": span.aheadMax.rawValue,
            "zone": Instant.chinaOffset.rawValue,
        ]
    }

    static func sql(byVehicle: Bool) -> String {
        let vehicle =
            byVehicle
            ? ["plate", "plate_colour", "(iif(is_right, at_ms, received_ms) + :zone) / 86400000"]
            : ["NULL", "NULL", "NULL"]
        let day = "iif(:zone IS NULL, NULL, \(vehicle[2]))"
        return """
            WITH amended AS MATERIALIZED (
                SELECT reading, max(id) AS last FROM passage
                WHERE id >= :first AND id < :stop AND amends = 1 GROUP BY reading
            ), found AS (
                SELECT r.source, p.verdict, p.reasons, p.plate, p.plate_colour,
                    CASE WHEN p.verdict = 'overloaded' THEN max(0, p.assessed_kg - p.limit_kg) ELSE 0 END AS excess,
                    p.at_ms, r.received_ms, p.at_ms >= :start AND p.at_ms < :end AS is_weighed,
                    p.reading >= :firstStored AND p.reading < :stopStored AS is_stored,
                    p.at_ms BETWEEN r.received_ms - :late AND r.received_ms + :ahead AS is_right
                FROM passage p LEFT JOIN amended a ON a.reading = p.reading
                    CROSS JOIN reading r ON r.id = p.reading
                WHERE p.id >= :first AND p.id < :stop AND (a.last IS NULL OR a.last = p.id)
                    AND ((p.at_ms >= :start AND p.at_ms < :end)
                        OR (p.reading >= :firstStored AND p.reading < :stopStored))
            )
            SELECT source, verdict, reasons, \(vehicle[0]) AS plate, \(vehicle[1]) AS plate_colour, \(day) AS day,
                count(*) AS count, coalesce(sum(excess), 0) AS excess
            FROM found WHERE iif(is_right, is_weighed, is_stored)
            GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
            """
    }
}
