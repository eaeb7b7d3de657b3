import GRDB
import Storage

extension StoreFile.Schema {
    /// `registry.sqlite`: what the registers say, and what they said before.
    static let registry = StoreFile.Schema(applicationID: 0x7A63_5231, migrator: registryMigrator)  // "zcR1"

    private static let registryMigrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-registers") { db in try db.execute(sql: registersV1) }
        return migrator
    }()

    /// Every register has the same last columns: the days for which a row holds (days since 1970-01-01, both
    /// included; no end: open), when it became knowledge and when it ceased to be (ms since 1970; never: it is what is
    /// known now), the import and line that said it, and the import that retired it. Rows are never deleted, and their
    /// content is never changed. One index by key for each table: a second one in random order is paid for in every
    /// import, so only what is looked up by something else has one.
    private static let registersV1 = """
        CREATE TABLE import (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,               -- the file's name
            bytes INTEGER NOT NULL,
            sha256 TEXT NOT NULL,             -- of the file as it came
            actor TEXT NOT NULL,
            recorded_ms INTEGER NOT NULL,
            lines INTEGER NOT NULL,
            added INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            rejected INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE vehicle (                -- 车辆
            id INTEGER PRIMARY KEY,
            plate TEXT NOT NULL, colour TEXT NOT NULL,
            form TEXT, drive_axles INTEGER, drive_dual INTEGER, air_suspension INTEGER, wide_tyres INTEGER,
            vehicle_kind TEXT, licence_mass_kg INTEGER, rated_load_kg INTEGER, kerb_mass_kg INTEGER,
            company TEXT, certificate TEXT, certificate_issued INTEGER,
            \(history)
        ) STRICT;
        CREATE INDEX vehicle_key ON vehicle (plate, colour, retired_ms);
        CREATE INDEX vehicle_company ON vehicle (company) WHERE company IS NOT NULL AND retired_ms IS NULL;

        CREATE TABLE driver (                 -- 驾驶人
            id INTEGER PRIMARY KEY,
            driver TEXT NOT NULL,             -- the licence's number, else the qualification's
            licence TEXT, qualification TEXT, name TEXT, qualification_issued INTEGER, company TEXT,
            \(history)
        ) STRICT;
        CREATE INDEX driver_key ON driver (driver, retired_ms);
        CREATE INDEX driver_qualification ON driver (qualification) WHERE qualification IS NOT NULL;

        CREATE TABLE company (                -- 企业
            id INTEGER PRIMARY KEY,
            credit_code TEXT NOT NULL,
            name TEXT, licence TEXT, licence_issued INTEGER, declared_fleet INTEGER,
            \(history)
        ) STRICT;
        CREATE INDEX company_key ON company (credit_code, retired_ms);

        CREATE TABLE site (                   -- 源头单位
            id INTEGER PRIMARY KEY,
            site TEXT NOT NULL,
            name TEXT, site_kind TEXT, district TEXT, address TEXT, company TEXT,
            \(history)
        ) STRICT;
        CREATE INDEX site_key ON site (site, retired_ms);

        CREATE TABLE instrument (             -- 检测设备
            id INTEGER PRIMARY KEY,
            instrument TEXT NOT NULL,
            class TEXT, certificate TEXT, speed_min_kmh INTEGER, speed_max_kmh INTEGER, imbalance_ppt INTEGER,
            \(history)
        ) STRICT;
        CREATE INDEX instrument_key ON instrument (instrument, retired_ms);

        CREATE TABLE permit (                 -- 超限运输车辆通行证
            id INTEGER PRIMARY KEY,
            number TEXT NOT NULL,
            plate TEXT, colour TEXT, trailer_plate TEXT, mass_kg INTEGER,
            length_mm INTEGER, width_mm INTEGER, height_mm INTEGER,
            stations TEXT,                    -- separated by blanks
            \(history)
        ) STRICT;
        CREATE INDEX permit_key ON permit (number, retired_ms);
        CREATE INDEX permit_plate ON permit (plate) WHERE retired_ms IS NULL;

        CREATE TABLE watch (                  -- 布控名单
            id INTEGER PRIMARY KEY,
            plate TEXT NOT NULL, colour TEXT NOT NULL, reason TEXT NOT NULL,
            note TEXT,
            \(history)
        ) STRICT;
        CREATE INDEX watch_key ON watch (plate, colour, reason, retired_ms);
        """

    private static let history = """
        valid_from INTEGER NOT NULL, valid_until INTEGER,
            recorded_ms INTEGER NOT NULL, retired_ms INTEGER,
            import_id INTEGER NOT NULL, line INTEGER NOT NULL, retired_by INTEGER
        """
}
