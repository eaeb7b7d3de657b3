import Law
import Units

/// Vehicles that touch every class of the law, to see which of them two rule packs judge differently.
public enum StandardVehicles {
    /// Every axle-type code with every number of driven axles, and every number of axles with every form, each with masses
    /// around the limits and at both sites.
    public static var all: [VehicleQuery] {
        vehicles.flatMap { vehicle in
            masses.flatMap { gross in
                [
                    Weighing(gross: Kilograms(gross), isDynamic: false, isOnSite: true),
                    Weighing(gross: Kilograms(gross), isDynamic: true, accuracyClass: "5"),
                    Weighing(gross: Kilograms(gross), isDynamic: true, accuracyClass: "5", isAtEntrance: true),
                ].map { VehicleQuery(vehicle: vehicle, weighing: $0) }
            }
        }
    }

    private static let codes = [
        "12", "11", "15", "112", "122", "115", "125", "152", "1222", "155", "1125", "129", "1522", "11222", "159",
        "1155", "1129", "11522", "156", "133",
    ]

    private static let masses =
        [3_000, 17_000] + stride(from: 18_000, through: 50_000, by: 1_000).flatMap { [$0, $0 + 1] } + [
            55_000, 75_000, 120_000,
        ]

    private static var vehicles: [VehicleDescription] {
        codes.flatMap { code in
            [nil, 1, 2].map { described(axles: AxleTypeCode(code, dialect: .b)?.axles ?? 0, code: code, driven: $0) }
        }
            + (2...7).flatMap { axles in
                [VehicleForm.rigid, .articulated, .centreAxle, .drawbar, .unknown].map { form in
                    described(axles: axles, form: form, driven: 2)
                }
            }
    }

    private static func described(
        axles: Int,
        code: String? = nil,
        form: VehicleForm = .unknown,
        driven: Int?
    ) -> VehicleDescription {
        var vehicle = VehicleDescription(
            axles: Array(repeating: AxleDescription(), count: axles),
            axleCode: code,
            cameraForm: form,
            driveAxles: driven
        )
        vehicle.ratedLoad = Kilograms(15_000)
        vehicle.kerbMass = Kilograms(15_000)
        vehicle.dimensions = OuterDimensions(
            length: Millimetres(19_000),
            width: Millimetres(2_600),
            height: Millimetres(4_000)
        )
        return vehicle
    }
}
