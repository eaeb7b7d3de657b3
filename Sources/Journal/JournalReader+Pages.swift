import Enforcement
import FeedContract
import Foundation
import GRDB
public import Readings
public import Units

/// A passage as it is stored.
public struct ListedPassage: Hashable, Sendable {
    /// Its place: the order of commit.
    public let place: Int64
    /// The weighing.
    public let id: ReadingID
    /// The lane.
    public let lane: Int
    /// When it was weighed.
    public let at: Instant
    /// How weight and picture came together.
    public let pairing: String
    /// The truck's plate.
    public let plate: String?
    /// The plate's colour.
    public let plateColour: String?
    /// The trailer's plate.
    public let trailerPlate: String?
    /// Axles weighed.
    public let axles: Int
    /// Gross mass as shown.
    public let gross: Kilograms
    /// Gross mass as judged.
    public let assessed: Kilograms
    /// Gross mass allowed.
    public let limit: Kilograms?
    /// The rule's id.
    public let rule: String?
    /// What it came to.
    public let verdict: String
    /// Why.
    public let reasons: [String]
    /// What else was found.
    public let findings: [String]
    /// Whether it takes the place of what was stored of the same weighing before.
    public let isAmendment: Bool
}

extension JournalReader {
    /// Passages that one page looks at: more are left to the next one, so that a rare filter costs no more than a common one.
    public static let passagesLookedAtMax = 20_000

    /// Which passages a page shows.
    public struct PassageFilter: Sendable {
        /// The stations; `nil` for all.
        public var stations: Set<String>?
        /// The truck's plate, the whole of it.
        public var plate: String?
        /// What it came to.
        public var verdict: String?
        /// Weighed at or after.
        public var from: Instant?
        /// Weighed before.
        public var until: Instant?
        /// Stored before this place; `nil` for the newest.
        public var before: Int64?
        /// How many at most.
        public var limit = 50

        /// Everything, the newest first.
        public init() {}
    }

    /// Passages, those stored last first.
    ///
    /// - Returns: them, and before which place to go on; `nil` at the end. A page may be short, or empty, and yet go on.
    public func passages(_ filter: PassageFilter) throws -> (items: [ListedPassage], next: Int64?) {
        try read { db in
            let newest = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM passage")) ?? 0
            let before = min(filter.before ?? .max, newest + 1)
            let least = max(0, before - Int64(JournalReader.passagesLookedAtMax))
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT passage.*, source.name, reading.epoch, reading.seq, reading.lane FROM passage
                    JOIN reading ON reading.id = passage.reading JOIN source ON source.id = reading.source
                    WHERE passage.id < ?1 AND passage.id >= ?2 AND (?3 IS NULL OR plate = ?3)
                    AND (?4 IS NULL OR verdict = ?4) AND (?5 IS NULL OR at_ms >= ?5) AND (?6 IS NULL OR at_ms < ?6)
                    ORDER BY passage.id DESC
                    """,
                arguments: [
                    before, least, filter.plate, filter.verdict, filter.from?.millisecondsSince1970,
                    filter.until?.millisecondsSince1970,
                ]
            )
            var items: [ListedPassage] = []
            while items.count < filter.limit, let row = try rows.next() {
                let passage = try ListedPassage(row)
                if filter.stations?.contains(passage.id.source.station.text) ?? true { items.append(passage) }
            }
            if items.count == filter.limit { return (items, items.last?.place) }
            return (items, least > 0 ? least : nil)
        }
    }

    /// A place in the list of gaps.
    public struct GapPlace: Hashable, Sendable {
        /// When the last gap was recorded.
        public var recordedAt: Instant
        /// Its source.
        public var source: String
        /// Its epoch.
        public var epoch: UInt64
        /// Its first number.
        public var first: UInt64

        /// Puts a place together.
        public init(recordedAt: Instant, source: String, epoch: UInt64, first: UInt64) {
            (self.recordedAt, self.source, self.epoch, self.first) = (recordedAt, source, epoch, first)
        }
    }

    /// What is lost, the newest first.
    ///
    /// - Parameter stations: whose; `nil` for all.
    public func gaps(after place: GapPlace?, stations: [String]?, limit: Int) throws -> [StoredGap] {
        let names = try stations.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT source.name, gap.epoch, first, last, reason, recorded_ms FROM gap
                    JOIN source ON source.id = gap.source
                    WHERE (?1 IS NULL OR recorded_ms < ?1
                        OR (recorded_ms = ?1 AND (source.name, gap.epoch, first) > (?2, ?3, ?4)))
                    AND (?5 IS NULL OR substr(source.name, 1, instr(source.name, '/') - 1) IN (
                        SELECT value FROM json_each(?5)))
                    ORDER BY recorded_ms DESC, source.name, gap.epoch, first LIMIT ?6
                    """,
                arguments: [
                    place?.recordedAt.millisecondsSince1970, place?.source,
                    place.map { Int64(clamping: $0.epoch) }, place.map { Int64(clamping: $0.first) }, names, limit,
                ]
            )
        }.map { row in
            guard let source = Source(row["name"] as String), let gap = Gap(row) else {
                throw JournalDamage(what: "gap of \(row["name"] as String)")
            }
            return StoredGap(source: source, epoch: UInt64(row["epoch"] as Int64), gap: gap)
        }
    }

    /// Messages in quarantine, the newest first.
    ///
    /// - Parameters:
    ///   - stations: whose; `nil` for all, also those of which nobody knows whose they are.
    ///   - id: before which number; `nil` for the newest.
    public func quarantined(
        _ state: QuarantineState,
        stations: [String]?,
        before id: Int64?,
        limit: Int
    ) throws -> [QuarantineEntry] {
        let names = try stations.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM quarantine WHERE released_ms \(state == .waiting ? "IS NULL" : "IS NOT NULL")
                    AND id < ?1 AND (?2 IS NULL OR station IN (SELECT value FROM json_each(?2)))
                    ORDER BY id DESC LIMIT ?3
                    """,
                arguments: [id ?? .max, names, limit]
            )
        }.map(QuarantineEntry.init)
    }
}

extension ListedPassage {
    fileprivate init(_ row: Row) throws {
        place = row["id"]
        guard let source = Source(row["name"] as String) else { throw JournalDamage(what: "passage \(place)") }
        id = ReadingID(source: source, epoch: UInt64(row["epoch"] as Int64), seq: UInt64(row["seq"] as Int64))
        lane = row["lane"]
        at = Instant(millisecondsSince1970: row["at_ms"])
        pairing = row["pairing"]
        plate = row["plate"]
        plateColour = row["plate_colour"]
        trailerPlate = row["trailer_plate"]
        axles = row["axles"]
        gross = Kilograms(row["gross_kg"] as Int)
        assessed = Kilograms(row["assessed_kg"] as Int)
        limit = (row["limit_kg"] as Int?).map { Kilograms($0) }
        rule = row["rule"]
        verdict = row["verdict"]
        reasons = (row["reasons"] as String? ?? "").split(separator: " ").map(String.init)
        findings = (row["findings"] as String? ?? "").split(separator: " ").map(String.init)
        isAmendment = (row["amends"] as Int?) == 1
    }
}
