import Foundation
import TestSupport
import Testing
import Units

@Suite("Instants")
struct InstantTests {
    @Test(
        "are read as RFC 3339 with any offset, and cut to milliseconds",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-23T10:15:30.123+08:00", 1_795_400_130_123),
            ("2026-11-23T02:15:30.123Z", 1_795_400_130_123),
            ("2026-11-23t02:15:30.1239999z", 1_795_400_130_123),
            ("2026-11-22T21:15:30.123-05:00", 1_795_400_130_123),
            ("2026-11-23T10:15:30.1+08:00", 1_795_400_130_100),
            ("2024-02-29T00:00:00+08:00", 1_709_136_000_000),
        ]
    )
    func reads(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.millisecondsSince1970 == milliseconds)
    }

    @Test(
        "refuse what is no instant",
        arguments: [
            "", "2026-11-23", "2026-11-23T10:15:30", "2026-11-23 10:15:30Z", "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T10:15:60Z",
            "2026-11-23T10:15:30.Z", "2026-11-23T10:15:30.1234567890Z", "2026-11-23T10:15:30+8:00",
            "2026-11-23T10:15:30+08:00x", "2026-11-23T10:15:30+24:00", "0000-01-01T00:00:00Z", "2026-1１-23T10:15:30Z",
        ]
    )
    func refuses(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("are written so that they are read back, at whatever time")
    func roundTrip() {
        for seed in Seeds.run(ci: 20) {
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<200 {
                let instant = Instant(
                    millisecondsSince1970: .random(in: -50_000_000_000_000...250_000_000_000_000, using: &generator)
                )
                #expect(Instant(rfc3339: instant.description) == instant, "seed \(seed): \(instant)")
            }
        }
    }

    @Test("fall on the day that a clock in China shows")
    func day() {
        #expect(Instant(rfc3339: "2026-11-23T15:59:59.999Z")?.day.description == "2026-11-23")
        #expect(Instant(rfc3339: "2026-11-23T16:00:00Z")?.day.description == "2026-11-24")
        #expect(Instant(rfc3339: "1969-12-31T15:59:59Z")?.day.description == "1969-12-31")
    }
}

@Suite("Days")
struct CivilDateTests {
    @Test("agree with Foundation's calendar over four centuries")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for dayNumber in stride(from: -80_000, through: 80_000, by: 17) {
            let parts = calendar.dateComponents(
                [.year, .month, .day],
                from: Date(timeIntervalSince1970: Double(dayNumber) * 86_400)
            )
            let day = CivilDate(dayNumber: dayNumber)
            #expect(day.parts.year == parts.year && day.parts.month == parts.month && day.parts.day == parts.day)
            #expect(CivilDate(day.description) == day)
        }
    }

    @Test(
        "exist or do not",
        arguments: [("2024-02-29", true), ("2026-02-29", false), ("2026-04-31", false), ("2026-4-1", false)]
    )
    func existence(text: String, exists: Bool) {
        #expect((CivilDate(text) != nil) == exists)
    }
}

@Suite("Figures")
struct FigureTests {
    @Test("shares of a mass are floored, never rounded up")
    func floored() {
        #expect(Kilograms(52_301).floored(times: PartsPerTenThousand(9_500)) == Kilograms(49_685))
        #expect(Kilograms(1).floored(times: PartsPerTenThousand(9_999)) == .zero)
    }

    @Test("ratios are cut, and there is none to nothing")
    func ratio() {
        #expect(Kilograms(1).ratio(to: Kilograms(49_000)) == PartsPerTenThousand(0))
        #expect(Kilograms(4_901).ratio(to: Kilograms(49_000)) == PartsPerTenThousand(1_000))
        #expect(Kilograms(4_899).ratio(to: Kilograms(49_000)) == PartsPerTenThousand(999))
        #expect(Kilograms(1).ratio(to: .zero) == nil)
    }

    @Test("decimals are written without needless zeros")
    func decimals() {
        #expect(MetresPerHour(72_500).kilometresPerHourText == "72.5")
        #expect(MetresPerHour(72_000).kilometresPerHourText == "72")
        #expect(PartsPerMillion(930_000).fractionText == "0.93")
        #expect(PartsPerTenThousand(1_234).percentText == "12.34")
        #expect(PartsPerTenThousand(5).percentText == "0.05")
        #expect(PartsPerTenThousand(480).fixedPercentText == "4.80")
    }
}
