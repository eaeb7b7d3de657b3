import GRDB
import Storage

/// The ceiling of an import: a prepared INSERT of the same columns, with the same indices, in one transaction and in the
/// same order, from values that are at hand. No file, no decoding, no checks, nothing looked up before.
func insertAlone(_ count: Int, in directory: String) throws {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
        try db.execute(
            sql: """
                CREATE TABLE vehicle (
                    id INTEGER PRIMARY KEY, plate TEXT, colour TEXT, form TEXT, drive_axles INTEGER,
                    drive_dual INTEGER, air_suspension INTEGER, wide_tyres INTEGER, vehicle_kind TEXT,
                    licence_mass_kg INTEGER, rated_load_kg INTEGER, kerb_mass_kg INTEGER, company TEXT,
                    certificate TEXT, certificate_issued INTEGER, valid_from INTEGER, valid_until INTEGER,
                    recorded_ms INTEGER, retired_ms INTEGER, import_id INTEGER, line INTEGER, retired_by INTEGER
                ) STRICT;
                CREATE INDEX vehicle_key ON vehicle (plate, colour, retired_ms);
                CREATE INDEX vehicle_company ON vehicle (company) WHERE company IS NOT NULL AND retired_ms IS NULL;
                """
        )
    }
    let schema = StoreFile.Schema(applicationID: 1, migrator: migrator)
    let queue = try StoreFile.openForWriting(path: directory + "/ceiling.sqlite", schema: schema)
    let vehicles = MadeUpVehicles(count: count)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA cache_size = -98304") }
    try queue.write { db in
        var row = try RowStatement(
            db,
            sql: """
                INSERT INTO vehicle (plate, colour, form, drive_axles, drive_dual, air_suspension, wide_tyres,
                    vehicle_kind, licence_mass_kg, rated_load_kg, kerb_mass_kg, company, certificate,
                    certificate_issued, valid_from, valid_until, recorded_ms, import_id, line)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        for number in 0..<count {
            row.bind(vehicles.plate(number))
            row.bind("yellow")
            row.bind("articulated")
            for value in [2, 1, 0, 0] as [Int64] { row.bind(value) }
            row.bind("ordinary")
            for value in [49_000, 32_000, 16_500] as [Int64] { row.bind(value) }
            row.bind("91410100000000000\(number % 500)")
            row.bind("4101\(10_000_000 + number)")
            for value in [18_000, 18_262] as [Int64] { row.bind(value) }
            row.bind(nil as Int64?)
            for value in [1_728_000_000_000, 1, Int64(number)] as [Int64] { row.bind(value) }
            try row.insert()
        }
    }
    try StoreFile.close(queue)
}
