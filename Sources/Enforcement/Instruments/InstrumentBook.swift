import Law
import Readings
import Units

/// The certificates of all instruments, from the stations' files and from the instrument register: a certificate proves
/// itself, wherever it is on record.
struct InstrumentBook: Sendable {
    private var registered: [String: [InstrumentProfile]] = [:]

    init() {}

    /// Takes the instrument register in place of what was known of it.
    init(registered instruments: [InstrumentProfile]) {
        for instrument in instruments { registered[instrument.id, default: []].append(instrument) }
    }

    /// The instrument as of a day: with the latest certificate that covers it, the register's before the station's; else
    /// with the one that ends last, which then does not cover it.
    ///
    /// - Parameter listed: the certificate in the station's file.
    func instrument(_ id: String, listed: InstrumentProfile?, on day: CivilDate) -> InstrumentProfile? {
        guard let certificates = registered[id] else { return listed }
        let covering = certificates.filter { $0.isVerified(on: day) }.max { $0.validFrom < $1.validFrom }
        if let covering { return covering }
        if let listed, listed.isVerified(on: day) { return listed }
        return (certificates + [listed].compactMap { $0 }).max { $0.validUntil < $1.validUntil }
    }

    /// The first day of the certificate that covers a day; `nil` where none does.
    ///
    /// - Parameter listed: the certificate in the station's file.
    func certifiedSince(_ id: String, listed: InstrumentProfile?, on day: CivilDate) -> CivilDate? {
        instrument(id, listed: listed, on: day).flatMap { $0.isVerified(on: day) ? $0.validFrom : nil }
    }
}

/// Looks once a day whether certificates end.
struct CertificateWatch: Sendable {
    /// So many days before a certificate ends it is said.
    static let noticeDays = 30

    private var day: CivilDate?

    /// What is to be said at an instant: everything once when a day begins, nothing else.
    mutating func alerts(at instant: Instant, stations: [StationProfile], book: InstrumentBook) -> [Alert] {
        let today = instant.day
        guard day.map({ $0 < today }) ?? true else { return [] }
        day = today
        return stations.flatMap { station in
            station.instruments.sorted { $0.key < $1.key }.compactMap { id, listed in
                book.instrument(id, listed: listed, on: today).flatMap {
                    CertificateWatch.alert($0, station: station.station, on: today, at: instant)
                }
            }
        }
    }

    private static func alert(
        _ instrument: InstrumentProfile,
        station: Name,
        on today: CivilDate,
        at instant: Instant
    ) -> Alert? {
        let left = instrument.validUntil.dayNumber - today.dayNumber
        guard left <= noticeDays else { return nil }
        let (id, certificate, last) = (instrument.id, instrument.certificate, instrument.validUntil)
        return Alert(
            left < 0 ? .certificateExpired : .certificateExpiring,
            station: station,
            at: instant,
            subject: "\(id)~\(last)",
            words: left < 0
                ? (
                    "衡器 \(id) 检定证书 \(certificate) 已于 \(last) 到期，称重不能作为证据",
                    "certificate \(certificate) of \(id) ended on \(last): its weighings are no evidence"
                )
                : (
                    "衡器 \(id) 检定证书 \(certificate) 将于 \(last) 到期（还有 \(left) 天）",
                    "certificate \(certificate) of \(id) ends on \(last), in \(left) days"
                )
        )
    }
}
