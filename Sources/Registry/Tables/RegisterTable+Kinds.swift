extension RegisterKind {
    /// The register's table.
    var table: RegisterTable {
        switch self {
        case .vehicles: .vehicles
        case .drivers: .drivers
        case .companies: .companies
        case .sites: .sites
        case .instruments: .instruments
        case .permits: .permits
        case .watchlist: .watchlist
        }
    }

    /// The headings under which a file may bring each column, for a command's help: English name, Chinese headings,
    /// and whether it is required.
    public var columns: [(name: String, headings: [String], isRequired: Bool)] {
        table.lineColumns.filter { !$0.isDerived }.map { ($0.name, $0.headings, $0.isRequired) }
    }
}

/// Masses of a vehicle or a permit, kg.
private let masses: ClosedRange<Int64> = 1...500_000
/// Dimensions of a permit, mm.
private let lengths: ClosedRange<Int64> = 1...100_000

private let company = RegisterColumn("company", ["企业信用代码", "统一社会信用代码", "业户信用代码"], .creditCode)
private let plate = RegisterColumn("plate", ["车牌号", "车牌号码", "号牌号码", "车牌"], .plate, isRequired: true)
private let colourHeadings = ["车牌颜色", "号牌颜色"]

extension RegisterTable {
    static let vehicles = RegisterTable(
        .vehicles,
        "vehicle",
        key: 2,
        [
            plate,
            RegisterColumn("colour", colourHeadings, .word(.colours), isRequired: true),
            RegisterColumn("form", ["车辆形式"], .word(.forms)),
            RegisterColumn("drive_axles", ["驱动轴数"], .integer(1...2)),
            RegisterColumn("drive_dual", ["驱动轴双胎"], .flag),
            RegisterColumn("air_suspension", ["空气悬架"], .flag),
            RegisterColumn("wide_tyres", ["宽胎"], .flag),
            RegisterColumn("vehicle_kind", ["车辆种类"], .word(.vehicleKinds)),
            RegisterColumn("licence_mass_kg", ["行驶证总质量", "总质量"], .integer(masses)),
            RegisterColumn("rated_load_kg", ["核定载质量"], .integer(masses)),
            RegisterColumn("kerb_mass_kg", ["整备质量"], .integer(masses)),
            company,
            RegisterColumn("certificate", ["营运证号", "道路运输证号"], .identifier(max: 64)),
            RegisterColumn("certificate_issued", ["营运证初领日期"], .day),
        ]
    )

    static let drivers = RegisterTable(
        .drivers,
        "driver",
        key: 1,
        [
            RegisterColumn("driver", [], .identifier(max: 64), isDerived: true),
            RegisterColumn("licence", ["驾驶证号", "驾驶证号码"], .licence),
            RegisterColumn("qualification", ["从业资格证号", "从业资格证号码"], .identifier(max: 64)),
            RegisterColumn("name", ["姓名"], .text(max: 100)),
            RegisterColumn("qualification_issued", ["资格证初领日期", "从业资格证初领日期"], .day),
            company,
        ],
        searched: ["qualification"],
        complete: { cells throws(LineProblem) in
            // Law.md: a driver is known by the licence's number, else by the qualification's.
            cells[0] = cells[1].isNull ? cells[2] : cells[1]
            guard cells[0].isNull else { return }
            throw LineProblem(
                reason: Wording(
                    zh: "驾驶证号和从业资格证号至少填一项",
                    en: "one of licence 驾驶证号 and qualification 从业资格证号 is needed"
                )
            )
        }
    )

    static let companies = RegisterTable(
        .companies,
        "company",
        key: 1,
        [
            RegisterColumn("credit_code", ["统一社会信用代码", "企业信用代码"], .creditCode, isRequired: true),
            RegisterColumn("name", ["企业名称", "名称"], .text(max: 200)),
            RegisterColumn("licence", ["道路运输经营许可证号", "经营许可证号"], .identifier(max: 64)),
            RegisterColumn("licence_issued", ["许可证初领日期"], .day),
            RegisterColumn("declared_fleet", ["申报车辆数"], .integer(1...1_000_000)),
        ],
        searched: ["name"]
    )

    static let sites = RegisterTable(
        .sites,
        "site",
        key: 1,
        [
            RegisterColumn("site", ["编号", "源头单位编号", "id"], .identifier(max: 64), isRequired: true),
            RegisterColumn("name", ["名称", "单位名称"], .text(max: 200)),
            RegisterColumn("site_kind", ["类型", "单位类型"], .word(.siteKinds)),
            RegisterColumn("district", ["区县代码", "行政区划代码"], .district),
            RegisterColumn("address", ["地址"], .text(max: 400)),
            company,
        ],
        searched: ["name"]
    )

    static let instruments = RegisterTable(
        .instruments,
        "instrument",
        key: 1,
        [
            RegisterColumn("instrument", ["编号", "设备编号", "id"], .identifier(max: 64), isRequired: true),
            RegisterColumn("class", ["准确度等级"], .word(.accuracyClasses), isRequired: true),
            RegisterColumn("certificate", ["检定证书号", "检定证书编号"], .text(max: 100), isRequired: true),
            RegisterColumn("speed_min_kmh", ["最低速度"], .integer(0...300)),
            RegisterColumn("speed_max_kmh", ["最高速度"], .integer(0...300)),
            RegisterColumn("imbalance_ppt", ["偏载限值"], .integer(1...1_000), absent: .integer(150)),
        ],
        needsPeriod: true,
        complete: { cells throws(LineProblem) in
            if cells[3].isNull, cells[4].isNull { return }
            if let least = cells[3].integer, let greatest = cells[4].integer, least <= greatest { return }
            throw LineProblem(
                column: "speed_max_kmh",
                reason: Wording(
                    zh: "最低速度和最高速度应同时填写，且最低不大于最高",
                    en: "speed_min_kmh and speed_max_kmh go together, the least not above the greatest"
                )
            )
        }
    )

    static let permits = RegisterTable(
        .permits,
        "permit",
        key: 1,
        [
            RegisterColumn("number", ["通行证号", "通行证编号"], .identifier(max: 64), isRequired: true),
            plate,
            RegisterColumn("colour", colourHeadings, .word(.colours), absent: .text("unknown")),
            RegisterColumn("trailer_plate", ["挂车号牌", "挂车车牌号"], .plate),
            RegisterColumn("mass_kg", ["总质量"], .integer(masses)),
            RegisterColumn("length_mm", ["长", "车长"], .integer(lengths)),
            RegisterColumn("width_mm", ["宽", "车宽"], .integer(lengths)),
            RegisterColumn("height_mm", ["高", "车高"], .integer(lengths)),
            RegisterColumn("stations", ["站点", "途经站点"], .stations),
        ],
        needsPeriod: true,
        searched: ["plate"]
    )

    static let watchlist = RegisterTable(
        .watchlist,
        "watch",
        key: 3,
        [
            plate,
            RegisterColumn("colour", colourHeadings, .word(.colours), absent: .text("unknown")),
            RegisterColumn("reason", ["原因", "布控原因"], .word(.watchReasons), isRequired: true),
            RegisterColumn("note", ["备注"], .text(max: 1_000)),
        ]
    )
}
