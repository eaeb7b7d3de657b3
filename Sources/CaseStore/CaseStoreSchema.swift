import GRDB
import Storage

extension StoreFile.Schema {
    /// `cases.sqlite`: the cases, as events and as what the events come to.
    static let cases = StoreFile.Schema(applicationID: 0x7A63_4331, migrator: casesMigrator)  // "zcC1"

    private static let casesMigrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-cases") { db in try db.execute(sql: casesV1) }
        migrator.registerMigration("0002-acts") { db in try db.execute(sql: casesV2) }
        migrator.registerMigration("0003-proof") { db in try casesV3(db) }
        migrator.registerMigration("0004-counters") { db in try casesV4(db) }
        migrator.registerMigration("0005-media") { db in try casesV5(db) }
        migrator.registerMigration("0006-lists") { db in try casesV6(db) }
        return migrator
    }()

    private static let casesV1 = """
        CREATE TABLE case_event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            case_id TEXT NOT NULL,
            n INTEGER NOT NULL,               -- 1, 2, … within the case
            kind TEXT NOT NULL,               -- opened, attached
            recorded_ms INTEGER NOT NULL,     -- ms since 1970, the daemon's clock
            actor TEXT NOT NULL,
            body TEXT NOT NULL,               -- JSON
            UNIQUE (case_id, n)
        ) STRICT;

        CREATE TRIGGER case_event_no_update BEFORE UPDATE ON case_event
        BEGIN SELECT RAISE(ABORT, 'case events are never changed'); END;

        CREATE TRIGGER case_event_no_delete BEFORE DELETE ON case_event
        BEGIN SELECT RAISE(ABORT, 'case events are never deleted'); END;

        -- What the events of each case come to.
        CREATE TABLE case_current (
            row INTEGER PRIMARY KEY,          -- the order of opening
            id TEXT NOT NULL UNIQUE,
            number TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL,
            basis TEXT NOT NULL,              -- off-site, on-site
            plate TEXT NOT NULL,
            plate_colour TEXT NOT NULL,
            first_ms INTEGER NOT NULL,        -- the act's first passage
            passage TEXT NOT NULL,            -- the passage that carries the case
            station TEXT NOT NULL,
            lane INTEGER NOT NULL,
            at_ms INTEGER NOT NULL,
            axles INTEGER NOT NULL,
            gross_kg INTEGER NOT NULL,
            assessed_kg INTEGER NOT NULL,
            limit_kg INTEGER NOT NULL,
            excess_kg INTEGER NOT NULL,
            excess_ratio INTEGER NOT NULL,    -- parts per ten thousand of the limit
            rule TEXT NOT NULL,
            events INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX case_current_plate ON case_current (plate, first_ms);

        -- Every passage that opened or joined a case, so that telling one twice changes nothing.
        CREATE TABLE case_passage (
            passage TEXT PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES case_current (id)
        ) STRICT, WITHOUT ROWID;

        -- The case's own copy of the readings that it rests on.
        CREATE TABLE case_record (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            reading TEXT NOT NULL,            -- source:epoch:seq
            passage TEXT NOT NULL,
            kind TEXT NOT NULL,               -- weigh, camera
            received_ms INTEGER NOT NULL,
            payload BLOB NOT NULL,            -- as received
            PRIMARY KEY (case_id, reading)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE case_number (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;

        -- One row: how far the journal's outbox has been taken.
        CREATE TABLE forwarded (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            position INTEGER NOT NULL
        ) STRICT;

        INSERT INTO forwarded (one, position) VALUES (1, 0);
        """
}
