import GRDB
import Storage

extension StoreFile.Schema {
    /// `journal.sqlite`: what arrived and what was made of it, in the order of commit.
    static let journal = StoreFile.Schema(applicationID: 0x7A63_4A31, migrator: journalMigrator)  // "zcJ1"

    private static let journalMigrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-readings") { db in try db.execute(sql: readingsV1) }
        migrator.registerMigration("0002-passages") { db in try db.execute(sql: passagesV2) }
        migrator.registerMigration("0003-feeds") { db in try db.execute(sql: feedsV3) }
        migrator.registerMigration("0004-quarantine") { db in try db.execute(sql: quarantineV4) }
        migrator.registerMigration("0005-witness") { db in try db.execute(sql: witnessV5) }
        return migrator
    }()

    /// The hot tables (`reading`, `passage`) are append-only in commit order and have no secondary index: an index in
    /// random order costs six sevenths of the insert rate. Exactly-once comes from `mark`, not from a unique index.
    private static let readingsV1 = """
        CREATE TABLE source (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE reading (
            id INTEGER PRIMARY KEY,
            source INTEGER NOT NULL,          -- source.id; no foreign key on the hot path
            epoch INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            received_ms INTEGER NOT NULL,     -- ms since 1970, the daemon's clock
            lane INTEGER NOT NULL,
            kind TEXT NOT NULL,               -- weigh, camera
            payload BLOB NOT NULL             -- as received
        ) STRICT;

        CREATE TABLE passage (
            id INTEGER PRIMARY KEY,
            reading INTEGER NOT NULL,         -- reading.id of the weighing
            sightings TEXT,                   -- JSON array of reading.id
            at_ms INTEGER NOT NULL,
            pairing TEXT NOT NULL,
            plate TEXT,
            plate_colour TEXT,
            trailer_plate TEXT,
            axles INTEGER NOT NULL,
            gross_kg INTEGER NOT NULL,
            assessed_kg INTEGER NOT NULL,
            limit_kg INTEGER,
            rule TEXT,
            verdict TEXT NOT NULL,
            reasons TEXT                      -- space-separated
        ) STRICT;

        CREATE TABLE mark (
            source INTEGER NOT NULL REFERENCES source (id),
            epoch INTEGER NOT NULL,
            tail INTEGER NOT NULL,
            holes TEXT NOT NULL,              -- "3-5,9-9"
            heard_ms INTEGER NOT NULL,
            PRIMARY KEY (source, epoch)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY,
            received_ms INTEGER NOT NULL,
            sender TEXT,                      -- the peer's address
            station TEXT,
            source TEXT,
            epoch INTEGER,
            seq INTEGER,
            pointer TEXT NOT NULL,            -- JSON Pointer of the first fault
            reason TEXT NOT NULL,             -- of the first fault
            faults TEXT NOT NULL              -- JSON array of {pointer, reason}
        ) STRICT;

        CREATE TABLE quarantine_frame (
            quarantine INTEGER NOT NULL REFERENCES quarantine (id),
            position INTEGER NOT NULL,        -- 0 topic, 1 payload, 2… frames too many
            bytes BLOB NOT NULL,
            PRIMARY KEY (quarantine, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            body TEXT NOT NULL                -- JSON of what the case store is told
        ) STRICT;

        CREATE TABLE resume (                 -- one row: where a restarted daemon takes up
            one INTEGER PRIMARY KEY CHECK (one = 1),
            reading INTEGER NOT NULL,         -- first reading.id that may still be open
            passage INTEGER NOT NULL          -- passages with a greater id may have used such readings
        ) STRICT;

        CREATE TABLE counter (
            name TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// A passage that late readings have amended is stored once more: the row with the greatest id counts.
    private static let passagesV2 = """
        ALTER TABLE passage ADD COLUMN findings TEXT;   -- space-separated
        ALTER TABLE passage ADD COLUMN faults TEXT;     -- JSON array of {step, zh, en, source}: what bars it, what was needed
        ALTER TABLE passage ADD COLUMN amends INTEGER;  -- 1: takes the place of an earlier row of the same reading

        CREATE TABLE unmatched (              -- pictures that no weighing has claimed; a later passage may
            reading INTEGER PRIMARY KEY       -- reading.id
        ) STRICT;

        CREATE TABLE alert (
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            station TEXT NOT NULL,
            lane INTEGER,
            at_ms INTEGER NOT NULL,
            plate TEXT,
            record TEXT,                      -- source:epoch:seq
            zh TEXT NOT NULL,
            en TEXT NOT NULL,
            is_withdrawn INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE instrument_day (         -- what instruments show of ordinary traffic
            station TEXT NOT NULL,
            instrument TEXT NOT NULL,
            day INTEGER NOT NULL,             -- days since 1970-01-01
            body TEXT NOT NULL,               -- JSON
            PRIMARY KEY (station, instrument, day)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE clock_offset (           -- learnt: how far a camera lies behind a scale
            scale TEXT NOT NULL,
            camera TEXT NOT NULL,
            offset_ms INTEGER NOT NULL,
            spread_ms INTEGER NOT NULL,
            PRIMARY KEY (scale, camera)
        ) STRICT, WITHOUT ROWID;
        """

    /// What is known of sources beyond their marks, and what is lost of them.
    private static let feedsV3 = """
        ALTER TABLE reading ADD COLUMN replayed INTEGER;         -- 1: sent again on request

        ALTER TABLE source ADD COLUMN epoch INTEGER;             -- the one it is in; NULL: any may begin
        ALTER TABLE source ADD COLUMN heard_ms INTEGER;          -- when anything was heard of it last
        ALTER TABLE mark ADD COLUMN is_closed INTEGER NOT NULL DEFAULT 0;  -- 1: nothing more is expected of it

        UPDATE source SET
            epoch = (SELECT max(epoch) FROM mark WHERE mark.source = source.id),
            heard_ms = (SELECT max(heard_ms) FROM mark WHERE mark.source = source.id);

        CREATE TABLE gap (                    -- readings known to be lost
            source INTEGER NOT NULL REFERENCES source (id),
            epoch INTEGER NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER,                     -- NULL: nobody can know
            reason TEXT NOT NULL,             -- lost, not-held, closed
            recorded_ms INTEGER NOT NULL,
            PRIMARY KEY (source, epoch, first)
        ) STRICT, WITHOUT ROWID;

        -- 1: the reading's seq counts as received, so that it is not asked for again
        ALTER TABLE quarantine ADD COLUMN is_counted INTEGER NOT NULL DEFAULT 1;
        """
}
