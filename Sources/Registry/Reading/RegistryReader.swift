import GRDB
public import Readings
import Storage
public import Units

/// A read-only connection to `registry.sqlite`, for the daemon's lookups and for commands while it is up or down.
///
/// May be used from any thread; calls wait for one another. During an import everything is as before it.
public struct RegistryReader: Sendable {
    let database: DatabaseQueue

    /// Opens the registers of a data directory.
    ///
    /// - Throws: `StoreError` when there are none, and GRDB's errors.
    public init(directory: String) throws {
        database = try StoreFile.openForReading(path: directory + "/" + RegistryWriter.fileName, schema: .registry)
    }

    /// Closes the connection.
    public func close() throws { try database.close() }

    /// The number of the last import, 0 before the first: what was looked up before holds as long as it is the same.
    public func generation() throws -> Int64 {
        try database.read { db in
            try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(id) FROM import")) ?? 0
        }
    }

    /// Whether a register has no entry at all.
    public func isEmpty(_ kind: RegisterKind) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM \(kind.table.name) WHERE retired_ms IS NULL)"
        return try database.read { try Bool.fetchOne($0.cachedStatement(sql: sql)) != true }
    }

    /// Whether `plate(_:colour:on:)` can find anything at all; where not, callers need not ask.
    public func knowsAnyPlate() throws -> Bool {
        try RegisterKind.plateKinds.contains { try !isEmpty($0) }
    }

    /// How many entries each register has now, over all days.
    public func counts() throws -> [(kind: RegisterKind, entries: Int)] {
        try database.read { db in
            try RegisterKind.allCases.map { kind in
                let sql = "SELECT count(*) FROM \(kind.table.name) WHERE retired_ms IS NULL"
                return (kind, try Int.fetchOne(db, sql: sql) ?? 0)
            }
        }
    }
}

extension RegisterKind {
    static let plateKinds: [RegisterKind] = [.vehicles, .permits, .watchlist]
}

// MARK: - By plate

extension RegistryReader {
    /// All that the registers say of a plate on a day.
    ///
    /// Asked for every sighting: three prepared queries, each by an index.
    /// - Parameters:
    ///   - number: the plate as read.
    ///   - colour: its colour; `unknown` stands for any, as it does in permits and on the watchlist.
    ///   - day: the day of the sighting.
    /// - Returns: the vehicle only when exactly one is meant.
    /// - Throws: GRDB's errors.
    public func plate(_ number: String, colour: PlateColour, on day: CivilDate) throws -> PlateRecord {
        let plate = Cell.text(number)
        let dayNumber = Cell.integer(Int64(day.dayNumber))
        let shade = Cell.text(colour.rawValue)
        return try database.read { db in
            var record = PlateRecord()
            record.vehicle = try RegistryReader.vehicle(plate, colour, dayNumber, db)
            try RowLookup(db.cachedStatement(sql: RegistryReader.permitsSQL))
                .each(binding: [plate, dayNumber, shade]) { record.permits.append(PermitEntry($0)) }
            try RowLookup(db.cachedStatement(sql: RegistryReader.watchesSQL))
                .each(binding: [plate, dayNumber, shade]) { record.watches.append(WatchEntry($0)) }
            return record
        }
    }

    /// The company that a vehicle is registered for on a day, by its credit code.
    ///
    /// - Returns: `nil` where nobody knows, and where more than one vehicle could be meant.
    public func company(ofPlate number: String, colour: PlateColour, on day: CivilDate) throws -> String? {
        try database.read { db in
            try RegistryReader.vehicle(.text(number), colour, .integer(Int64(day.dayNumber)), db)?.company
        }
    }

    private static func vehicle(
        _ plate: Cell,
        _ colour: PlateColour,
        _ day: Cell,
        _ db: Database
    ) throws -> VehicleEntry? {
        var found: [VehicleEntry] = []
        if colour == .unknown {
            try RowLookup(db.cachedStatement(sql: vehicleOfAnyColourSQL)).each(binding: [plate, day]) {
                found.append(VehicleEntry($0))
            }
        } else {
            try RowLookup(db.cachedStatement(sql: vehicleSQL)).each(binding: [plate, day, .text(colour.rawValue)]) {
                found.append(VehicleEntry($0))
            }
        }
        return found.count == 1 ? found[0] : nil
    }

    private static let vehicleSQL = """
        SELECT \(VehicleEntry.columns) FROM vehicle WHERE plate = ?1 AND colour = ?3 AND \(isKnownOn)
        """
    private static let vehicleOfAnyColourSQL = """
        SELECT \(VehicleEntry.columns) FROM vehicle WHERE plate = ?1 AND \(isKnownOn) LIMIT 2
        """
    private static let permitsSQL = """
        SELECT \(PermitEntry.columns) FROM permit
        WHERE plate = ?1 AND (colour = ?3 OR colour = 'unknown' OR ?3 = 'unknown') AND \(isKnownOn) ORDER BY number
        """
    private static let watchesSQL = """
        SELECT \(WatchEntry.columns) FROM watch
        WHERE plate = ?1 AND (colour = ?3 OR colour = 'unknown' OR ?3 = 'unknown') AND \(isKnownOn)
        ORDER BY reason, colour
        """

    /// What holds on the day ?2, as far as is known now.
    static let isKnownOn = """
        retired_ms IS NULL AND valid_from <= ?2 AND (valid_until IS NULL OR valid_until >= ?2)
        """
}
