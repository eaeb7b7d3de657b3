import ArgumentParser
import FeedContract
import Foundation
import RuleQuery

/// The options that describe one vehicle; they say the same as the keys of a line of `--stdin`, and are read and checked
/// as one.
struct DescribedVehicle: ParsableArguments {
    @Option(help: "行为日 / the day of the act (YYYY-MM-DD) or an instant of it; today by default.")
    var at: String?
    @Option(help: "车货总质量示值 kg / gross mass as shown.")
    var grossKg: String?
    @Option(help: "各轴轴载 kg / axle loads, from the front.")
    var loadsKg: String?
    @Option(help: "轴距 mm，首项为 null / distances to the axle in front, the first null.")
    var spacingsMm: String?
    @Option(help: "各轴轮胎数 2 或 4 / tyres of each axle, 2 or 4.")
    var tyres: String?
    @Option(help: "轴数 / number of axles.")
    var axles: String?
    @Option(help: "轴型代码 / axle-type code.")
    var axleCode: String?
    @Option(help: "轴型代码体系 a 或 b / the code's dialect, a or b.")
    var dialect: String?
    @Option(help: "车型 / form: rigid, articulated, centre-axle, drawbar, bus, car, unknown.")
    var form: String?
    @Option(help: "驱动轴数 / driven axles; more than two count as two.")
    var driveAxles: String?
    @Option(help: "驱动轴是否双轮胎 / whether the drive axles have dual tyres: true, false.")
    var driveDual: String?
    @Option(help: "是否空气悬架 / whether there is air suspension: true, false.")
    var airSuspension: String?
    @Option(help: "单轮胎是否宽胎 / whether single tyres are wide ones: true, false.")
    var wideTyres: String?
    @Option(help: "类别 / kind: ordinary, low-speed, refrigerated, special-operation, car-carrier.")
    var vehicleKind: String?
    @Option(help: "行驶证总质量 kg / total mass on the vehicle licence.")
    var licenceMassKg: String?
    @Option(help: "核定载质量 kg / rated load.")
    var ratedLoadKg: String?
    @Option(help: "整备质量 kg / kerb mass.")
    var kerbMassKg: String?
    @Option(help: "车长 mm / length.")
    var lengthMm: String?
    @Option(help: "车宽 mm / width.")
    var widthMm: String?
    @Option(help: "车高 mm / height.")
    var heightMm: String?
    @Option(help: "称重方式 / weighing: static (default), dynamic.")
    var weighing: String?
    @Option(help: "衡器准确度等级 / the instrument's accuracy class, as 5.")
    var instrumentClass: String?
    @Option(help: "站点类型 / site type: 21, 31 (default), 41, 42, 71, mobile.")
    var siteType: String?
    @Option(
        help: """
            登记信息 JSON / the register's entry as JSON: form, drive_axles, licence_mass_kg, rated_load_kg, kerb_mass_kg, \
            vehicle_kind.
            """
    )
    var registration: String?

    private var texts: [(key: String, value: String?)] {
        [
            ("at", at), ("axle_code", axleCode), ("dialect", dialect), ("form", form), ("vehicle_kind", vehicleKind),
            ("weighing", weighing), ("instrument_class", instrumentClass), ("site_type", siteType),
        ]
    }

    /// What is JSON already, or a list of it.
    private var values: [(key: String, value: String?)] {
        [
            ("gross_kg", grossKg), ("axles", axles), ("drive_axles", driveAxles), ("drive_dual", driveDual),
            ("air_suspension", airSuspension), ("wide_tyres", wideTyres), ("licence_mass_kg", licenceMassKg),
            ("rated_load_kg", ratedLoadKg), ("kerb_mass_kg", kerbMassKg), ("length_mm", lengthMm),
            ("width_mm", widthMm), ("height_mm", heightMm), ("registration", registration),
        ]
    }

    private var lists: [(key: String, value: String?)] {
        [("loads_kg", loadsKg), ("spacings_mm", spacingsMm), ("tyres", tyres)]
    }

    /// Whether no option was given.
    var isEmpty: Bool { (texts + values + lists).allSatisfy { $0.value == nil } }

    /// The options as one line of `--stdin`.
    var json: String {
        get throws(InvalidQuery) {
            var members: [String] = []
            var faults: [Fault] = []
            func add(_ key: String, _ json: String) {
                // A value that is no JSON would take the others with it.
                if (try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)) == nil {
                    faults.append(Fault(pointer: "/\(key)", reason: "cannot be read: \(json)"))
                }
                members.append("\"\(key)\":\(json)")
            }
            for (key, value) in texts {
                if let value, let json = try? value.jsonText { add(key, json) }
            }
            for (key, value) in values { if let value { add(key, value) } }
            for (key, value) in lists { if let value { add(key, "[\(value)]") } }
            guard faults.isEmpty else { throw InvalidQuery(faults: faults) }
            return "{\(members.joined(separator: ","))}"
        }
    }

    /// A fault of the line as a fault of its option: `/gross_kg missing` is `--gross-kg: missing`.
    func words(_ fault: Fault) -> String {
        let path = fault.pointer.split(separator: "/", maxSplits: 1).map(String.init)
        guard let key = path.first else { return fault.reason }
        let rest = path.count > 1 ? " (\(path[1]))" : ""
        return "--\(key.replacingOccurrences(of: "_", with: "-"))\(rest): \(fault.reason)"
    }
}
