import ArgumentParser
import Registry

/// Reads a register's name from the command line; `vehicle` says the same as `vehicles`.
@Sendable
func readRegister(_ argument: String) throws -> RegisterKind {
    let found = RegisterKind.allCases.first { $0.rawValue == argument || $0.singular == argument }
    guard let found else { throw ValidationError("no such register: \(argument); there are \(RegisterKind.list)") }
    return found
}

extension RegisterKind {
    /// All of them, for help and messages.
    static let list = allCases.map(\.rawValue).joined(separator: ", ")

    /// What a file must bring for each, for help.
    static let requiredColumns = allCases.map { kind in
        let columns = kind.columns.filter(\.isRequired).map { $0.headings.first ?? $0.name }
        let words =
            columns.isEmpty
            ? kind.columns.prefix(2).map { $0.headings.first ?? $0.name }.joined(separator: " 或 ")
            : columns.joined(separator: " ")
        return "  \(kind.rawValue): \(words)"
    }.joined(separator: "\n")

    var singular: String {
        switch self {
        case .vehicles: "vehicle"
        case .drivers: "driver"
        case .companies: "company"
        case .sites: "site"
        case .instruments: "instrument"
        case .permits: "permit"
        case .watchlist: "watch"
        }
    }

    func name(_ lang: Language) -> String {
        switch self {
        case .vehicles: lang.text("车辆", "vehicles")
        case .drivers: lang.text("驾驶人", "drivers")
        case .companies: lang.text("企业", "companies")
        case .sites: lang.text("源头单位", "sites")
        case .instruments: lang.text("检测设备", "instruments")
        case .permits: lang.text("通行证", "permits")
        case .watchlist: lang.text("布控名单", "watchlist")
        }
    }
}
