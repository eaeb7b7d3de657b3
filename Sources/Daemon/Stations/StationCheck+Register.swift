import Enforcement
import Units

/// What the register of instruments says of one, over some days.
struct RegisteredCertificate: Sendable {
    var accuracyClass: String
    var certificate: String
    var validFrom: CivilDate
    var validUntil: CivilDate
}

/// The register of instruments, read-only.
struct InstrumentRegister: Sendable {
    let certificates: @Sendable (String) throws -> [RegisteredCertificate]

    /// - Returns: `nil` when there is no register yet.
    init?(directory: String) throws {
        return nil
    }
}

/// Where a station's file and the register contradict each other.
extension StationCheck {
    func registerFindings(_ station: StationFile) -> [StationFinding] { [] }
}
