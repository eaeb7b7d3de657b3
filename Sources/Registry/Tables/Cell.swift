/// A checked value as it stands in a register's column: days as day numbers, yes as 1.
enum Cell: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)

    var isNull: Bool { self == .null }

    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    var text: String? { if case .text(let value) = self { value } else { nil } }
}
