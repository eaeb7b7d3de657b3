import Crypto
import Enforcement
import Foundation
import GRDB
import Storage
import Units

extension StoreFile.Schema {
    /// What people's steps and the proof take: chains, checkpoints, personal data aside, fields, and the views.
    static func casesV3(_ db: Database) throws {
        try db.execute(sql: proofTables)
        try chainOldEvents(db)
        try db.execute(sql: proofTriggers)
        try db.execute(
            sql: "INSERT INTO store_meta (key, value) VALUES ('generation', ?)",
            arguments: [StoreGeneration.make()]
        )
    }

    private static let proofTables = """
        DROP TRIGGER case_event_no_update;
        DROP TRIGGER case_event_no_delete;

        -- What an event rests on: JSON, reading → SHA-256 of its payload, `on-site` → salted digest of the record.
        ALTER TABLE case_event ADD COLUMN evidence TEXT NOT NULL DEFAULT '{}';
        -- The chains (EventChain): through the events of the case, and through those of the store.
        ALTER TABLE case_event ADD COLUMN case_hash BLOB NOT NULL DEFAULT x'';
        ALTER TABLE case_event ADD COLUMN store_hash BLOB NOT NULL DEFAULT x'';

        ALTER TABLE case_on_site ADD COLUMN salt BLOB NOT NULL DEFAULT x'';

        -- Where the case stands, by its steps.
        ALTER TABLE case_current ADD COLUMN state_ms INTEGER NOT NULL DEFAULT 0;  -- when it came to its state
        ALTER TABLE case_current ADD COLUMN filed_ms INTEGER;           -- 立案: the day that deadlines run from
        ALTER TABLE case_current ADD COLUMN notified_at TEXT;           -- 告知: day or instant
        ALTER TABLE case_current ADD COLUMN decided_at TEXT;            -- 决定
        ALTER TABLE case_current ADD COLUMN decision_number TEXT;
        ALTER TABLE case_current ADD COLUMN fine_yuan INTEGER;          -- NULL with a decision: a warning
        ALTER TABLE case_current ADD COLUMN closed_at TEXT;             -- 结案
        UPDATE case_current SET state_ms = (SELECT max(recorded_ms) FROM case_event WHERE case_id = case_current.id),
            filed_ms = (SELECT min(recorded_ms) FROM case_event WHERE case_id = case_current.id)
                * (CASE state WHEN 'detected' THEN NULL ELSE 1 END);
        CREATE INDEX case_current_state ON case_current (state, row);
        CREATE INDEX case_current_station ON case_current (station, row);
        CREATE INDEX case_current_at ON case_current (at_ms);

        -- Names, licence numbers and free words of events; the event holds the salted digest of each. Retention erases
        -- salt and value together.
        CREATE TABLE case_personal (
            event INTEGER NOT NULL REFERENCES case_event (id),
            part TEXT NOT NULL,               -- recipient, officers/0, driver/licence
            salt BLOB,
            value TEXT,                       -- NULL: erased
            PRIMARY KEY (event, part)
        ) STRICT, WITHOUT ROWID;

        -- Fields that people fill in; a personal one's value lies in `case_personal` of the event.
        CREATE TABLE case_field (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            field TEXT NOT NULL,              -- driver, company, loading_site, cargo, permit, notes
            event INTEGER NOT NULL REFERENCES case_event (id),
            value TEXT,                       -- NULL: personal
            PRIMARY KEY (case_id, field)
        ) STRICT, WITHOUT ROWID;

        -- Signed states of the store's chain.
        CREATE TABLE checkpoint (
            n INTEGER PRIMARY KEY,            -- 1, 2, …
            event INTEGER NOT NULL,           -- the last event that it covers
            store_hash BLOB NOT NULL,         -- that event's
            recorded_ms INTEGER NOT NULL,
            generation TEXT NOT NULL,
            previous BLOB NOT NULL,           -- digest of the checkpoint before; empty for the first
            public_key BLOB NOT NULL,         -- Ed25519
            signature BLOB NOT NULL
        ) STRICT;

        CREATE TABLE store_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        """ + CaseViews.all

    static let proofTriggers = """
        CREATE TRIGGER case_event_no_update BEFORE UPDATE ON case_event
        BEGIN SELECT RAISE(ABORT, 'case events are never changed'); END;

        CREATE TRIGGER case_event_no_delete BEFORE DELETE ON case_event
        BEGIN SELECT RAISE(ABORT, 'case events are never deleted'); END;

        -- REPLACE deletes without a delete trigger where recursive_triggers is off.
        CREATE TRIGGER case_event_no_replace BEFORE INSERT ON case_event
        WHEN EXISTS (SELECT 1 FROM case_event WHERE id = NEW.id OR (case_id = NEW.case_id AND n = NEW.n))
        BEGIN SELECT RAISE(ABORT, 'case events are never replaced'); END;

        CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END;

        CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END;

        CREATE TRIGGER checkpoint_no_replace BEFORE INSERT ON checkpoint
        WHEN EXISTS (SELECT 1 FROM checkpoint WHERE n = NEW.n)
        BEGIN SELECT RAISE(ABORT, 'checkpoints are never replaced'); END;
        """

    /// Gives the events of an earlier version what they rest on, as the store has it now, and their chains.
    private static func chainOldEvents(_ db: Database) throws {
        var heads = ChainHeads()
        let events = try Row.fetchCursor(
            db,
            sql:
                "SELECT id, case_id, n, kind, recorded_ms, actor, body, body ->> '$.passage' AS passage FROM case_event ORDER BY id"
        )
        while let row = try events.next() {
            let kind: String = row["kind"]
            let evidence =
                ["opened", "attached", "unloaded"].contains(kind)
                ? try Evidence.fetch(caseID: row["case_id"], passage: row["passage"], db) : Evidence()
            let event = ChainedEvent(
                id: row["id"],
                caseID: row["case_id"],
                n: row["n"],
                kind: kind,
                recordedMs: row["recorded_ms"],
                actor: row["actor"],
                evidence: try evidence.text,
                body: row["body"]
            )
            heads.append(event)
            try db.execute(
                sql: "UPDATE case_event SET evidence = ?, case_hash = ?, store_hash = ? WHERE id = ?",
                arguments: [event.evidence, heads.ofCase(event.caseID), heads.store, event.id]
            )
        }
    }
}

/// Which life of a store this is: a restored one is another, and whoever mirrors it begins anew.
enum StoreGeneration {
    /// - Returns: `nil` when somebody has taken it away.
    static func fetch(_ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT value FROM store_meta WHERE key = 'generation'")
    }

    static func make() -> String {
        SymmetricKey(size: .bits128).withUnsafeBytes { $0.hex }
    }
}
