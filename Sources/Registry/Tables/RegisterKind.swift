/// What a register (台账) holds entries of.
public enum RegisterKind: String, CaseIterable, Codable, Sendable {
    /// Vehicles (车辆).
    case vehicles
    /// Drivers (驾驶人).
    case drivers
    /// Transport companies (运输企业).
    case companies
    /// Loading sites (货运源头单位).
    case sites
    /// Weighing instruments (检测设备).
    case instruments
    /// Permits for over-limit transports (超限运输车辆通行证).
    case permits
    /// Plates to look out for (布控名单).
    case watchlist
}
