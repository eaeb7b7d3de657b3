public import Readings
public import Units

/// Trucks as they are on the road: what most of them are, and how their axles stand.
public enum Truck {
    /// Axle-type code, limit in kg and what a recogniser says, as often as they are met.
    public static let classes = [
        ("159", 49_000, RecognisedForm.articulated), ("159", 49_000, .articulated), ("155", 43_000, .articulated),
        ("159", 49_000, .articulated), ("12", 18_000, .rigid), ("159", 49_000, .articulated), ("15", 25_000, .rigid),
        ("129", 42_000, .articulated), ("159", 49_000, .articulated), ("115", 31_000, .rigid),
    ]

    /// Axles with the spacings and tyres that a code stands for.
    public static func axles(_ code: String, gross: Int) -> [Axle] {
        var axles: [Axle] = []
        for digit in code {
            let (count, tyres): (Int, Tyres) =
                switch digit {
                case "1": (1, .single)
                case "2": (1, .dual)
                case "5": (2, .dual)
                default: (3, .dual)
                }
            for place in 0..<count {
                let spacing = axles.isEmpty ? nil : Millimetres(place > 0 ? 1_310 : code == "115" ? 1_900 : 3_900)
                axles.append(Axle(load: .zero, spacing: spacing, tyres: tyres))
            }
        }
        let each = gross / axles.count
        for index in axles.indices { axles[index].load = Kilograms(each) }
        axles[0].load = Kilograms(gross - each * (axles.count - 1))
        return axles
    }
}
