import Enforcement
import Readings
import TestSupport
import Testing
import Units

@Suite("Certificates that end (JJG 907-2006: verified yearly)")
struct CertificateTests {
    private func core(lastDay: Int) throws -> Core {
        try Core([Given.station { $0.instruments["I1"]?.validUntil = .noon(lastDay) }])
    }

    @Test(
        "are told within 30 days of their last day, and when they have ended",
        arguments: [
            (31, nil), (30, Alert.Kind.certificateExpiring), (0, .certificateExpiring), (-1, .certificateExpired),
        ]
    )
    func told(lastDay: Int, kind: Alert.Kind?) throws {
        var core = try core(lastDay: lastDay)
        core.tick(after: 0)
        #expect(core.alerts.map(\.kind) == [kind].compactMap { $0 })
        guard let alert = core.alerts.first else { return }
        #expect(alert.kind.topic == "instrument" && alert.station.text == "S1" && alert.plate == nil)
        for text in [alert.zh, alert.en] {
            #expect(text.contains("C1") && text.contains("I1") && text.contains(CivilDate.noon(lastDay).description))
        }
    }

    @Test("are told once a day, under the same id while it is the same certificate's end")
    func onceADay() throws {
        var core = try core(lastDay: 5)
        let (hour, day) = (Int64(3_600_000), Int64(86_400_000))
        for instant in [0, hour, 12 * hour - 1, 12 * hour, day, 2 * day] { core.tick(after: instant) }
        #expect(core.alerts.map(\.at.day) == [.noon(0), .noon(1), .noon(2)])
        #expect(Set(core.alerts.map(\.id)).count == 1)
    }

    @Test("are not told once the register holds the renewed one")
    func renewed() throws {
        var core = try core(lastDay: -1)
        let renewed = InstrumentProfile(
            id: "I1",
            accuracyClass: "5",
            certificate: "C2",
            validFrom: .noon(0),
            validUntil: .noon(364),
            speeds: MetresPerHour(kilometresPerHour: 5)...MetresPerHour(kilometresPerHour: 120)
        )
        core.tell(.registers(instruments: [renewed], knowPlates: false))
        core.tick(after: 0)
        #expect(core.alerts.isEmpty)
    }
}
