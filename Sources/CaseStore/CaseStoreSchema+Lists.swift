import GRDB
import Storage

extension StoreFile.Schema {
    /// What lists of a million cases take: for each filter an index that gives the cases in the order of opening.
    static func casesV6(_ db: Database) throws { try db.execute(sql: lists) }

    private static let lists = """
        -- The case's place, so that a company's cases are found in order.
        ALTER TABLE case_field ADD COLUMN case_row INTEGER NOT NULL DEFAULT 0;
        UPDATE case_field SET case_row = (SELECT row FROM case_current c WHERE c.id = case_id);
        CREATE INDEX case_field_company ON case_field (value, case_row) WHERE field = 'company';

        -- Of a plate, in order; with station and state, so that how a plate begins is looked through in the index alone.
        CREATE INDEX case_current_plate_row ON case_current (plate, row, station, state);
        -- What there is to do at a station, which is mostly the last few of many thousands.
        CREATE INDEX case_current_station_state ON case_current (station, state, row);
        -- The first and the last case of each day (UTC): between which places a span of time lies.
        CREATE INDEX case_current_day ON case_current (at_ms / 86400000, row);
        """
}
