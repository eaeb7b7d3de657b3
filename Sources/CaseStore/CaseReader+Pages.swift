public import Enforcement
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
    public func page(_ filter: PageFilter) throws -> [CaseSummary] { try page(filter, fewMax: RowSpan.fewMax) }

    /// - Parameter fewMax: cases in a span of time that are looked up by it.
    func page(_ filter: PageFilter, fewMax: Int) throws -> [CaseSummary] {
        if let stations = filter.stations, stations.isEmpty { return [] }
        return try database.read { db -> [Row] in
            let rows = try RowSpan(filter, fewMax: fewMax, db)
            guard !rows.isEmpty else { return [] }
            let (sql, arguments) = PageQuery(filter, rows).statement
            return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        }.compactMap(CaseSummary.init)
    }
}
