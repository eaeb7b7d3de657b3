import Storage

extension StoreFile.Schema {
    /// What one act takes: passages with the figures that choose a carrier, slips, unloadings, marks for a reviewer.
    static let casesV2 = """
        ALTER TABLE case_current ADD COLUMN last_ms INTEGER NOT NULL DEFAULT 0;      -- the act's last passage
        ALTER TABLE case_current ADD COLUMN carrier_event INTEGER NOT NULL DEFAULT 0; -- the event with its opening
        ALTER TABLE case_current ADD COLUMN unloaded_ms INTEGER;        -- the last weighing after unloading
        ALTER TABLE case_current ADD COLUMN unloaded_kg INTEGER;        -- gross mass before less gross mass after
        ALTER TABLE case_current ADD COLUMN is_unloaded INTEGER NOT NULL DEFAULT 0;  -- 1: at or under the limit

        ALTER TABLE case_passage RENAME TO case_passage_v1;

        -- Every passage that opened or joined a case. One whose plate was corrected may belong to two, and stands in one.
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

        INSERT INTO case_passage
        SELECT p.passage, p.case_id, e.id, NULL, e.kind = 'opened', 1, e.body ->> '$.station',
            coalesce(e.body ->> '$.instrument', (
                SELECT CAST(r.payload AS TEXT) ->> '$.instrument' FROM case_record r
                WHERE r.case_id = p.case_id AND r.reading = p.passage AND json_valid(CAST(r.payload AS TEXT))
            )),
            e.body ->> '$.plateColour', e.body ->> '$.basis',
            CAST(strftime('%s', e.body ->> '$.at') AS INTEGER) * 1000
                + CAST(substr(strftime('%f', e.body ->> '$.at'), 4) AS INTEGER),
            e.body ->> '$.gross', e.body ->> '$.excess'
        FROM case_passage_v1 p JOIN case_event e ON e.case_id = p.case_id AND e.body ->> '$.passage' = p.passage;

        DROP TABLE case_passage_v1;

        UPDATE case_current SET
            last_ms = (SELECT max(at_ms) FROM case_passage p WHERE p.case_id = id),
            carrier_event = (
                SELECT event FROM case_passage p WHERE p.case_id = id AND p.passage = case_current.passage
            );

        -- On-site records (现场检查记录). The columns from `officers` on are personal data and lie here alone, never in an
        -- event, so that retention can erase them.
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

        -- Weighings after unloading (卸载复检); one whose first weighing is not known waits here.
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

        -- What a reviewer has to look at.
        CREATE TABLE case_review (
            case_id TEXT NOT NULL REFERENCES case_current (id),
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,            -- the passage, or the alert
            recorded_ms INTEGER NOT NULL,
            zh TEXT NOT NULL,
            en TEXT NOT NULL,
            PRIMARY KEY (case_id, kind, subject)
        ) STRICT, WITHOUT ROWID;

        -- Drifts as told, so that a passage that leaves a case takes its mark along.
        CREATE TABLE case_drift (
            alert TEXT PRIMARY KEY,
            station TEXT NOT NULL,
            instrument TEXT NOT NULL,
            since_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- One row a case, for every reader.
        CREATE VIEW case_file AS
        SELECT row, id, number, state, basis, plate, plate_colour, passage, station, lane, at_ms, axles, gross_kg,
            assessed_kg, limit_kg, excess_kg, excess_ratio, rule, first_ms, last_ms, unloaded_ms, unloaded_kg,
            is_unloaded,
            EXISTS (SELECT 1 FROM case_review WHERE case_id = id) AS needs_review
        FROM case_current;
        """
}
