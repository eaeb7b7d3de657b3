import GRDB

/// A `cases.sqlite` as version 0002 made and filled it, kept here word for word: steps that are shipped never change.
enum StoreV2 {
    static func write(to path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = 2053325617")
            try db.execute(sql: schema)
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('0001-cases'), ('0002-acts')")
            try db.execute(sql: content)
        }
        try queue.close()
    }

    /// An act of two passages, an on-site case with its unloading, one whose passage fell, an unloading that waits, a drift.
    private static let content = #"""
        INSERT INTO case_event VALUES
        (1, 'S1~wim-1~1~1', 1, 'opened', 1795492800000, 'zhichaod', '{"article":"a","assessed":57000,"at":"2026-11-23T12:00:00.000+08:00","axleLoads":[],"axles":6,"basis":"off-site","excess":8000,"excessRatio":1632,"explanation":[],"findings":[],"form":"articulated","gross":57000,"id":"S1~wim-1~1~1","instrument":"I1","lane":1,"limit":49000,"passage":"S1/wim-1:1:1","plate":"豫A12345","plateColour":"yellow","records":[1],"rule":"r","station":"S1","unknowns":[]}'),
        (2, 'S1~wim-1~1~1', 2, 'attached', 1795492800000, 'zhichaod', '{"article":"a","assessed":52000,"at":"2026-11-23T13:00:00.000+08:00","axleLoads":[],"axles":6,"basis":"off-site","excess":3000,"excessRatio":612,"explanation":[],"findings":[],"form":"articulated","gross":52000,"id":"S1~wim-1~1~2","instrument":"I1","lane":1,"limit":49000,"passage":"S1/wim-1:1:2","plate":"豫A12345","plateColour":"yellow","records":[1],"rule":"r","station":"S1","unknowns":[]}'),
        (3, 'S1~wim-1~1~3', 1, 'opened', 1795492800000, 'zhichaod', '{"article":"a","assessed":57000,"at":"2026-11-23T12:00:00.000+08:00","axleLoads":[],"axles":6,"basis":"on-site","excess":8000,"excessRatio":1632,"explanation":[],"findings":[],"form":"articulated","gross":57000,"id":"S1~wim-1~1~3","instrument":"I1","lane":1,"limit":49000,"passage":"S1/wim-1:1:3","plate":"豫A00003","plateColour":"yellow","records":[1],"rule":"r","station":"S1","unknowns":[]}'),
        (4, 'S1~wim-1~1~3', 2, 'unloaded', 1795492800000, 'zhichaod', '{"at":"2026-11-23T14:00:00.000+08:00","firstPassage":"S1/wim-1:1:3","firstTicket":"T3","grossAfter":48000,"grossBefore":57000,"isUnloaded":true,"limit":49000,"passage":"S1/wim-1:1:4","station":"S1","ticket":"U4","unloaded":9000}'),
        (5, 'S1~wim-1~1~5', 1, 'opened', 1795492800000, 'zhichaod', '{"article":"a","assessed":57000,"at":"2026-11-23T12:00:00.000+08:00","axleLoads":[],"axles":6,"basis":"off-site","excess":8000,"excessRatio":1632,"explanation":[],"findings":[],"form":"articulated","gross":57000,"id":"S1~wim-1~1~5","instrument":"I1","lane":1,"limit":49000,"passage":"S1/wim-1:1:5","plate":"豫A00005","plateColour":"yellow","records":[1],"rule":"r","station":"S1","unknowns":[]}'),
        (6, 'S1~wim-1~1~5', 2, 'amended', 1795492800000, 'zhichaod', '{"explanation":[],"mark":{"en":"S1/wim-1:1:5 is now not-evidence","kind":"verdict","subject":"S1/wim-1:1:5","zh":"通行 S1/wim-1:1:5 的结论更正为“不能作为证据”"},"passage":"S1/wim-1:1:5","plate":"豫A00005","reasons":[],"verdict":"not-evidence"}'),
        (7, 'S1~wim-1~1~1', 3, 'marked-for-review', 1795492800000, 'zhichaod', '{"en":"instrument I1 of station S1 has drifted since 2026-11-23","kind":"instrument-drift","subject":"A1","zh":"站点 S1 的衡器 I1 自 2026-11-23 起示值漂移"}'),
        (8, 'S1~wim-1~1~3', 3, 'marked-for-review', 1795492800000, 'zhichaod', '{"en":"instrument I1 of station S1 has drifted since 2026-11-23","kind":"instrument-drift","subject":"A1","zh":"站点 S1 的衡器 I1 自 2026-11-23 起示值漂移"}'),
        (9, 'S1~wim-1~1~5', 3, 'marked-for-review', 1795492800000, 'zhichaod', '{"en":"instrument I1 of station S1 has drifted since 2026-11-23","kind":"instrument-drift","subject":"A1","zh":"站点 S1 的衡器 I1 自 2026-11-23 起示值漂移"}');
        INSERT INTO case_current VALUES
        (1, 'S1~wim-1~1~1', '郑超〔2026〕000001', 'detected', 'off-site', '豫A12345', 'yellow', 1795406400000, 'S1/wim-1:1:2', 'S1', 1, 1795410000000, 6, 52000, 52000, 49000, 3000, 612, 'r', 3, 1795410000000, 2, NULL, NULL, 0),
        (2, 'S1~wim-1~1~3', '郑超〔2026〕000002', 'confirmed', 'on-site', '豫A00003', 'yellow', 1795406400000, 'S1/wim-1:1:3', 'S1', 1, 1795406400000, 6, 57000, 57000, 49000, 8000, 1632, 'r', 3, 1795406400000, 3, 1795413600000, 9000, 1),
        (3, 'S1~wim-1~1~5', '郑超〔2026〕000003', 'detected', 'off-site', '豫A00005', 'yellow', 1795406400000, 'S1/wim-1:1:5', 'S1', 1, 1795406400000, 6, 57000, 57000, 49000, 8000, 1632, 'r', 3, 1795406400000, 5, NULL, NULL, 0);
        INSERT INTO case_passage VALUES
        ('S1/wim-1:1:1', 'S1~wim-1~1~1', 1, NULL, 1, 1, 'S1', 'I1', 'yellow', 'off-site', 1795406400000, 57000, 8000),
        ('S1/wim-1:1:2', 'S1~wim-1~1~1', 2, NULL, 0, 1, 'S1', 'I1', 'yellow', 'off-site', 1795410000000, 52000, 3000),
        ('S1/wim-1:1:3', 'S1~wim-1~1~3', 3, NULL, 1, 1, 'S1', 'I1', 'yellow', 'on-site', 1795406400000, 57000, 8000),
        ('S1/wim-1:1:5', 'S1~wim-1~1~5', 5, 6, 1, 0, 'S1', 'I1', 'yellow', 'off-site', 1795406400000, 57000, 8000);
        INSERT INTO case_on_site VALUES
        ('S1/wim-1:1:3', 'S1', 'T3', 0, '豫A00003', 1795406400000, 57000, 49000, '[{"certificate":"Z1","name":"张三"},{"certificate":"Z2","name":"李四"}]', '王五', '赵六', '410184199001010001', 'Q1', '某公司', '某料场', '砂石');
        INSERT INTO case_unloading VALUES
        ('S1/wim-1:1:4', 'S1~wim-1~1~3', 'S1', 1795413600000, 'T3', 'U4', '豫A00003', 48000, 49000, 1, 1795413600000, CAST('{}' AS BLOB), 'S1/wim-1:1:3', '豫A00003', 'yellow', 1795413600000),
        ('S1/wim-1:1:6', NULL, 'S1', 1795417200000, 'T9', 'U6', '豫A00009', 48000, 49000, 1, 1795417200000, CAST('{}' AS BLOB), NULL, NULL, NULL, NULL);
        INSERT INTO case_review VALUES
        ('S1~wim-1~1~1', 'instrument-drift', 'A1', 1795492800000, '站点 S1 的衡器 I1 自 2026-11-23 起示值漂移', 'instrument I1 of station S1 has drifted since 2026-11-23'),
        ('S1~wim-1~1~3', 'instrument-drift', 'A1', 1795492800000, '站点 S1 的衡器 I1 自 2026-11-23 起示值漂移', 'instrument I1 of station S1 has drifted since 2026-11-23'),
        ('S1~wim-1~1~5', 'instrument-drift', 'A1', 1795492800000, '站点 S1 的衡器 I1 自 2026-11-23 起示值漂移', 'instrument I1 of station S1 has drifted since 2026-11-23'),
        ('S1~wim-1~1~5', 'verdict', 'S1/wim-1:1:5', 1795492800000, '通行 S1/wim-1:1:5 的结论更正为“不能作为证据”', 'S1/wim-1:1:5 is now not-evidence');
        INSERT INTO case_record VALUES
        ('S1~wim-1~1~1', 'S1/wim-1:1:1', 'S1/wim-1:1:1', 'weigh', 1795406400000, CAST('{}' AS BLOB)),
        ('S1~wim-1~1~1', 'S1/wim-1:1:2', 'S1/wim-1:1:2', 'weigh', 1795410000000, CAST('{}' AS BLOB)),
        ('S1~wim-1~1~3', 'S1/wim-1:1:3', 'S1/wim-1:1:3', 'weigh', 1795406400000, CAST('{}' AS BLOB)),
        ('S1~wim-1~1~3', 'S1/wim-1:1:4', 'S1/wim-1:1:4', 'weigh', 1795413600000, CAST('{}' AS BLOB)),
        ('S1~wim-1~1~5', 'S1/cam-1:1:5', 'S1/wim-1:1:5', 'camera', 1795406400000, CAST('{}' AS BLOB)),
        ('S1~wim-1~1~5', 'S1/wim-1:1:5', 'S1/wim-1:1:5', 'weigh', 1795406400000, CAST('{}' AS BLOB));
        INSERT INTO case_drift VALUES
        ('A1', 'S1', 'I1', 1795363200000);
        INSERT INTO case_number VALUES
        (2026, 3);
        INSERT INTO forwarded VALUES
        (1, 3);
        """#

    private static let schema = #"""
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
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
        , last_ms INTEGER NOT NULL DEFAULT 0, carrier_event INTEGER NOT NULL DEFAULT 0, unloaded_ms INTEGER, unloaded_kg INTEGER, is_unloaded INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX case_current_plate ON case_current (plate, first_ms);
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
        CREATE TABLE forwarded (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            position INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE case_passage (
            passage TEXT NOT NULL,            -- source:epoch:seq
            case_id TEXT NOT NULL REFERENCES case_current (id),
            event INTEGER NOT NULL REFERENCES case_event (id),  -- whose body is the opening as told last
            amendment INTEGER REFERENCES case_event (id),       -- what it has become since
            has_opened INTEGER NOT NULL,      -- 1: the case was opened by it
            stands INTEGER NOT NULL,          -- 0: it is no longer an overload of this vehicle
            station TEXT NOT NULL,
            instrument TEXT,
            plate_colour TEXT NOT NULL,
            basis TEXT NOT NULL,              -- off-site, on-site
            at_ms INTEGER NOT NULL,
            gross_kg INTEGER NOT NULL,
            excess_kg INTEGER NOT NULL,
            PRIMARY KEY (passage, case_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_passage_case ON case_passage (case_id);
        CREATE INDEX case_passage_instrument ON case_passage (station, instrument, at_ms);
        CREATE TABLE case_on_site (
            passage TEXT PRIMARY KEY,
            station TEXT NOT NULL,
            ticket TEXT NOT NULL,             -- number of the weighing slip (检测单编号)
            repeats INTEGER NOT NULL,         -- 0, or how often the station had used the number before
            plate TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            gross_kg INTEGER NOT NULL,
            limit_kg INTEGER NOT NULL,
            officers TEXT,                    -- JSON: [{"name": …, "certificate": …}]
            police_officer TEXT,
            driver_name TEXT,
            driver_licence TEXT,
            driver_qualification TEXT,
            company TEXT,
            loading_site TEXT,
            cargo TEXT,
            UNIQUE (station, ticket, repeats)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_on_site_ticket ON case_on_site (ticket);
        CREATE TABLE case_unloading (
            passage TEXT PRIMARY KEY,
            case_id TEXT REFERENCES case_current (id),
            station TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            first_ticket TEXT NOT NULL,
            ticket TEXT,
            plate TEXT,                       -- as the officers wrote it down
            gross_kg INTEGER NOT NULL,
            limit_kg INTEGER,
            is_evidence INTEGER NOT NULL,     -- 0: what it shows ends nothing
            received_ms INTEGER,              -- the reading as received
            payload BLOB,
            first_passage TEXT,               -- the first weighing, once known, with its vehicle
            act_plate TEXT,
            act_colour TEXT,
            ended_ms INTEGER                  -- set when it is at or under the limit: the act's end
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_unloading_case ON case_unloading (case_id);
        CREATE INDEX case_unloading_first_ticket ON case_unloading (first_ticket);
        CREATE INDEX case_unloading_end ON case_unloading (act_plate, ended_ms);
        CREATE TABLE case_review (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,            -- the passage, or the alert
            recorded_ms INTEGER NOT NULL,
            zh TEXT NOT NULL,
            en TEXT NOT NULL,
            PRIMARY KEY (case_id, kind, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_drift (
            alert TEXT PRIMARY KEY,
            station TEXT NOT NULL,
            instrument TEXT NOT NULL,
            since_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE VIEW case_file AS
        SELECT row, id, number, state, basis, plate, plate_colour, passage, station, lane, at_ms, axles, gross_kg,
            assessed_kg, limit_kg, excess_kg, excess_ratio, rule, first_ms, last_ms, unloaded_ms, unloaded_kg,
            is_unloaded,
            EXISTS (SELECT 1 FROM case_review WHERE case_id = id) AS needs_review
        FROM case_current;
        """#
}
