public import Law
public import Units

/// A station as reports name it.
public struct ReportStation: Hashable, Sendable {
    /// Its id.
    public var id: String
    /// Its name for people.
    public var name: String
    /// The district's code (GB/T 2260).
    public var district: String
    /// The district's name; `nil` for a code that is none.
    public var districtName: String?

    /// Describes a station.
    public init(id: String, name: String, district: String, districtName: String?) {
        (self.id, self.name, self.district, self.districtName) = (id, name, district, districtName)
    }
}

/// Where something happened.
public struct ReportPlace: Hashable, Sendable {
    /// The station's id.
    public var station: String
    /// The company's credit code; empty where nobody knows, `nil` for what is no company's.
    public var company: String?

    /// Names a place.
    public init(station: String, company: String?) { (self.station, self.company) = (station, company) }
}

/// Adds up what happened into a report.
public struct ReportTally {
    private let period: ReportPeriod
    private let groupings: [ReportGrouping]
    private let stations: [String: ReportStation]
    private var figures: [ReportGrouping: [String: ReportFigures]] = [:]
    private var total = ReportFigures()

    /// Begins with rows of nothing for every station and its district: nothing is a figure, too.
    public init(_ period: ReportPeriod, by groupings: [ReportGrouping], stations: [ReportStation]) {
        self.period = period
        self.groupings = ReportGrouping.allCases.filter(groupings.contains)
        self.stations = Dictionary(stations.map { ($0.id, $0) }) { first, _ in first }
        for station in stations {
            figures[.district, default: [:]][station.district] = ReportFigures()
            figures[.station, default: [:]][station.id] = ReportFigures()
        }
    }

    /// Counts passages that came to the same at one place.
    public mutating func count(
        _ verdict: Verdict,
        _ count: Int,
        reasons: [Reason],
        excess: Int,
        at place: ReportPlace
    ) {
        change([place]) { $0.count(verdict, count, reasons: reasons, excess: excess) }
    }

    /// Counts something at one place.
    public mutating func count(_ figure: ReportFigure, _ count: Int = 1, at place: ReportPlace) {
        change([place]) { $0[figure] += count }
    }

    /// Counts one thing that belongs to several places, once for each district, station and company among them.
    public mutating func count(once figure: ReportFigure, at places: [ReportPlace]) {
        change(places) { $0[figure] += 1 }
    }

    private mutating func change(_ places: [ReportPlace], _ body: (inout ReportFigures) -> Void) {
        body(&total)
        for grouping in groupings {
            for key in Set(places.compactMap { key(of: $0, by: grouping) }).sorted() {
                body(&figures[grouping, default: [:]][key, default: ReportFigures()])
            }
        }
    }

    private func key(of place: ReportPlace, by grouping: ReportGrouping) -> String? {
        switch grouping {
        case .district: stations[place.station]?.district ?? ""
        case .station: place.station
        case .company: place.company
        }
    }

    /// The report so far.
    ///
    /// - Parameters:
    ///   - keptFrom: since when the journal has readings, where older ones of the period have been deleted.
    ///   - companyName: what a company is called.
    public func report(keptFrom: Instant?, companyName: (String) throws -> String?) rethrows -> Report {
        let districts = Dictionary(stations.map { ($0.value.district, $0.value.districtName) }) { first, _ in first }
        let sections = try groupings.map { grouping in
            let rows = try (figures[grouping] ?? [:]).sorted { $0.key < $1.key }.map { key, figures in
                let name =
                    switch grouping {
                    case .district: districts[key] ?? nil
                    case .station: stations[key]?.name
                    case .company: key.isEmpty ? nil : try companyName(key)
                    }
                return ReportRow(key: key, name: name, figures: figures)
            }
            return ReportSection(grouping: grouping, rows: rows)
        }
        return Report(period: period, keptFrom: keptFrom, sections: sections, total: total)
    }
}
