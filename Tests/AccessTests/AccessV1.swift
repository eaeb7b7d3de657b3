import GRDB

/// An `access.sqlite` as version 0001 made and filled it, kept here word for word: steps that are shipped never change.
enum AccessV1 {
    static func write(to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = 2053325105")
            try db.execute(sql: schema)
            try db.execute(sql: content)
        }
        try queue.close()
    }

    /// A token, and two entries of the audit with their chain.
    private static let content = """
        INSERT INTO token VALUES ('0123456789ab', 'x', 'officer', '[]', zeroblob(32), 1795406400000, 'root', NULL, NULL, NULL);
        INSERT INTO audit VALUES
        (1, 1795406400000, 'token:x', '::1', 'read', 'shown', '', '["case-1"]',
            x'23ac62bea98322d2e5718e1d5fc76f0d8a16720c26ecfb8c9f9495ba6433c863'),
        (2, 1795413600000, 'token:x', '::1', 'confirm', 'asked', '', '["case-2"]',
            x'9fde8bcfb686fc05c0f8615655e21dce58b51be68bb3472abcbe3cba9e87f2d7');
        """

    private static let schema = """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('0001-access');

        CREATE TABLE token (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            districts TEXT NOT NULL,
            secret_hash BLOB NOT NULL,
            created_ms INTEGER NOT NULL,
            created_by TEXT NOT NULL,
            expires_ms INTEGER,
            revoked_ms INTEGER,
            revoked_by TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE answer (
            actor TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            recorded_ms INTEGER NOT NULL,
            status INTEGER NOT NULL,
            headers TEXT NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (actor, key)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX answer_recorded ON answer (recorded_ms);

        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            actor TEXT NOT NULL,
            origin TEXT NOT NULL,
            action TEXT NOT NULL,
            outcome TEXT NOT NULL,
            detail TEXT NOT NULL,
            cases TEXT NOT NULL,
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
