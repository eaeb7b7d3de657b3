public import Units

/// How a file is imported, by whom and when.
public struct ImportOptions: Hashable, Sendable {
    /// Whether one bad line keeps the whole file out.
    public var isStrict: Bool
    /// Whether everything is checked and nothing is written.
    public var isDryRun: Bool
    /// The day from which a line without `valid_from` (生效日期) holds.
    public var today: CivilDate
    /// The clock, recorded with every row.
    public var at: Instant
    /// Who imports: a user's name.
    public var actor: String
    /// How the file is written; `nil`: found out from its first line.
    public var encoding: TextEncoding?

    /// Says how to import.
    public init(
        isStrict: Bool = false,
        isDryRun: Bool = false,
        today: CivilDate,
        at: Instant,
        actor: String,
        encoding: TextEncoding? = nil
    ) {
        self.isStrict = isStrict
        self.isDryRun = isDryRun
        self.today = today
        self.at = at
        self.actor = actor
        self.encoding = encoding
    }
}

/// How far an import is; told after each chunk.
public struct ImportProgress: Hashable, Sendable {
    /// Bytes of the file read so far.
    public var bytes: Int
    /// Lines checked so far, without the header and empty ones.
    public var lines: Int
    /// Lines of them rejected.
    public var rejected: Int
}
