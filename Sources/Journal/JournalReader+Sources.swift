import Enforcement
public import FeedContract
import GRDB
public import Readings
public import Units

/// A source as it is stored.
public struct StoredSource: Hashable, Sendable {
    /// The device.
    public let source: Source
    /// The epoch that it is in; `nil` when any may begin.
    public let epoch: UInt64?
    /// When anything was heard of it last.
    public let heardAt: Instant
    /// Since when nothing was heard of it, where an alert says so and was not withdrawn.
    public let silentSince: Instant?
    /// What it has delivered, oldest first.
    public let marks: [StoredMark]
}

/// An epoch of a source as it is stored.
public struct StoredMark: Hashable, Sendable {
    /// What it has delivered.
    public let mark: EpochMark
    /// When it was heard last.
    public let heardAt: Instant
}

/// What is lost of a source, in all its epochs.
public struct SourceLosses: Hashable, Sendable {
    /// Runs of readings.
    public let gaps: Int
    /// Those of them of which nobody can know how long they are.
    public let openGaps: Int
    /// Readings known to be in them.
    public let readings: Int
}

/// A gap as it is stored.
public struct StoredGap: Hashable, Sendable {
    /// The device.
    public let source: Source
    /// The life of its spool.
    public let epoch: UInt64
    /// What is lost of it.
    public let gap: Gap
}

extension JournalReader {
    /// All sources with their marks, by name.
    public func sources() throws -> [StoredSource] {
        let silences = Alert.Kind.silent.rawValue + "~"
        let (rows, marks, gaps) = try read { db in
            (
                // The ids of a source's silences are neighbours: `silent~station/device~milliseconds`.
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT id, name, epoch, heard_ms, (
                            SELECT max(at_ms) FROM alert WHERE is_withdrawn = 0
                            AND alert.id > ? || source.name || '~' AND alert.id < ? || source.name || '~~'
                        ) AS silent_ms FROM source ORDER BY name
                        """,
                    arguments: [silences, silences]
                ),
                try Row.fetchAll(
                    db,
                    sql: "SELECT source, epoch, tail, holes, heard_ms, is_closed FROM mark ORDER BY source, epoch"
                ),
                try Row.fetchAll(
                    db,
                    sql: "SELECT source, epoch, first, last, reason, recorded_ms FROM gap ORDER BY source, epoch, first"
                )
            )
        }
        let marksOfSource = Dictionary(grouping: marks) { $0["source"] as Int64 }
        let gapsOfSource = Dictionary(grouping: gaps) { $0["source"] as Int64 }
        return try rows.map { row in
            let id: Int64 = row["id"]
            let name: String = row["name"]
            guard let source = Source(name) else { throw JournalDamage(what: "source \(name)") }
            let gaps = gapsOfSource[id] ?? []
            return StoredSource(
                source: source,
                epoch: (row["epoch"] as Int64?).map(UInt64.init),
                heardAt: Instant(millisecondsSince1970: row["heard_ms"] ?? 0),
                silentSince: (row["silent_ms"] as Int64?).map(Instant.init),
                marks: try (marksOfSource[id] ?? []).map { try StoredMark($0, of: name, gaps: gaps) }
            )
        }
    }

    /// How many readings are known to be lost.
    public func lostReadings() throws -> Int {
        try read {
            try Int.fetchOne($0, sql: "SELECT total(last - first + 1) FROM gap WHERE last IS NOT NULL")
        }
            ?? 0
    }

    /// What is lost of each source.
    public func losses() throws -> [Source: SourceLosses] {
        let rows = try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT name, count(*) AS gaps, coalesce(sum(last - first + 1), 0) AS readings,
                        sum(last IS NULL) AS open
                    FROM gap JOIN source ON source.id = gap.source GROUP BY name
                    """
            )
        }
        return Dictionary(
            rows.compactMap { row in
                Source(row["name"] as String).map {
                    ($0, SourceLosses(gaps: row["gaps"], openGaps: row["open"], readings: row["readings"]))
                }
            },
            uniquingKeysWith: { $1 }
        )
    }

    /// What is lost, by source and epoch; the newest of them when there are more.
    public func gaps(limit: Int) throws -> [StoredGap] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT source.name, gap.epoch, first, last, reason, recorded_ms FROM gap
                    JOIN source ON source.id = gap.source ORDER BY recorded_ms DESC, source.name, gap.epoch, first
                    LIMIT ?
                    """,
                arguments: [limit]
            )
        }.map { row in
            guard let source = Source(row["name"] as String), let gap = Gap(row) else {
                throw JournalDamage(what: "gap of \(row["name"] as String)")
            }
            return StoredGap(source: source, epoch: UInt64(row["epoch"] as Int64), gap: gap)
        }
    }
}

extension StoredMark {
    init(_ row: Row, of source: String, gaps: [Row]) throws {
        let epoch: Int64 = row["epoch"]
        heardAt = Instant(millisecondsSince1970: row["heard_ms"])
        let gaps = try gaps.filter { $0["epoch"] == epoch }.suffix(SequenceTracker.gapsMax).map { row in
            guard let gap = Gap(row) else { throw JournalDamage(what: "gap of \(source), epoch \(epoch)") }
            return gap
        }
        guard let holes = EpochMark.holes(row["holes"]) else {
            throw JournalDamage(what: "mark of \(source), epoch \(epoch)")
        }
        // How long a hole was open before is not stored: it counts from when the source was heard last.
        let since = heardAt
        mark = EpochMark(
            epoch: UInt64(epoch),
            tail: UInt64(row["tail"] as Int64),
            holes: holes.map { EpochMark.Hole($0, since: since) },
            gaps: gaps,
            isClosed: row["is_closed"] == 1
        )
    }
}

extension Gap {
    init?(_ row: Row) {
        guard let reason = Reason(rawValue: row["reason"]) else { return nil }
        self.init(
            first: UInt64(row["first"] as Int64),
            last: (row["last"] as Int64?).map(UInt64.init),
            reason: reason,
            recordedAt: Instant(millisecondsSince1970: row["recorded_ms"])
        )
    }
}
