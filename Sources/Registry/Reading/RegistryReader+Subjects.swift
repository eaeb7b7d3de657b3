import GRDB
public import Units

extension RegistryReader {
    /// Every certificate period of every instrument that is known now, by id and first day.
    public func instruments() throws -> [InstrumentEntry] {
        let sql = """
            SELECT \(InstrumentEntry.columns) FROM instrument WHERE retired_ms IS NULL ORDER BY instrument, valid_from
            """
        return try all(sql, [], InstrumentEntry.init)
    }

    /// A company by its credit code on a day.
    public func company(_ creditCode: String, on day: CivilDate) throws -> CompanyEntry? {
        try first("SELECT \(CompanyEntry.columns) FROM company WHERE credit_code = ?1", creditCode, day) {
            CompanyEntry($0)
        }
    }

    /// How many trucks a company has on a day (law.md §4): as it declares, else as many as are registered for it.
    public func fleet(of creditCode: String, on day: CivilDate) throws -> FleetSize {
        if let declared = try company(creditCode, on: day)?.declaredFleet { return .declared(declared) }
        // The current periods of one vehicle do not overlap, so each counts once. Trailers are none of the trucks.
        let sql = """
            SELECT count(*) FROM vehicle WHERE company = ?1 AND \(RegistryReader.isKnownOn)
                AND plate NOT LIKE '%挂' AND coalesce(form, '') NOT IN ('bus', 'car')
            """
        let values: [Cell] = [.text(creditCode), .integer(Int64(day.dayNumber))]
        let count = try all(sql, values) { Int($0.integer(0) ?? 0) }.first ?? 0
        return count == 0 ? .unknown : .derived(count)
    }

    /// A driver by the licence's number or the qualification's on a day; `nil` when there is none, and when the number
    /// is that of several.
    public func driver(_ number: String, on day: CivilDate) throws -> DriverEntry? {
        let known = RegistryReader.isKnownOn
        let sql = """
            SELECT \(DriverEntry.columns) FROM driver WHERE driver = ?1 AND \(known)
            UNION SELECT \(DriverEntry.columns) FROM driver WHERE qualification = ?1 AND \(known) LIMIT 2
            """
        let found = try all(sql, [.text(number), .integer(Int64(day.dayNumber))], DriverEntry.init)
        return found.count == 1 ? found[0] : nil
    }

    /// A loading site by its id on a day.
    public func site(_ id: String, on day: CivilDate) throws -> SiteEntry? {
        try first("SELECT \(SiteEntry.columns) FROM site WHERE site = ?1", id, day) { SiteEntry($0) }
    }

    private func first<Entry>(
        _ sql: String,
        _ key: String,
        _ day: CivilDate,
        _ make: (FoundRow) -> Entry
    ) throws -> Entry? {
        let values: [Cell] = [.text(key), .integer(Int64(day.dayNumber))]
        return try all("\(sql) AND \(RegistryReader.isKnownOn)", values, make).first
    }

    func all<Entry>(_ sql: String, _ values: [Cell], _ make: (FoundRow) -> Entry) throws -> [Entry] {
        try database.read { db in
            var entries: [Entry] = []
            try RowLookup(db.cachedStatement(sql: sql)).each(binding: values[...]) { entries.append(make($0)) }
            return entries
        }
    }
}

// MARK: - Fleets

extension RegistryReader {
    /// How many trucks a company has, from each day on which that changes: as it declares, else as many as are registered for
    /// it; `nil` where nobody knows.
    public func fleetHistory(of creditCode: String) throws -> [(day: CivilDate, trucks: Int?)] {
        let declared = try periods(
            "SELECT declared_fleet, valid_from, valid_until FROM company WHERE credit_code = ?1 AND retired_ms IS NULL",
            creditCode
        ).filter { $0.trucks != nil }
        // One row a vehicle and period; trailers, buses and cars are none of the trucks.
        let vehicles = try periods(
            """
            SELECT 1, valid_from, valid_until FROM vehicle WHERE company = ?1 AND retired_ms IS NULL
                AND plate NOT LIKE '%挂' AND coalesce(form, '') NOT IN ('bus', 'car')
            """,
            creditCode
        )
        var changes: [Int: Int] = [:]
        for period in vehicles {
            changes[period.days.from.dayNumber, default: 0] += 1
            if let until = period.days.until { changes[until.dayNumber + 1, default: 0] -= 1 }
        }
        let borders = declared.flatMap { [$0.days.from.dayNumber, $0.days.until.map { $0.dayNumber + 1 }] }
        var registered = 0
        return Set(changes.map(\.key) + borders.compactMap(\.self)).sorted().map { number in
            let day = CivilDate(dayNumber: number)
            registered += changes[number] ?? 0
            let said = declared.first { $0.days.contains(day) }?.trucks
            return (day, said ?? (registered == 0 ? nil : registered))
        }
    }

    private func periods(
        _ sql: String,
        _ creditCode: String
    ) throws -> [(trucks: Int?, days: ValidityPeriod)] {
        try all(sql, [.text(creditCode)]) { ($0.integer(0).map { Int($0) }, $0.validity(1)) }
    }
}
