import Foundation
import Registry
import TestSupport
import Units

/// A register of a test's own, in a real SQLite file.
final class GivenRegistry {
    let directory: TemporaryDirectory
    let writer: RegistryWriter
    let reader: RegistryReader

    /// The day of imports, unless a test says otherwise.
    static let today = day("2026-11-23")

    init() throws {
        directory = try TemporaryDirectory()
        writer = try RegistryWriter(directory: directory.path)
        reader = try RegistryReader(directory: directory.path)
    }

    /// Imports a text, cut into pieces of a few bytes so that every border is crossed somewhere.
    @discardableResult
    func take(
        _ kind: RegisterKind,
        _ text: String,
        on today: CivilDate = GivenRegistry.today,
        at: Instant = Given.noon,
        chunkBytes: Int = 7,
        change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportReport {
        try take(kind, Array(text.utf8), on: today, at: at, chunkBytes: chunkBytes, change: change)
    }

    @discardableResult
    func take(
        _ kind: RegisterKind,
        _ bytes: [UInt8],
        on today: CivilDate = GivenRegistry.today,
        at: Instant = Given.noon,
        chunkBytes: Int = 7,
        change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportReport {
        var options = ImportOptions(today: today, at: at, actor: "wang")
        change(&options)
        var rest = bytes[...]
        return try writer.importCSV(
            kind,
            name: "\(kind.rawValue).csv",
            options: options,
            chunks: {
                guard !rest.isEmpty else { return nil }
                defer { rest = rest.dropFirst(chunkBytes) }
                return Array(rest.prefix(chunkBytes))
            }
        )
    }

    /// Every row of a register with its history, in few words: values, days, retired or not.
    func lines(_ kind: RegisterKind, withHistory: Bool = false) throws -> [String] {
        try reader.rows(RegisterQuery(kind, withHistory: withHistory, limit: 1_000)).rows.map { row in
            let values = row.values.compactMap(\.value).joined(separator: " ")
            let days = "\(row.validity.from)…\(row.validity.until.map(\.description) ?? "")"
            return "\(values) \(days)\(row.retiredAt == nil ? "" : " retired")"
        }
    }
}

/// A day that is known to be one.
func day(_ text: String) -> CivilDate {
    guard let day = CivilDate(text) else { preconditionFailure("no day: \(text)") }
    return day
}
