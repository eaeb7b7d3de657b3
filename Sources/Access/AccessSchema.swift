import GRDB
import Storage

extension StoreFile.Schema {
    /// `access.sqlite`: tokens, answers kept for repeated requests, and the audit of who looked at which case.
    static let access = StoreFile.Schema(applicationID: 0x7A63_4131, migrator: accessMigrator)  // "zcA1"

    private static let accessMigrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-access") { db in try db.execute(sql: accessV1) }
        migrator.registerMigration("0002-anchor") { db in try db.execute(sql: accessV2) }
        return migrator
    }()

    private static let accessV2 = """
        -- One row once entries of the audit were erased because their time was over: the last of them, and its hash.
        CREATE TABLE audit_anchor (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            id INTEGER NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;

        CREATE TRIGGER audit_anchor_forward BEFORE UPDATE ON audit_anchor WHEN NEW.id <= OLD.id
        BEGIN SELECT RAISE(ABORT, 'the audit only ever begins later'); END;

        CREATE TRIGGER audit_anchor_no_delete BEFORE DELETE ON audit_anchor
        BEGIN SELECT RAISE(ABORT, 'where the audit begins is never deleted'); END;

        -- What lies behind the anchor may go, and nothing else.
        DROP TRIGGER audit_no_delete;
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
        WHEN NOT EXISTS (SELECT 1 FROM audit_anchor WHERE id >= OLD.id)
        BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;
        """

    private static let accessV1 = """
        -- Tokens of the HTTP API; the secret itself is shown once and kept nowhere.
        CREATE TABLE token (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            role TEXT NOT NULL,               -- officer, reviewer, registrar, auditor, admin
            districts TEXT NOT NULL,          -- JSON array of codes (GB/T 2260); []: all
            secret_hash BLOB NOT NULL,        -- SHA-256 of the 256-bit secret
            created_ms INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            expires_ms INTEGER,
            revoked_ms INTEGER,
            revoked_by TEXT
        ) STRICT, WITHOUT ROWID;

        -- What was answered to a POST with an Idempotency-Key, for when it comes again.
        CREATE TABLE answer (
            actor TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,        -- SHA-256 of method, path, If-Match and body
            recorded_ms INTEGER NOT NULL,
            status INTEGER NOT NULL,
            headers TEXT NOT NULL,            -- JSON object
            body BLOB NOT NULL,
            PRIMARY KEY (actor, key)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX answer_recorded ON answer (recorded_ms);

        -- Who looked at, or worked on, which case; a chain of its own.
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,           -- 1, 2, …
            at_ms INTEGER NOT NULL,           -- ms since 1970, the daemon's clock
            actor TEXT NOT NULL,
            origin TEXT NOT NULL,             -- the peer's address, or `local`
            action TEXT NOT NULL,             -- list, read, events, changes, confirm …
            outcome TEXT NOT NULL,            -- shown, not-shown, asked
            detail TEXT NOT NULL,             -- what was asked for: the query, the body's digest
            cases TEXT NOT NULL,              -- JSON array of ids
            hash BLOB NOT NULL
        ) STRICT;

        CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;

        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;

        CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
        WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the audit is never replaced'); END;
        """
}
