import Readings
import Units

/// One vehicle: what stays the same from passage to passage.
struct Vehicle: Sendable {
    let layout: VehicleLayout
    let plate: String
    let colour: PlateColour
    let trailerPlate: String?
    /// Of each axle to the one in front; `nil` on the first.
    let spacings: [Millimetres?]
    let dimensions: Dimensions
    /// How many of a thousand passages are overloaded.
    let overloadsPerThousand: Int

    /// Builds a vehicle.
    init(
        _ layout: VehicleLayout,
        plate: String,
        colour: PlateColour,
        region: String,
        overloadsPerThousand: Int,
        _ random: inout SplitMix64
    ) {
        self.layout = layout
        self.plate = plate
        self.colour = colour
        trailerPlate = layout.hasTrailer ? Plates.trailer(region, &random) : nil
        spacings = Vehicle.spacings(of: layout, &random)
        dimensions = Vehicle.dimensions(of: layout, axleBase: spacings, &random)
        self.overloadsPerThousand = layout.mayBeOverloaded ? overloadsPerThousand : 0
    }

    /// How long the vehicle takes to pass a point, in ms.
    func milliseconds(at speed: MetresPerHour) -> Int64 {
        Int64((dimensions.length?.rawValue ?? 0) * 3_600 / max(1, speed.rawValue))
    }

    private static func spacings(of layout: VehicleLayout, _ random: inout SplitMix64) -> [Millimetres?] {
        var spacings: [Millimetres?] = []
        for group in layout.groups {
            spacings.append(spacings.isEmpty ? nil : Millimetres(random.within(group.gap)))
            for _ in 1..<group.axles { spacings.append(Millimetres(random.within(group.inner))) }
        }
        return spacings
    }

    /// Within the limits of length (18.1 m, trains 20 m), width and height: overload is this traffic's only sin.
    private static func dimensions(
        of layout: VehicleLayout,
        axleBase: [Millimetres?],
        _ random: inout SplitMix64
    ) -> Dimensions {
        let base = axleBase.reduce(0) { $0 + ($1?.rawValue ?? 0) }
        guard layout.form != .car else {
            return Dimensions(
                length: Millimetres(base + random.within(1_500...1_900)),
                width: Millimetres(random.within(1_680...1_900)),
                height: Millimetres(random.within(1_430...1_720))
            )
        }
        let isLight = layout.form == .rigid && !layout.mayBeOverloaded
        return Dimensions(
            length: Millimetres(base + random.within(2_000...2_700)),
            width: Millimetres(random.within(isLight ? 1_850...2_250 : 2_450...2_550)),
            height: Millimetres(random.within(isLight ? 2_100...2_900 : 2_900...3_980))
        )
    }
}
