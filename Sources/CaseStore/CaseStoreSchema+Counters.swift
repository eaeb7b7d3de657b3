import GRDB
import Storage

extension StoreFile.Schema {
    /// What the four penalties take: whom each case counts for, what the registers say of them, referrals, and views.
    static func casesV4(_ db: Database) throws {
        try db.execute(sql: counterTables)
        try db.execute(sql: CounterViews.all)
        // Cases of an earlier version count as well. Their referrals follow with the daemon's first recount, which has the
        // law and the registers.
        for id in try String.fetchAll(db, sql: "SELECT id FROM case_current ORDER BY row") {
            for row in try CountedRow.compute(caseID: id, warningsCount: true, db) { try row.insert(db) }
        }
    }

    private static let counterTables = """
        -- Whom a case counts for (law.md §4): one row a case and subject. A driver's number is personal.
        CREATE TABLE case_subject (
            kind TEXT NOT NULL,               -- vehicle, driver, company, loading-site
            subject TEXT NOT NULL,            -- plate~colour, licence or qualification, credit code, register id
            day TEXT NOT NULL,                -- of the act, UTC+8
            case_id TEXT NOT NULL REFERENCES case_current (id),
            is_effective INTEGER NOT NULL,    -- 1: decided or closed; 0: provisional
            truck TEXT NOT NULL,              -- plate~colour
            PRIMARY KEY (kind, subject, day, case_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_subject_case ON case_subject (case_id);
        CREATE INDEX case_subject_day ON case_subject (kind, day);

        -- What the registers said of a subject when it was counted last.
        CREATE TABLE subject_fact (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            issued TEXT,                      -- first issue of certificate, qualification or licence: the anchored year's anchor
            PRIMARY KEY (kind, subject)
        ) STRICT, WITHOUT ROWID;

        -- How many trucks a company has from a day on; NULL: nobody knows.
        CREATE TABLE company_fleet (
            company TEXT NOT NULL,
            day TEXT NOT NULL,
            trucks INTEGER,
            PRIMARY KEY (company, day)
        ) STRICT, WITHOUT ROWID;

        -- Referrals (移送、抄告). The columns up to `credit_until` are what was said when it was issued.
        CREATE TABLE referral (
            row INTEGER PRIMARY KEY,          -- the order of issue
            id TEXT NOT NULL UNIQUE,
            number TEXT NOT NULL UNIQUE,
            form TEXT NOT NULL,               -- penalty, copy-to, hand-over
            rule TEXT NOT NULL,               -- the threshold, by its rule's id
            article TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,            -- a driver's is personal; empty: erased
            case_id TEXT,                     -- a document of one case; NULL: of a year
            year TEXT,                        -- rolling, anchored
            first_day TEXT,                   -- the year by whose first day it is known
            last_day TEXT,
            trucks INTEGER,                   -- a company's distinct trucks …
            fleet INTEGER,                    -- … of so many …
            counted_day TEXT,                 -- … on the day on which they crossed
            fine_min_yuan INTEGER,            -- what a loading site may be fined
            fine_max_yuan INTEGER,
            zh TEXT NOT NULL,                 -- what is asked for
            en TEXT NOT NULL,
            to_zh TEXT NOT NULL,              -- of whom
            to_en TEXT NOT NULL,
            issued_day TEXT NOT NULL,
            due_day TEXT,                     -- NULL: the calendar does not reach so far
            credit_until TEXT,                -- published in the credit record up to this day
            state TEXT NOT NULL,              -- issued, acknowledged, answered, withdrawn
            acknowledged_at TEXT,
            result TEXT,                      -- carried-out, declined
            answered_at TEXT,
            document TEXT,
            withdrawn_ms INTEGER,
            reason_zh TEXT,
            reason_en TEXT,
            events INTEGER NOT NULL,
            is_archived INTEGER NOT NULL DEFAULT 0  -- 1: what it rests on was erased; it is counted no more
        ) STRICT;
        CREATE UNIQUE INDEX referral_of_year ON referral (kind, subject, rule, first_day)
            WHERE case_id IS NULL AND state <> 'withdrawn' AND NOT is_archived;
        CREATE UNIQUE INDEX referral_of_case ON referral (case_id, rule)
            WHERE case_id IS NOT NULL AND state <> 'withdrawn';
        CREATE INDEX referral_subject ON referral (kind, subject);
        CREATE INDEX referral_state ON referral (state, due_day);

        -- The cases that make a referral up.
        CREATE TABLE referral_case (
            referral TEXT NOT NULL REFERENCES referral (id),
            case_id TEXT NOT NULL REFERENCES case_current (id),
            PRIMARY KEY (referral, case_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX referral_case_case ON referral_case (case_id);

        CREATE TABLE referral_number (
            year INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;

        -- Years in which one more would cross.
        CREATE TABLE threshold_warning (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            rule TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            PRIMARY KEY (kind, subject, rule, first_day)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX threshold_warning_end ON threshold_warning (last_day);

        -- Entries of the credit record (信用记录): from a referral, or from what made a case graver.
        CREATE TABLE credit_record (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            ground TEXT NOT NULL,             -- the referral's rule, or the circumstance
            source TEXT NOT NULL,             -- the referral's or the case's id
            published TEXT NOT NULL,          -- first day
            until TEXT,                       -- last day
            is_withdrawn INTEGER NOT NULL,
            PRIMARY KEY (kind, subject, ground, source)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX credit_record_source ON credit_record (source);

        """
}
