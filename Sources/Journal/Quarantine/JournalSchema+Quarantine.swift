import Storage

extension StoreFile.Schema {
    /// What has become of messages in quarantine, and how much room they take.
    static let quarantineV4 = """
        ALTER TABLE quarantine ADD COLUMN settled TEXT;          -- source:epoch:seq that it counts as received for
        ALTER TABLE quarantine ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;  -- what it takes on disk, about
        ALTER TABLE quarantine ADD COLUMN released_ms INTEGER;   -- when a retry took it; NULL: it waits
        ALTER TABLE quarantine ADD COLUMN released_as TEXT;      -- committed, duplicate

        -- What was sent again under another identity than it bears counts as one that was not stored.
        UPDATE quarantine SET settled = source || ':' || epoch || ':' || seq
            WHERE is_counted = 1 AND reason NOT LIKE 'sent again as %';
        UPDATE quarantine SET bytes = \(QuarantineLedger.rowBytes) + length(faults) + coalesce(
            (SELECT sum(length(bytes)) FROM quarantine_frame AS frame WHERE frame.quarantine = quarantine.id), 0);
        INSERT INTO counter (name, value) SELECT 'quarantine_bytes', coalesce(sum(bytes), 0) FROM quarantine;

        CREATE INDEX quarantine_waiting ON quarantine (received_ms) WHERE released_ms IS NULL;
        CREATE INDEX quarantine_released ON quarantine (received_ms) WHERE released_ms IS NOT NULL;
        """
}
