import Testing

extension RunningDaemon {
    /// Checks, in the files of a daemon, that everything sent is there and nothing twice.
    ///
    /// - Parameter readings: how many there are to be; not known when `nil`.
    func expectOnceEach(_ readings: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let status = try status()
        let seen: Comment = "\(status)"
        if let readings { #expect(status.committed == readings, seen, sourceLocation: sourceLocation) }
        #expect(status.addsUp && status.missing == 0 && status.gaps == 0, seen, sourceLocation: sourceLocation)
        #expect(status.forwarder_backlog == 0 && status.quarantined == 0, seen, sourceLocation: sourceLocation)
        for (store, meaning, query) in OnceEach.faults {
            let rows = try rows(query + " LIMIT 5", of: store)
            #expect(rows.isEmpty, "\(meaning): \(rows)", sourceLocation: sourceLocation)
        }
        let counts = try #require(try rows(OnceEach.counts).first).split(separator: "|").compactMap { Int($0) }
        #expect(counts == [status.committed, status.passages, status.passages], seen, sourceLocation: sourceLocation)
    }
}

/// What must not be in the files of a daemon.
private enum OnceEach {
    /// Readings, weighings, and passages that are not amendments.
    static let counts = """
        SELECT (SELECT count(*) FROM reading), (SELECT count(*) FROM reading WHERE kind = 'weigh'),
            (SELECT count(*) FROM passage WHERE amends IS NULL)
        """

    /// Each a query that finds nothing.
    static let faults: [(store: String, meaning: String, query: String)] = [
        (
            "journal.sqlite", "stored twice",
            "SELECT source, epoch, seq, count(*) FROM reading GROUP BY source, epoch, seq HAVING count(*) > 1"
        ),
        (
            "journal.sqlite", "an epoch that does not count from 1 without holes",
            """
            SELECT source, epoch, min(seq), max(seq), count(*) FROM reading GROUP BY source, epoch
            HAVING min(seq) <> 1 OR max(seq) <> count(*)
            """
        ),
        (
            // A station that gave a reading a second number would not be found by the numbers.
            "journal.sqlite", "one vehicle under two numbers",
            """
            SELECT source, json_remove(CAST(payload AS TEXT), '$.epoch', '$.seq') AS said, count(*)
            FROM reading GROUP BY source, said HAVING count(*) > 1
            """
        ),
        ("journal.sqlite", "a mark with holes", "SELECT * FROM mark WHERE holes <> ''"),
        ("journal.sqlite", "a gap", "SELECT * FROM gap"),
        (
            "journal.sqlite", "settled twice",
            "SELECT reading, count(*) FROM passage WHERE amends IS NULL GROUP BY reading HAVING count(*) > 1"
        ),
        (
            "journal.sqlite", "a weighing without a passage",
            "SELECT id FROM reading WHERE kind = 'weigh' AND id NOT IN (SELECT reading FROM passage)"
        ),
        (
            "cases.sqlite", "a passage in two cases",
            "SELECT reading FROM case_record WHERE kind = 'weigh' GROUP BY reading HAVING count(DISTINCT case_id) > 1"
        ),
        (
            "cases.sqlite", "two cases of one passage",
            "SELECT passage FROM case_current GROUP BY passage HAVING count(*) > 1"
        ),
    ]
}
