import Enforcement
import Law
import Units

/// Certificates of instruments (JJG 907-2006: verified yearly; Order 62 Art. 38: unverified, nothing can be grounded on it).
extension StationCheck {
    /// Days before the end of a certificate from which it is a finding.
    static let expiringDays = 30

    func certificateFindings(_ station: StationFile) -> [StationFinding] {
        station.instruments.flatMap { entry in
            [isGood(entry, station), isTooLong(entry, station)].compactMap { $0 }
        }
    }

    private func isGood(_ entry: StationFile.InstrumentEntry, _ station: StationFile) -> StationFinding? {
        let (id, certificate) = (entry.profile.id, entry.profile.certificate)
        let (from, until) = (entry.profile.validFrom, entry.profile.validUntil)
        if until < today {
            return station.finding(
                "certificate-expired",
                .error,
                at: entry.key + ".valid_until",
                BilingualText(
                    "仪器 \(id) 的证书 \(certificate) 已于 \(until) 到期，其称重不能作为证据",
                    "certificate \(certificate) of instrument \(id) ended on \(until); its weighings are no evidence"
                ),
                BilingualText("送检，换上新证书", "have it verified and enter the new certificate")
            )
        }
        if from > today {
            return station.finding(
                "certificate-not-yet",
                .error,
                at: entry.key + ".valid_from",
                BilingualText(
                    "仪器 \(id) 的证书 \(certificate) 自 \(from) 起才有效",
                    "certificate \(certificate) of instrument \(id) is good from \(from) on only"
                ),
                BilingualText("核对日期；在此之前的称重不能作为证据", "check the day; weighings before it are no evidence")
            )
        }
        guard until.dayNumber - today.dayNumber <= StationCheck.expiringDays else { return nil }
        return station.finding(
            "certificate-expiring",
            .warning,
            at: entry.key + ".valid_until",
            BilingualText(
                "仪器 \(id) 的证书 \(certificate) 将于 \(until) 到期，还有 \(until.dayNumber - today.dayNumber) 天",
                "certificate \(certificate) of instrument \(id) ends on \(until), in \(until.dayNumber - today.dayNumber) days"
            ),
            BilingualText("尽快送检", "have it verified in time")
        )
    }

    private func isTooLong(_ entry: StationFile.InstrumentEntry, _ station: StationFile) -> StationFinding? {
        let from = entry.profile.validFrom
        // The rules of the certificate's first day say how long it may be good for.
        let inForce = rules.packs.filter { $0.isInForce(on: from) }.compactMap(\.instruments).last
        guard let years = inForce?.verificationYears, entry.profile.validUntil > from.adding(years: years) else {
            return nil
        }
        return station.finding(
            "certificate-too-long",
            .warning,
            at: entry.key + ".valid_until",
            BilingualText(
                "仪器 \(entry.profile.id) 的证书有效期超过 \(years) 年（JJG 907）",
                "the certificate of instrument \(entry.profile.id) is good for more than \(years) year(s) (JJG 907)"
            ),
            BilingualText("核对证书上的日期", "check the days on the certificate")
        )
    }
}
