public import Units

/// One row of a register as it is shown to people: what it says, for which days, and how it came to be known.
public struct RegisterRow: Codable, Hashable, Sendable {
    /// A column and what stands in it, as a file would bring it: days `YYYY-MM-DD`, `yes` and `no`.
    public struct Value: Codable, Hashable, Sendable {
        /// The column's English name.
        public var column: String
        /// The first Chinese heading; the English name where there is none.
        public var heading: String
        /// The value; `nil` when nothing is known.
        public var value: String?
        /// The value in Chinese, where it is a word.
        public var chinese: String?
        /// The unit of a number that has one: `kg`, `mm`, `km/h`, `‰`.
        public var unit: String?
        /// Whether it is a number, and so is one in JSON.
        public var isNumber: Bool
    }

    /// The row's id: the place to page on from.
    public var id: Int64
    /// The columns in the register's order.
    public var values: [Value]
    /// The days for which it holds.
    public var validity: ValidityPeriod
    /// When it became known.
    public var recordedAt: Instant
    /// When it ceased to be what is known; `nil`: it is.
    public var retiredAt: Instant?
    /// Who said it.
    public var source: Source
    /// The number of the import that retired it.
    public var retiredBy: Int64?

    /// The import and the line that said it.
    public struct Source: Codable, Hashable, Sendable {
        /// The import's number.
        public var importID: Int64
        /// The file's name.
        public var name: String
        /// The file's line.
        public var line: Int
        /// Who imported it.
        public var actor: String
    }
}

/// Which rows to show.
public struct RegisterQuery: Hashable, Sendable {
    /// The register.
    public var kind: RegisterKind
    /// What the key (also: a driver's qualification, a permit's plate, a company's or site's name) is or begins with.
    public var key: Key
    /// Only what holds on this day.
    public var day: CivilDate?
    /// Whether rows are shown that were retired since, too.
    public var withHistory: Bool
    /// Only rows with a greater id.
    public var after: Int64
    /// How many at most, 1…1 000.
    public var limit: Int

    /// How a key is given.
    public enum Key: Hashable, Sendable {
        /// Any.
        case any
        /// The whole of it.
        case exact(String)
        /// Its beginning.
        case prefix(String)
    }

    /// Asks for rows: all that are known now, unless said.
    public init(
        _ kind: RegisterKind,
        key: Key = .any,
        on day: CivilDate? = nil,
        withHistory: Bool = false,
        after: Int64 = 0,
        limit: Int = 100
    ) {
        self.kind = kind
        self.key = key
        self.day = day
        self.withHistory = withHistory
        self.after = after
        self.limit = limit
    }
}

/// Some rows, and where the next ones begin.
public struct RegisterPage: Codable, Hashable, Sendable {
    /// The rows, by id: in the order in which they became known.
    public var rows: [RegisterRow]
    /// What to give as `after` for the next page; `nil` when this was the last.
    public var next: Int64?
}

/// One import as recorded.
public struct ImportRecord: Codable, Hashable, Sendable {
    /// Its number.
    public var id: Int64
    /// The register.
    public var kind: RegisterKind
    /// The file's name.
    public var name: String
    /// The file's length.
    public var bytes: Int
    /// The file's SHA-256, hexadecimal.
    public var sha256: String
    /// Who imported it.
    public var actor: String
    /// When.
    public var recordedAt: Instant
    /// Lines with something in them.
    public var lines: Int
    /// Lines that said something new.
    public var added: Int
    /// Lines that changed something.
    public var changed: Int
    /// Lines that said what was known.
    public var unchanged: Int
    /// Lines that were not taken.
    public var rejected: Int
}
