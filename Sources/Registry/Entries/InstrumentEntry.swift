public import Units

/// One certificate period of a weighing instrument (检测设备).
public struct InstrumentEntry: Hashable, Sendable {
    /// The instrument's id, as readings name it.
    public var id: String
    /// The accuracy class, `0.2`…`10` (JJG 907).
    public var accuracyClass: String
    /// The certificate's number (检定证书号).
    public var certificate: String
    /// Speeds that it was verified for, both ends included; `nil` where the certificate names none.
    public var speeds: ClosedRange<MetresPerHour>?
    /// Greatest left/right imbalance of a reading that is evidence (偏载限值).
    public var imbalanceMax: PartsPerThousand
    /// The certificate's days; both ends are given.
    public var validity: ValidityPeriod

    static let columns = """
        instrument, class, certificate, speed_min_kmh, speed_max_kmh, imbalance_ppt, valid_from, valid_until
        """

    init(_ row: FoundRow) {
        id = row.text(0) ?? ""
        accuracyClass = row.text(1) ?? ""
        certificate = row.text(2) ?? ""
        if let least = row.integer(3), let greatest = row.integer(4), least <= greatest {
            let least = MetresPerHour(kilometresPerHour: Int(least))
            speeds = least...MetresPerHour(kilometresPerHour: Int(greatest))
        }
        imbalanceMax = PartsPerThousand(Int(row.integer(5) ?? 150))
        validity = row.validity(6)
    }
}
