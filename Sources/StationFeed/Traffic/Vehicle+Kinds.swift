import Readings

extension Vehicle {
    /// A passenger car, one in four of them electric.
    static func car(_ random: inout SplitMix64) -> Vehicle {
        let region = Plates.region(henanPerThousand: 850, &random)
        let isElectric = random.chance(perThousand: 250)
        return Vehicle(
            .car,
            plate: isElectric ? Plates.smallElectric(region, &random) : Plates.ordinary(region, &random),
            colour: isElectric ? .green : .blue,
            region: region,
            overloadsPerThousand: 0,
            &random
        )
    }

    /// A coach.
    static func bus(_ random: inout SplitMix64) -> Vehicle {
        let region = Plates.region(henanPerThousand: 800, &random)
        let plate = Plates.ordinary(region, &random)
        return Vehicle(.bus, plate: plate, colour: .yellow, region: region, overloadsPerThousand: 0, &random)
    }

    /// A truck that is seen once; some few of the heavy ones are electric.
    static func truck(overloadsPerThousand: Int, _ random: inout SplitMix64) -> Vehicle {
        let layout = VehicleLayout.truck(&random)
        let region = Plates.region(henanPerThousand: 650, &random)
        let isElectric = layout.mayBeOverloaded && random.chance(perThousand: 30)
        return Vehicle(
            layout,
            plate: isElectric ? Plates.largeElectric(region, &random) : Plates.ordinary(region, &random),
            colour: isElectric ? .yellowGreen : layout.truckColour,
            region: region,
            overloadsPerThousand: overloadsPerThousand,
            &random
        )
    }
}

extension VehicleLayout {
    /// The colour of a truck's plate: light trucks up to 4.5 t have small vehicles' plates.
    var truckColour: PlateColour { mayBeOverloaded ? .yellow : .blue }
}
