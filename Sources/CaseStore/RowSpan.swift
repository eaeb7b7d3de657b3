import Foundation
import GRDB
import Units

/// The places between which a page's cases lie: beyond the page before, and those that were opened around a span of time.
///
/// Cases are opened about in the order of weighing, so that a span of time is a stretch of places, and a list within one is
/// walked from the first of it on, not from the beginning of the store. A case that was told late makes it longer, so where
/// few lie in the span they are looked up by the instant, and sorted.
struct RowSpan: Equatable {
    /// The first and the last place that there may be; `nil` for no bound.
    private(set) var first: Int64?
    private(set) var last: Int64?
    /// Whether no case can lie in it.
    private(set) var isEmpty = false
    /// Whether so few cases lie in the span of time that they are better looked up by it.
    private(set) var isFew = false

    /// Cases that are few.
    static let fewMax = 5_000
    /// Days that are looked up one by one; a longer span is bounded by the page before alone.
    private static let daysMax: Int64 = 7_320
    private static let dayMs: Int64 = 86_400_000
    /// As `case_current_day` has it.
    private static let day = "at_ms / 86400000"

    static let ends = """
        SELECT (SELECT min(\(day)) FROM case_current), (SELECT max(\(day)) FROM case_current)
        """
    /// Of whole days.
    static let ofDays = """
        SELECT min((SELECT min(row) FROM case_current WHERE \(day) = value)),
            max((SELECT max(row) FROM case_current WHERE \(day) = value))
        FROM json_each(?)
        """
    static let count = "SELECT count(*) FROM (SELECT 1 FROM case_current WHERE at_ms >= ? AND at_ms < ? LIMIT ?)"
    /// Of less than a day, or little more.
    static let ofHours = "SELECT min(row), max(row) FROM case_current WHERE at_ms >= ? AND at_ms < ?"

    init(_ filter: CaseReader.PageFilter, fewMax: Int = RowSpan.fewMax, _ db: Database) throws {
        if let after = filter.after {
            if filter.isNewestFirst { last = after - 1 } else { first = after + 1 }
        }
        guard filter.from != nil || filter.until != nil else { return }
        let (from, until) = (filter.from?.millisecondsSince1970, filter.until?.millisecondsSince1970)
        let count = try Int.fetchOne(
            db.cachedStatement(sql: RowSpan.count),
            arguments: [from ?? .min, until ?? .max, fewMax + 1]
        )
        isFew = (count ?? 0) <= fewMax
        isEmpty = count == 0
        if !isFew { try narrow(from, until, db) }
    }

    /// Whole days by their first and last place, and what is left at both ends by the instant.
    private mutating func narrow(_ from: Int64?, _ until: Int64?, _ db: Database) throws {
        let ends = try Row.fetchOne(db.cachedStatement(sql: RowSpan.ends))
        guard let ends, let earliest = ends[0] as Int64?, let latest = ends[1] as Int64? else {
            isEmpty = true
            return
        }
        let begin = max(from.map { ($0 + RowSpan.dayMs - 1) / RowSpan.dayMs } ?? earliest, earliest)
        let end = min(until.map { $0 / RowSpan.dayMs } ?? latest + 1, latest + 1)
        guard begin < end else {
            return bound(by: [try RowSpan.find(from ?? .min, until ?? .max, db)])
        }
        guard end - begin <= RowSpan.daysMax else { return }
        let days = "[" + (begin..<end).map(String.init).joined(separator: ",") + "]"
        bound(
            by: [
                RowSpan.found(try Row.fetchOne(db.cachedStatement(sql: RowSpan.ofDays), arguments: [days])),
                try RowSpan.find(from ?? .min, begin * RowSpan.dayMs, db),
                try RowSpan.find(end * RowSpan.dayMs, until ?? .max, db),
            ]
        )
    }

    private static func find(_ from: Int64, _ until: Int64, _ db: Database) throws -> ClosedRange<Int64>? {
        guard from < until else { return nil }
        return found(try Row.fetchOne(db.cachedStatement(sql: ofHours), arguments: [from, until]))
    }

    private static func found(_ row: Row?) -> ClosedRange<Int64>? {
        guard let row, let low = row[0] as Int64?, let high = row[1] as Int64? else { return nil }
        return low...high
    }

    private mutating func bound(by found: [ClosedRange<Int64>?]) {
        guard let low = found.compactMap({ $0?.lowerBound }).min(),
            let high = found.compactMap({ $0?.upperBound }).max()
        else {
            isEmpty = true
            return
        }
        first = max(first ?? low, low)
        last = min(last ?? high, high)
        if let first, let last { isEmpty = first > last }
    }
}
