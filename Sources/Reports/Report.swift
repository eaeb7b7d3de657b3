import Law
public import Units

/// By what a report's figures are put together.
public enum ReportGrouping: String, CaseIterable, Sendable {
    /// 属地: the county or district that the station lies in.
    case district
    /// The station that weighed.
    case station
    /// The company that the vehicle is registered for, or that the case counts for.
    case company

    /// The list's name in JSON.
    public var list: String {
        switch self {
        case .district: "districts"
        case .station: "stations"
        case .company: "companies"
        }
    }

    /// In Chinese.
    public var chinese: String {
        switch self {
        case .district: "属地"
        case .station: "站点"
        case .company: "企业"
        }
    }

    /// Whether its rows have a figure: no company loses readings or owns a station's instruments.
    func has(_ figure: ReportFigure) -> Bool { self != .company || !figure.isOfStations }
}

/// One row: a district, a station, or a company.
public struct ReportRow: Hashable, Sendable {
    /// GB/T 2260, the station's id, or the credit code; empty where nobody knows.
    public let key: String
    /// The name for people; `nil` where there is none.
    public let name: String?
    /// Its figures.
    public let figures: ReportFigures

    /// What stands where its name stands, in Chinese.
    var title: String { name ?? (key.isEmpty ? "不明" : "") }
}

/// The rows of one grouping, by key.
public struct ReportSection: Hashable, Sendable {
    /// By what they were put together.
    public let grouping: ReportGrouping
    /// The rows.
    public let rows: [ReportRow]
}

/// What happened in a day or a month.
///
/// It holds no instant of its making: the same data give the same bytes.
public struct Report: Hashable, Sendable {
    /// Of which days.
    public let period: ReportPeriod
    /// Since when the journal has readings, where older ones of the period have been deleted; passages are missing
    /// then.
    public let keptFrom: Instant?
    /// What was asked for.
    public let sections: [ReportSection]
    /// All of it; a referral that stands in several rows counts once.
    public let total: ReportFigures
}

extension Report: Encodable {
    /// Writes what the API's document describes as `Report`; a figure that a row cannot have is null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(period.kind.rawValue, forKey: Key("period"))
        try container.encode(period.first, forKey: Key("first"))
        try container.encode(period.last, forKey: Key("last"))
        try container.encode(period.finalAt, forKey: Key("final_at"))
        try container.encode(keptFrom, forKey: Key("kept_from"))
        try container.encode(EncodedRow(figures: total, grouping: nil), forKey: Key("total"))
        for section in sections {
            let rows = section.rows.map { EncodedRow(row: $0, figures: $0.figures, grouping: section.grouping) }
            try container.encode(rows, forKey: Key(section.grouping.list))
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct EncodedRow: Encodable {
        var row: ReportRow?
        let figures: ReportFigures
        let grouping: ReportGrouping?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            if let row {
                try container.encode(row.key, forKey: Key("key"))
                try container.encode(row.name, forKey: Key("name"))
            }
            for figure in ReportFigure.allCases {
                let count = grouping?.has(figure) ?? true ? figures[figure] : nil
                try container.encode(count, forKey: Key(figure.rawValue))
            }
            try container.encode(figures.overloadRate?.rawValue, forKey: Key("overload_rate"))
            var reasons = container.nestedContainer(keyedBy: Key.self, forKey: Key("not_evidence_reasons"))
            for (reason, count) in figures.reasonsInOrder { try reasons.encode(count, forKey: Key(reason.rawValue)) }
        }
    }
}
