public import GRDB

extension Database {
    /// Executes a statement that is prepared once for each connection: what runs often is not parsed each time.
    ///
    /// - Throws: GRDB's `DatabaseError`.
    public func executeCached(sql: String, arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
