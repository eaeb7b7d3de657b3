import GRDB
public import Readings
public import Units

/// The registers as they were known at an instant: what was imported later is not there, what was retired later still is.
///
/// Registers keep every row that they ever had, so a letter that names what they said can be written again, word for word.
public struct RegistersThen: Sendable {
    private let reader: RegistryReader
    private let at: Cell

    init(_ reader: RegistryReader, at instant: Instant) {
        self.reader = reader
        at = .integer(instant.millisecondsSince1970)
    }

    /// A vehicle on a day; `nil` where none is meant, or more than one.
    public func vehicle(_ plate: String, colour: PlateColour, on day: CivilDate) throws -> VehicleEntry? {
        let isColour = colour == .unknown ? "" : " AND colour = ?4"
        let shade = colour == .unknown ? [] : [Cell.text(colour.rawValue)]
        let found = try reader.all(
            "SELECT \(VehicleEntry.columns) FROM vehicle WHERE plate = ?1 AND \(RegistersThen.isKnown)\(isColour) LIMIT 2",
            [.text(plate), .integer(Int64(day.dayNumber)), at] + shade,
            VehicleEntry.init
        )
        return found.count == 1 ? found[0] : nil
    }

    /// A driver by the licence's number or the qualification's on a day; `nil` where none is meant, or more than one.
    public func driver(_ number: String, on day: CivilDate) throws -> DriverEntry? {
        let found = try find(
            "SELECT \(DriverEntry.columns) FROM driver WHERE (driver = ?1 OR qualification = ?1)",
            number,
            day,
            DriverEntry.init
        )
        return found.count == 1 ? found[0] : nil
    }

    /// A company by its credit code on a day.
    public func company(_ creditCode: String, on day: CivilDate) throws -> CompanyEntry? {
        try find("SELECT \(CompanyEntry.columns) FROM company WHERE credit_code = ?1", creditCode, day) {
            CompanyEntry($0)
        }.first
    }

    /// A loading site by its id on a day.
    public func site(_ id: String, on day: CivilDate) throws -> SiteEntry? {
        try find("SELECT \(SiteEntry.columns) FROM site WHERE site = ?1", id, day) { SiteEntry($0) }.first
    }

    private func find<Entry>(
        _ sql: String,
        _ key: String,
        _ day: CivilDate,
        _ make: (FoundRow) -> Entry
    ) throws -> [Entry] {
        try reader.all(
            "\(sql) AND \(RegistersThen.isKnown) ORDER BY id LIMIT 2",
            [.text(key), .integer(Int64(day.dayNumber)), at],
            make
        )
    }

    /// What held on the day ?2, as far as it was known at ?3.
    private static let isKnown = """
        recorded_ms <= ?3 AND (retired_ms IS NULL OR retired_ms > ?3)
            AND valid_from <= ?2 AND (valid_until IS NULL OR valid_until >= ?2)
        """
}

extension RegistryReader {
    /// The registers as they were known at an instant.
    public func asKnown(at instant: Instant) -> RegistersThen { RegistersThen(self, at: instant) }
}
