import GRDB
import Storage

extension StoreFile.Schema {
    /// What evidence takes: which media each case rests on, and which of them are there.
    static func casesV5(_ db: Database) throws {
        try db.execute(sql: mediaTables)
        let records = try Row.fetchCursor(
            db,
            sql: "SELECT case_id, reading, payload FROM case_record WHERE kind = 'camera' ORDER BY case_id, reading"
        )
        while let row = try records.next() {
            for medium in ListedMedium.of(payload: row["payload"]) {
                try medium.insert(reading: row["reading"], caseID: row["case_id"], db)
            }
        }
    }

    private static let mediaTables = """
        -- The media of each case: a function of the camera readings that it rests on, with what became of each. A row is
        -- never deleted; the file lies in `evidence/`, by its digest.
        CREATE TABLE case_medium (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            reading TEXT NOT NULL,            -- the camera reading that lists it, source:epoch:seq
            sha256 TEXT NOT NULL,             -- 64 lower-case hexadecimal digits
            source TEXT NOT NULL,             -- who keeps it until it is fetched
            type TEXT NOT NULL,               -- image/jpeg
            bytes INTEGER NOT NULL,
            view TEXT NOT NULL,               -- front, rear, side, panorama
            state TEXT NOT NULL,              -- wanted, stored, gone, unobtainable, erased
            state_ms INTEGER,                 -- since when, by the event that says so; NULL: wanted
            PRIMARY KEY (case_id, reading, sha256)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX case_medium_digest ON case_medium (sha256);
        CREATE INDEX case_medium_state ON case_medium (state, source, sha256);

        -- Files that no case holds any more and that are to be erased.
        CREATE TABLE medium_erasure (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

        DROP VIEW case_file;

        -- One row a case: what carries it, where it stands, what people have filled in, and how many media it has.
        CREATE VIEW case_file AS
        SELECT row, id, number, state, basis, plate, plate_colour, passage, station, lane, at_ms, axles, gross_kg,
            assessed_kg, limit_kg, excess_kg, excess_ratio, rule, first_ms, last_ms, unloaded_ms, unloaded_kg,
            is_unloaded,
            EXISTS (SELECT 1 FROM case_review WHERE case_id = id) AS needs_review,
            events, state_ms, filed_ms, notified_at, decided_at, decision_number, fine_yuan,
            state IN ('decided', 'closed') AND fine_yuan IS NULL AS is_warning,
            closed_at,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'company') AS company,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'loading_site') AS loading_site,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'cargo') AS cargo,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'permit') AS permit,
            strftime('%Y-%m-%d', at_ms / 1000 + 28800, 'unixepoch') AS day,
            (SELECT count(*) FROM case_medium m WHERE m.case_id = id) AS media,
            (SELECT count(*) FROM case_medium m WHERE m.case_id = id AND m.state = 'stored') AS media_stored
        FROM case_current;
        """
}
