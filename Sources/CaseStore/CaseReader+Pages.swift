public import Enforcement
import Foundation
import GRDB
public import Units

extension CaseReader {
    /// Which cases a page shows; everything that is given must hold.
    public struct PageFilter: Sendable {
        /// Where the case stands.
        public var state: CaseState?
        /// The stations of the passages that carry the cases; `nil` for all.
        public var stations: [String]?
        /// The truck's plate, the whole of it.
        public var plate: String?
        /// The company that was filled in, the whole of it.
        public var company: String?
        /// Weighed at or after.
        public var from: Instant?
        /// Weighed before.
        public var until: Instant?
        /// An id, a number or its last part, or how a plate begins.
        public var search: String?
        /// Opened after this place, or before it where the newest come first; `nil` for the beginning.
        public var after: Int64?
        /// Whether the cases opened last come first.
        public var isNewestFirst = false
        /// How many at most.
        public var limit = 50

        /// Everything, the oldest first.
        public init() {}
    }

    /// Cases in the order of opening.
    ///
    /// - Throws: GRDB's errors.
    public func page(_ filter: PageFilter) throws -> [CaseSummary] {
        if let stations = filter.stations, stations.isEmpty { return [] }
        let (sql, arguments) = PageQuery(filter).statement
        return try database.read { db in
            try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        }.compactMap(CaseSummary.init)
    }
}

/// A page's query: the places first, by an index that gives them in order, then the rows.
private struct PageQuery {
    /// Stations that are merged, each by its own index; beyond that many the table is gone through in order.
    static let mergedMax = 200
    /// Spans up to this long are looked up by the instant, longer ones by going through the cases in order.
    static let shortSpan = Milliseconds.hours(24 * 31)
    private static let provinces = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"

    private let filter: CaseReader.PageFilter

    init(_ filter: CaseReader.PageFilter) { self.filter = filter }

    var statement: (sql: String, arguments: StatementArguments) {
        var values: [String: (any DatabaseValueConvertible)?] = ["limit": filter.limit]
        let common = conditions(&values)
        var arms: [String] = []
        if let stations = filter.stations, stations.count <= PageQuery.mergedMax {
            for (index, station) in stations.enumerated() {
                values["s\(index)"] = station
                arms.append(arm(common + ["station = :s\(index)"]))
            }
        } else if let stations = filter.stations {
            values["stations"] = (try? JSONEncoder().encode(stations)).map { String(decoding: $0, as: UTF8.self) }
            arms.append(arm(common + ["station IN (SELECT value FROM json_each(:stations))"]))
        } else {
            arms.append(arm(common))
        }
        let order = filter.isNewestFirst ? "DESC" : "ASC"
        let sql = """
            SELECT * FROM case_file WHERE row IN (
                \(arms.joined(separator: " UNION ALL ")) ORDER BY row \(order) LIMIT :limit
            ) ORDER BY row \(order)
            """
        return (sql, StatementArguments(values))
    }

    private func arm(_ conditions: [String]) -> String {
        "SELECT row FROM case_current"
            + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
    }

    private func conditions(_ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        var conditions: [String] = []
        if let after = filter.after {
            conditions.append(filter.isNewestFirst ? "row < :after" : "row > :after")
            values["after"] = after
        }
        if let state = filter.state {
            conditions.append("state = :state")
            values["state"] = state.rawValue
        }
        if let plate = filter.plate {
            conditions.append("plate = :plate")
            values["plate"] = plate
        }
        if let company = filter.company {
            conditions.append("id IN (SELECT case_id FROM case_field WHERE field = 'company' AND value = :company)")
            values["company"] = company
        }
        conditions += span(&values)
        if let search = filter.search { conditions.append(PageQuery.search(search, &values)) }
        return conditions
    }

    private func span(_ values: inout [String: (any DatabaseValueConvertible)?]) -> [String] {
        let isShort = filter.from.flatMap { from in filter.until.map { $0 - from <= PageQuery.shortSpan } } ?? false
        // The plus keeps SQLite from sorting half the table for the sake of an index.
        let column = isShort ? "at_ms" : "+at_ms"
        var conditions: [String] = []
        if let from = filter.from {
            conditions.append("\(column) >= :from")
            values["from"] = from.millisecondsSince1970
        }
        if let until = filter.until {
            conditions.append("\(column) < :until")
            values["until"] = until.millisecondsSince1970
        }
        return conditions
    }

    /// Each way of it is one look-up by an index.
    private static func search(
        _ text: String,
        _ values: inout [String: (any DatabaseValueConvertible)?]
    ) -> String {
        values["q"] = text
        if text.count <= 9, let number = Int(text) {
            values["digits"] = String(repeating: "0", count: max(0, 6 - "\(number)".count)) + "\(number)"
            return """
                (id = :q OR number = :q
                    OR number IN (SELECT '郑超〔' || year || '〕' || :digits FROM case_number))
                """
        }
        let isWithoutProvince = text.first?.isASCII ?? false
        let beginnings = isWithoutProvince ? provinces.map { "\($0)\(text)" } : [text]
        let ranges = beginnings.enumerated().map { index, beginning in
            values["b\(index)"] = beginning
            values["e\(index)"] = beginning + "\u{10FFFF}"
            return "(plate >= :b\(index) AND plate < :e\(index))"
        }
        return "(id = :q OR number = :q OR \(ranges.joined(separator: " OR ")))"
    }
}
