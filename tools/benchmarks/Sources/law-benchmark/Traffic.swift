import Law
import RuleQuery

/// Described vehicles as a station sends them: a code, or spacings and tyres; static and in motion; some over the limit.
enum Traffic {
    private static let reported = [
        ("12", 18_000), ("15", 25_000), ("115", 31_000), ("125", 36_000), ("155", 43_000), ("129", 42_000),
        ("159", 49_000),
        ("1155", 49_000), ("11522", 49_000),
    ]

    /// Spacings and tyres of a truck with a tandem, and of a tractor with a tridem semitrailer.
    private static let measured = [
        (#""spacings_mm":[null,3900,1350],"tyres":[2,4,4]"#, 25_000),
        (#""spacings_mm":[null,3300,1350,7000,1310,1310],"tyres":[2,4,4,4,4,4]"#, 49_000),
    ]

    static func lines(_ count: Int) -> [String] {
        (0..<count).map { number in
            let share = 60 + number * 7 % 60
            let dynamic = number % 3 == 0 ? "" : #","weighing":"dynamic","instrument_class":"5""#
            if number % 4 == 0 {
                let (axles, limit) = measured[number / 4 % measured.count]
                return
                    #"{"at":"2026-11-23","gross_kg":\#(limit * share / 100),\#(axles),"wide_tyres":false\#(dynamic)}"#
            }
            let (code, limit) = reported[number % reported.count]
            let gross = limit * share / 100
            return
                #"{"at":"2026-11-23","gross_kg":\#(gross),"axle_code":"\#(code)","drive_axles":2,"form":"unknown"\#(dynamic)}"#
        }
    }

    private static let limits = Dictionary(uniqueKeysWithValues: reported)

    /// The least that a limit can cost: one look-up by the code's text, one comparison.
    static func floor(_ query: VehicleQuery) -> Int {
        let limit = query.vehicle.axleCode.flatMap { limits[$0] } ?? 25_000
        return query.weighing.gross.rawValue > limit ? 1 : 0
    }
}
