public import GRDB

// Statements that are prepared once for each connection: what runs often is not parsed each time, nor its columns looked up.
// Only for text that is one of few: a connection keeps what it has prepared.

extension Database {
    /// Executes a statement that is prepared once.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    public func executeCached(sql: String, arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

extension Row {
    /// All rows of a statement that is prepared once.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    public static func fetchAll(
        _ db: Database,
        cached sql: String,
        arguments: StatementArguments = StatementArguments()
    ) throws -> [Row] {
        try fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }

    /// The first row of a statement that is prepared once.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    public static func fetchOne(
        _ db: Database,
        cached sql: String,
        arguments: StatementArguments = StatementArguments()
    ) throws -> Row? {
        try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
}

extension DatabaseValueConvertible where Self: StatementColumnConvertible {
    /// The first column of a statement that is prepared once.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    public static func fetchAll(
        _ db: Database,
        cached sql: String,
        arguments: StatementArguments = StatementArguments()
    ) throws -> [Self] {
        try fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }

    /// The first value of a statement that is prepared once.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    public static func fetchOne(
        _ db: Database,
        cached sql: String,
        arguments: StatementArguments = StatementArguments()
    ) throws -> Self? {
        try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
}

extension DatabaseValueConvertible where Self: StatementColumnConvertible & Hashable {
    /// The different values of a statement that is prepared once.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    public static func fetchSet(
        _ db: Database,
        cached sql: String,
        arguments: StatementArguments = StatementArguments()
    ) throws -> Set<Self> {
        try fetchSet(db.cachedStatement(sql: sql), arguments: arguments)
    }
}
