import GRDB

/// A `cases.sqlite` as version 0001 made and filled it, kept here word for word: steps that are shipped never change.
enum StoreV1 {
    static func write(to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = 2053325617")
            try db.execute(sql: schema)
            try db.execute(sql: content)
        }
        try queue.close()
    }

    /// A case that two passages carry, the second with the smaller excess, and one that was notified.
    private static let content = """
        INSERT INTO case_current VALUES
        (1, 'S1~wim-1~1~1', '郑超〔2026〕000001', 'detected', 'off-site', '豫A12345', 'yellow', 1795406400123,
            'S1/wim-1:1:2', 'S1', 1, 1795410000123, 6, 52000, 52000, 49000, 3000, 612, 'r', 2),
        (2, 'S1~wim-1~1~3', '郑超〔2026〕000002', 'notified', 'on-site', '豫A00002', 'unknown', 1795406400123,
            'S1/wim-1:1:3', 'S1', 1, 1795406400123, 6, 57000, 57000, 49000, 8000, 1632, 'r', 1);
        INSERT INTO case_event VALUES
        (1, 'S1~wim-1~1~1', 1, 'opened', 1795406500000, 'zhichaod', '\(body(1, "12:00", 8_000, "豫A12345", "off-site"))'),
        (2, 'S1~wim-1~1~1', 2, 'attached', 1795410100000, 'zhichaod', '\(body(2, "13:00", 3_000, "豫A12345", "off-site"))'),
        (3, 'S1~wim-1~1~3', 1, 'opened', 1795410100000, 'zhichaod', '\(body(3, "12:00", 8_000, "豫A00002", "on-site"))');
        INSERT INTO case_passage VALUES
        ('S1/wim-1:1:1', 'S1~wim-1~1~1'), ('S1/wim-1:1:2', 'S1~wim-1~1~1'), ('S1/wim-1:1:3', 'S1~wim-1~1~3');
        INSERT INTO case_record VALUES
        ('S1~wim-1~1~1', 'S1/wim-1:1:1', 'S1/wim-1:1:1', 'weigh', 1795406400200, CAST('{"instrument":"I1"}' AS BLOB)),
        ('S1~wim-1~1~1', 'S1/cam-1:1:1', 'S1/wim-1:1:1', 'camera', 1795406400300, CAST('{}' AS BLOB)),
        ('S1~wim-1~1~1', 'S1/wim-1:1:2', 'S1/wim-1:1:2', 'weigh', 1795410000200, CAST('no JSON' AS BLOB));
        INSERT INTO case_number VALUES (2026, 2);
        UPDATE forwarded SET position = 7;
        """

    private static func body(_ seq: Int, _ time: String, _ excess: Int, _ plate: String, _ basis: String) -> String {
        """
        {"article":"a","assessed":\(49_000 + excess),"at":"2026-11-23T\(time):00.123+08:00","axleLoads":[],"axles":6,\
        "basis":"\(basis)","excess":\(excess),"excessRatio":1,"explanation":[],"findings":[],"form":"articulated",\
        "gross":\(49_000 + excess),"id":"S1~wim-1~1~\(seq)","lane":1,"limit":49000,"passage":"S1/wim-1:1:\(seq)",\
        "plate":"\(plate)","plateColour":"\(basis == "on-site" ? "unknown" : "yellow")","records":[1],"rule":"r",\
        "station":"S1","unknowns":[]}
        """
    }

    private static let schema = """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('0001-cases');

        CREATE TABLE case_event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            case_id TEXT NOT NULL,
            n INTEGER NOT NULL,
            kind TEXT NOT NULL,
            recorded_ms INTEGER NOT NULL,
            actor TEXT NOT NULL,
            body TEXT NOT NULL,
            UNIQUE (case_id, n)
        ) STRICT;

        CREATE TRIGGER case_event_no_update BEFORE UPDATE ON case_event
        BEGIN SELECT RAISE(ABORT, 'case events are never changed'); END;

        CREATE TRIGGER case_event_no_delete BEFORE DELETE ON case_event
        BEGIN SELECT RAISE(ABORT, 'case events are never deleted'); END;

        CREATE TABLE case_current (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            number TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL,
            basis TEXT NOT NULL,
            plate TEXT NOT NULL,
            plate_colour TEXT NOT NULL,
            first_ms INTEGER NOT NULL,
            passage TEXT NOT NULL,
            station TEXT NOT NULL,
            lane INTEGER NOT NULL,
            at_ms INTEGER NOT NULL,
            axles INTEGER NOT NULL,
            gross_kg INTEGER NOT NULL,
            assessed_kg INTEGER NOT NULL,
            limit_kg INTEGER NOT NULL,
            excess_kg INTEGER NOT NULL,
            excess_ratio INTEGER NOT NULL,
            rule TEXT NOT NULL,
            events INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX case_current_plate ON case_current (plate, first_ms);

        CREATE TABLE case_passage (
            passage TEXT PRIMARY KEY,
            case_id TEXT NOT NULL REFERENCES case_current (id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE case_record (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            reading TEXT NOT NULL,
            passage TEXT NOT NULL,
            kind TEXT NOT NULL,
            received_ms INTEGER NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (case_id, reading)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE case_number (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE forwarded (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            position INTEGER NOT NULL
        ) STRICT;

        INSERT INTO forwarded (one, position) VALUES (1, 0);
        """
}
