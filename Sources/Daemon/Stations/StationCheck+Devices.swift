import Enforcement
import Readings
import Units

/// Devices, their instruments and their clocks.
extension StationCheck {
    func deviceFindings(_ station: StationFile) -> [StationFinding] {
        station.devices.flatMap { device in
            [uninstrumented(device, station), laneless(device, station), offset(device, station)].compactMap { $0 }
        } + unused(station)
    }

    private func uninstrumented(_ device: StationFile.DeviceEntry, _ station: StationFile) -> StationFinding? {
        guard device.profile.kind == .weigh, device.instrument == nil else { return nil }
        return station.finding(
            "scale-without-instrument",
            .error,
            at: device.key + ".instrument",
            BilingualText(
                "称重设备 \(device.profile.source) 没有写明是哪台检定过的仪器",
                "the scale \(device.profile.source) does not say which verified instrument it is"
            ),
            BilingualText("写上 instrument，并在 instruments 中列出证书", "add instrument, and its certificate under instruments")
        )
    }

    private func laneless(_ device: StationFile.DeviceEntry, _ station: StationFile) -> StationFinding? {
        guard device.profile.lanes.isEmpty else { return nil }
        return station.finding(
            "device-without-lanes",
            .error,
            at: device.key + ".lanes",
            BilingualText("设备 \(device.profile.source) 没有车道", "\(device.profile.source) covers no lane"),
            BilingualText("写上 lanes；未列出的车道的数据会被隔离", "list its lanes; what it reports of others is quarantined")
        )
    }

    private func offset(_ device: StationFile.DeviceEntry, _ station: StationFile) -> StationFinding? {
        guard let size = device.profile.offset?.magnitude.rawValue else { return nil }
        let window = max(main.pipeline.before.rawValue, main.pipeline.after.rawValue)
        guard size > window else { return nil }
        return station.finding(
            "offset-beyond-window",
            .warning,
            at: device.key + ".offset_ms",
            BilingualText(
                "时钟差 \(size) 毫秒超过配对时间窗 \(window) 毫秒",
                "the clock's offset of \(size) ms is beyond the pairing window of \(window) ms"
            ),
            BilingualText("校准设备的时钟，不要长期靠 offset_ms", "set the device's clock; offset_ms is for small differences")
        )
    }

    private func unused(_ station: StationFile) -> [StationFinding] {
        // A scale that names none may be the one that should.
        guard station.devices.allSatisfy({ $0.profile.kind != .weigh || $0.instrument != nil }) else { return [] }
        let named = Set(station.devices.compactMap(\.instrument))
        return station.instruments.filter { !named.contains($0.profile.id) }.map { instrument in
            station.finding(
                "instrument-unused",
                .warning,
                at: instrument.key + ".id",
                BilingualText(
                    "没有设备使用仪器 \(instrument.profile.id)",
                    "no device names the instrument \(instrument.profile.id)"
                ),
                BilingualText("写到称重设备的 instrument，或删去", "name it at its scale, or remove it")
            )
        }
    }

    /// Instruments and certificates that stand at two places at once.
    var sharedFindings: [StationFinding] {
        var found: [StationFinding] = []
        var instruments = FirstSeen()
        var certificates = FirstSeen()
        for station in stations {
            for entry in station.instruments {
                found += instruments.second(entry.profile.id, station, entry.key + ".id", StationCheck.instrumentTwice)
                let certificate = entry.profile.certificate
                found += certificates.second(
                    certificate,
                    station,
                    entry.key + ".certificate",
                    StationCheck.certificateTwice
                )
            }
        }
        return found
    }

    private static let instrumentTwice = FirstSeen.Words(
        code: "instrument-twice",
        zh: "仪器",
        en: "instrument",
        advice: BilingualText("一台仪器只在一个站点；移走的请从原站点删去", "an instrument is at one station; remove it from the other")
    )

    private static let certificateTwice = FirstSeen.Words(
        code: "certificate-twice",
        zh: "检定证书",
        en: "certificate",
        advice: BilingualText("一张证书只属于一台仪器；核对证书编号", "a certificate is for one instrument; check its number")
    )
}

/// Remembers where something stood first.
private struct FirstSeen {
    struct Words {
        let code: String
        let zh: String
        let en: String
        let advice: BilingualText
    }

    private var places: [String: String] = [:]

    /// A finding when it has stood somewhere before.
    mutating func second(_ value: String, _ station: StationFile, _ key: String, _ words: Words) -> [StationFinding] {
        guard let first = places.updateValue(station.path, forKey: value) else { return [] }
        let text = BilingualText("\(words.zh) \(value) 已列在 \(first)", "\(words.en) \(value) is listed in \(first) too")
        return [station.finding(words.code, .error, at: key, text, words.advice)]
    }
}
