import Enforcement
import Registry
import Storage
import Units

/// The register of instruments, for what contradicts it.
struct InstrumentRegister: Sendable {
    private let entries: [String: [InstrumentEntry]]

    /// Reads the register of a data directory.
    ///
    /// - Returns: `nil` when there is none yet.
    /// - Throws: `StoreError` and GRDB's errors, when there is one that cannot be read.
    init?(directory: String) throws {
        do {
            let reader = try RegistryReader(directory: directory)
            entries = Dictionary(grouping: try reader.instruments(), by: \.id)
            try reader.close()
        } catch StoreError.missing {
            return nil
        }
    }

    /// Takes entries.
    init(_ entries: [InstrumentEntry]) {
        self.entries = Dictionary(grouping: entries, by: \.id)
    }

    /// What is registered of an instrument for some of the days of a certificate.
    func entries(of profile: InstrumentProfile) -> [InstrumentEntry] {
        entries[profile.id, default: []].filter { entry in
            entry.validity.from <= profile.validUntil && entry.validity.until.map { profile.validFrom <= $0 } != false
        }
    }
}

/// Where a station's file and the register contradict each other.
extension StationCheck {
    func registerFindings(_ station: StationFile) -> [StationFinding] {
        guard let register else { return [] }
        return station.instruments.flatMap { entry in
            register.entries(of: entry.profile).compactMap { contradiction(entry, $0, station) }
        }
    }

    private func contradiction(
        _ entry: StationFile.InstrumentEntry,
        _ registered: InstrumentEntry,
        _ station: StationFile
    ) -> StationFinding? {
        let profile = entry.profile
        // Another number from another day on is another certificate: renewed before the old one had ended.
        let isOther = profile.certificate != registered.certificate && profile.validFrom != registered.validity.from
        if isOther { return nil }
        let until = registered.validity.until.map { "\($0)" } ?? "–"
        let pairs = [
            ("class", profile.accuracyClass, registered.accuracyClass),
            ("certificate", profile.certificate, registered.certificate),
            ("valid_from", "\(profile.validFrom)", "\(registered.validity.from)"),
            ("valid_until", "\(profile.validUntil)", until),
        ]
        guard let (key, here, there) = pairs.first(where: { $0.1 != $0.2 }) else { return nil }
        return station.finding(
            "instrument-register",
            .error,
            at: "\(entry.key).\(key)",
            BilingualText(
                "仪器 \(profile.id)：这里是 \(here)，检测设备台账是 \(there)（\(registered.validity.from) – \(until)）",
                "instrument \(profile.id): \(here) here, \(there) in the register (\(registered.validity.from) – \(until))"
            ),
            BilingualText("按检定证书改正其中一处", "correct one of them by the certificate")
        )
    }
}
