import Readings
import Units

/// A kind of vehicle: its axles, what it may weigh, what a recogniser sees of it.
struct VehicleKind: Sendable {
    /// The station's axle-type code, dialect b; cars and buses have none.
    let code: String?
    let form: RecognisedForm
    /// Distances to the axle in front, in mm; one less than there are axles.
    let spacings: [Int]
    /// Whether an axle has dual tyres.
    let dual: [Bool]
    /// How the mass lies on the axles, in parts of the sum.
    let shares: [Int]
    let limit: Int
    let tare: Int
    /// In metres.
    let length: Double
    /// Of a hundred trucks.
    let frequency: Int

    var hasTrailer: Bool { form == .articulated }
    var isTruck: Bool { code != nil }

    /// The trucks, in the mix of a road to a building site.
    static let trucks = [
        VehicleKind(
            code: "159",
            form: .articulated,
            spacings: [3_300, 1_350, 7_000, 1_310, 1_310],
            dual: [false, true, true, true, true, true],
            shares: [12, 19, 19, 17, 17, 16],
            limit: 49_000,
            tare: 15_500,
            length: 17,
            frequency: 45
        ),
        VehicleKind(
            code: "129",
            form: .articulated,
            spacings: [3_500, 6_500, 1_310, 1_310],
            dual: [false, true, true, true, true],
            shares: [14, 26, 20, 20, 20],
            limit: 42_000,
            tare: 13_500,
            length: 16,
            frequency: 8
        ),
        VehicleKind(
            code: "125",
            form: .articulated,
            spacings: [3_500, 6_500, 1_310],
            dual: [false, true, true, true],
            shares: [16, 28, 28, 28],
            limit: 36_000,
            tare: 12_000,
            length: 15,
            frequency: 8
        ),
        VehicleKind(
            code: "115",
            form: .rigid,
            spacings: [1_900, 4_200, 1_350],
            dual: [false, false, true, true],
            shares: [17, 17, 33, 33],
            limit: 31_000,
            tare: 12_500,
            length: 11.5,
            frequency: 15
        ),
        VehicleKind(
            code: "15",
            form: .rigid,
            spacings: [4_300, 1_350],
            dual: [false, true, true],
            shares: [26, 37, 37],
            limit: 25_000,
            tare: 9_500,
            length: 10,
            frequency: 9
        ),
        VehicleKind(
            code: "12",
            form: .rigid,
            spacings: [4_500],
            dual: [false, true],
            shares: [35, 65],
            limit: 18_000,
            tare: 6_000,
            length: 8,
            frequency: 15
        ),
    ]

    static let car = VehicleKind(
        code: nil,
        form: .car,
        spacings: [2_700],
        dual: [false, false],
        shares: [52, 48],
        limit: 2_400,
        tare: 1_200,
        length: 4.7,
        frequency: 0
    )

    static let bus = VehicleKind(
        code: nil,
        form: .bus,
        spacings: [5_900],
        dual: [false, true],
        shares: [36, 64],
        limit: 17_500,
        tare: 11_500,
        length: 12,
        frequency: 0
    )

    /// The axles under a gross mass; their loads add up to it.
    func axles(gross: Int) -> [Axle] {
        var rest = gross
        return shares.indices.map { index in
            let load = index == shares.count - 1 ? rest : gross * shares[index] / 100
            rest -= load
            return Axle(
                load: Kilograms(load),
                spacing: index == 0 ? nil : Millimetres(spacings[index - 1]),
                tyres: dual[index] ? .dual : .single
            )
        }
    }
}
