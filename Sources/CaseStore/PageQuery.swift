import Enforcement
import Foundation
import GRDB
import Units

/// A page's query: the places first, by an index that gives them in order, then the rows.
///
/// What narrows most leads, in this order: company, plate, search, a span with few cases, station, state, the place alone.
/// The planner knows nothing of how the cases are spread, so what does not lead bears a plus, by which SQLite takes no index
/// for it.
struct PageQuery {
    /// Stations that are merged, each by its own index; beyond that many the cases are gone through in order.
    static let mergedMax = 200
    private static let provinces = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"

    private let filter: CaseReader.PageFilter
    private let rows: RowSpan

    init(_ filter: CaseReader.PageFilter, _ rows: RowSpan) { (self.filter, self.rows) = (filter, rows) }

    var statement: (sql: String, arguments: StatementArguments) {
        var values: [String: (any DatabaseValueConvertible)?] = ["limit": filter.limit]
        let arms = arms(&values)
        let order = filter.isNewestFirst ? "DESC" : "ASC"
        let sql = """
            SELECT * FROM case_file WHERE row IN (
                \(arms.joined(separator: " UNION ALL ")) ORDER BY 1 \(order) LIMIT :limit
            ) ORDER BY row \(order)
            """
        return (sql, StatementArguments(values))
    }

    private func arms(_ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        let span = span(&values)
        if let company = filter.company {
            values["company"] = company
            let conditions =
                ["field = 'company'", "value = :company"] + place("case_row", &values) + span + state(&values)
                + plate(&values) + search(&values) + stations(&values)
            let join = "SELECT case_row FROM case_field CROSS JOIN case_current ON row = case_row"
            return [join + " WHERE " + conditions.joined(separator: " AND ")]
        }
        if let plate = filter.plate {
            values["plate"] = plate
            return [
                arm(
                    ["plate = :plate"] + place("row", &values) + span + state(&values) + search(&values)
                        + stations(&values)
                )
            ]
        }
        if let text = filter.search {
            let others = place("+row", &values) + span + state(&values) + stations(&values)
            let order = filter.isNewestFirst ? "DESC" : "ASC"
            return PageQuery.ways(text, &values).map { way in
                "SELECT row FROM (\(arm([way] + others)) ORDER BY row \(order) LIMIT :limit)"
            }
        }
        if rows.isFew {
            let instants = span.map { String($0.dropFirst()) }
            return [arm(instants + place("+row", &values) + state(&values) + stations(&values))]
        }
        var others = place("row", &values) + span
        if let state = filter.state {
            values["state"] = state.rawValue
            others.append("state = :state")
        }
        guard let stations = filter.stations, stations.count <= PageQuery.mergedMax else {
            return [arm(others + self.stations(&values))]
        }
        return stations.enumerated().map { index, station in
            values["s\(index)"] = station
            return arm(["station = :s\(index)"] + others)
        }
    }

    private func arm(_ conditions: [String]) -> String {
        "SELECT row FROM case_current"
            + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
    }

    private func place(_ column: String, _ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        var conditions: [String] = []
        if let first = rows.first {
            conditions.append("\(column) >= :first")
            values["first"] = first
        }
        if let last = rows.last {
            conditions.append("\(column) <= :last")
            values["last"] = last
        }
        return conditions
    }

    private func span(_ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        var conditions: [String] = []
        if let from = filter.from {
            conditions.append("+at_ms >= :from")
            values["from"] = from.millisecondsSince1970
        }
        if let until = filter.until {
            conditions.append("+at_ms < :until")
            values["until"] = until.millisecondsSince1970
        }
        return conditions
    }

    private func state(_ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        guard let state = filter.state else { return [] }
        values["state"] = state.rawValue
        return ["+state = :state"]
    }

    private func plate(_ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        guard let plate = filter.plate else { return [] }
        values["plate"] = plate
        return ["+plate = :plate"]
    }

    private func stations(_ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        guard let stations = filter.stations else { return [] }
        values["stations"] = (try? JSONEncoder().encode(stations)).map { String(decoding: $0, as: UTF8.self) }
        return ["+station IN (SELECT value FROM json_each(:stations))"]
    }

    private func search(_ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        guard let text = filter.search else { return [] }
        return ["+(\(PageQuery.ways(text, &values).joined(separator: " OR ")))"]
    }

    /// The ways in which a case may be meant, none of which finds what another one does; each is one look-up by an index.
    private static func ways(_ text: String, _ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        values["q"] = text
        if text.count <= 9, let number = Int(text) {
            values["digits"] = String(repeating: "0", count: max(0, 6 - "\(number)".count)) + "\(number)"
            return [
                "id = :q", "number = :q", "number IN (SELECT '郑超〔' || year || '〕' || :digits FROM case_number)",
            ]
        }
        let isWithoutProvince = text.first?.isASCII ?? false
        let beginnings = isWithoutProvince ? provinces.map { "\($0)\(text)" } : [text]
        return ["id = :q", "number = :q"]
            + beginnings.enumerated().map { index, beginning in
                values["b\(index)"] = beginning
                values["e\(index)"] = beginning + "\u{10FFFF}"
                return "(plate >= :b\(index) AND plate < :e\(index))"
            }
    }
}
