import Law
import Units

/// Vehicles that touch every rule of the packs, to see which of them two packs judge differently.
///
/// Each is weighed at masses around all limits, on-site and in motion, and at an entrance.
public enum StandardVehicles {
    /// All of them.
    public static var all: [VehicleQuery] {
        (coded + byAxles + kinds).flatMap { vehicle in
            masses.flatMap { gross in weighings(gross).map { VehicleQuery(vehicle: vehicle, weighing: $0) } }
        }
            // Their limits, groups and sizes do not depend on the mass.
            + (measured + sized).map { vehicle in
                VehicleQuery(
                    vehicle: vehicle,
                    weighing: Weighing(gross: Kilograms(24_500), isDynamic: false, isOnSite: true)
                )
            }
            + classes.map { VehicleQuery(vehicle: coded("159", driven: 2), weighing: inMotion(60_000, $0)) }
    }

    private static let codes = [
        "12", "11", "15", "112", "122", "115", "125", "152", "1222", "155", "1125", "129", "1522", "11222", "159",
        "1155", "1129", "11522", "156", "133",
    ]

    /// Accuracy classes; 7 is none.
    private static let classes = ["0.2", "0.5", "1", "2", "5", "10", "7"]

    private static let masses =
        [3_000, 3_500, 3_501, 4_500, 12_001]
        + stride(from: 17_000, through: 50_000, by: 1_000).flatMap { [$0, $0 + 1] }
        + [55_000, 75_000, 120_000]

    private static func inMotion(_ gross: Int, _ accuracyClass: String) -> Weighing {
        Weighing(gross: Kilograms(gross), isDynamic: true, accuracyClass: accuracyClass)
    }

    private static func weighings(_ gross: Int) -> [Weighing] {
        var entrance = inMotion(gross, "5")
        entrance.isAtEntrance = true
        return [Weighing(gross: Kilograms(gross), isDynamic: false, isOnSite: true), inMotion(gross, "5"), entrance]
    }

    private static var coded: [VehicleDescription] {
        codes.flatMap { code in [nil, 1, 2].map { coded(code, driven: $0) } }
    }

    private static func coded(_ code: String, driven: Int?) -> VehicleDescription {
        let axles = AxleTypeCode(code, dialect: .b)?.axles ?? 0
        return VehicleDescription(
            axles: Array(repeating: AxleDescription(), count: axles),
            axleCode: code,
            driveAxles: driven
        )
    }

    private static var byAxles: [VehicleDescription] {
        (2...7).flatMap { axles in
            [VehicleForm.rigid, .articulated, .centreAxle, .drawbar, .unknown].map { form in
                VehicleDescription(
                    axles: Array(repeating: AxleDescription(), count: axles),
                    cameraForm: form,
                    driveAxles: 2
                )
            }
        }
    }

    /// Codes with close, middle, wide and spread groups, dual and single tyres, with and without air suspension.
    private static var measured: [VehicleDescription] {
        ["12", "11", "15", "119", "122", "125", "152", "155", "129", "159"].flatMap { code in
            [900, 970, 1_100, 1_200, 1_320, 1_360, 1_420, 1_850, 1_900].flatMap { spacing in
                [true, false].flatMap { dual in
                    [true, false].flatMap { air in
                        [true, false].map { spaced(code, Millimetres(spacing), dual: dual, air: air, wide: $0) }
                    }
                }
            }
        }
    }

    private static func spaced(_ code: String, _ spacing: Millimetres, dual: Bool, air: Bool, wide: Bool)
        -> VehicleDescription
    {
        var vehicle = coded(code, driven: 2)
        let groups = AxleTypeCode(code, dialect: .b)?.groups ?? []
        vehicle.axles = groups.enumerated().flatMap { place, group in
            (0..<group.axles).map { axle in
                AxleDescription(
                    spacing: axle > 0 ? spacing : place > 0 ? Millimetres(4_000) : nil,
                    dualTyres: place > 0 && (dual || place < groups.count - 1) && group != .singleSingle
                )
            }
        }
        vehicle.cameraForm = code == "125" ? .articulated : .unknown
        (vehicle.airSuspension, vehicle.wideTyres) = (air, wide)
        return vehicle
    }

    private static var kinds: [VehicleDescription] {
        VehicleKind.allCases.flatMap { kind in
            [nil, Kilograms(12_000)].map { licence in
                var vehicle = coded("12", driven: 1)
                (vehicle.kind, vehicle.licenceMass) = (kind, licence)
                (vehicle.ratedLoad, vehicle.kerbMass) = (Kilograms(9_000), Kilograms(8_000))
                return vehicle
            }
        }
    }

    /// Each dimension alone at and beyond each border of limits and bands, for each kind and form with figures of its own.
    private static var sized: [VehicleDescription] {
        let lengths = [18_100, 18_101, 20_000, 20_001, 22_000, 22_001, 28_000, 28_001]
        let widths = [2_550, 2_551, 2_600, 2_601, 3_000, 3_001, 3_750, 3_751]
        let heights = [4_000, 4_001, 4_200, 4_201, 4_300, 4_301, 4_500, 4_501]
        let sizes =
            lengths.map {
                OuterDimensions(length: Millimetres($0), width: Millimetres(2_500), height: Millimetres(3_900))
            }
            + widths.map {
                OuterDimensions(length: Millimetres(12_000), width: Millimetres($0), height: Millimetres(3_900))
            }
            + heights.map {
                OuterDimensions(length: Millimetres(12_000), width: Millimetres(2_500), height: Millimetres($0))
            }
        return sizes.flatMap { size in
            VehicleKind.allCases.flatMap { kind in
                [VehicleForm.articulated, .drawbar].map { form in
                    var vehicle = VehicleDescription(
                        axles: Array(repeating: AxleDescription(), count: 6),
                        cameraForm: form,
                        driveAxles: 2
                    )
                    (vehicle.kind, vehicle.licenceMass, vehicle.dimensions) = (kind, Kilograms(49_000), size)
                    return vehicle
                }
            }
        }
    }
}
