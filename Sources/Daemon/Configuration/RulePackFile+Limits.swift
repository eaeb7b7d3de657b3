import Law
import Units

// The sections of a rule pack that say what is allowed.
extension RulePack {
    mutating func readLimits(_ keys: ConfigurationMapping, _ reading: PackReading) {
        grossMass = keys.rules("gross_mass") { GrossMassRule($0, reading) }
        goodsVehicles = keys.section("goods_vehicles") { GoodsVehicleRule($0, reading) }
        axleCodes = keys.rules("axle_codes") { AxleCodeRule($0, reading) }
        axleGroups = keys.section("axle_groups") { AxleGroupTable($0, reading) }
        adjustments = keys.section("adjustments") { LimitAdjustments($0, reading) }
        vehicleKinds = keys.rules("vehicle_kinds") { VehicleKindRule($0, reading) }
        dimensions = keys.section("dimensions") { DimensionRules($0, reading) }
        instruments = keys.section("instruments") { InstrumentRules($0, reading) }
        entrance = keys.section("entrance") { EntranceRule($0, reading) }
    }
}

extension GrossMassRule {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let axles = keys.required("axles")?.integer(in: 2...20)
        let andMore = keys.optional("and_more")?.boolean() ?? false
        let form = keys.required("form")?.choice(of: FormClass.self)
        let driveAxles = keys.optional("drive_axles")?.integer(in: 1...2)
        let limit = keys.kilograms("limit_kg")
        guard let rule, let axles, let form, let limit else { return nil }
        self.init(
            rule: rule,
            axlesMin: axles,
            axlesMax: andMore ? nil : axles,
            form: form,
            driveAxles: driveAxles,
            limit: limit
        )
    }
}

extension GoodsVehicleRule {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let light = keys.required("light_max_kg")?.integer(in: 0...18_000)
        guard let rule, let light else { return nil }
        self.init(rule: rule, lightMax: Kilograms(light))
    }
}

extension AxleCodeRule {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let code = keys.required("code").flatMap { node in
            node.text().flatMap { text -> AxleTypeCode? in
                if let code = AxleTypeCode(text, dialect: .b) { return code }
                node.problem("must be an axle-type code in dialect b, as \"159\"")
                return nil
            }
        }
        let form = keys.required("form")?.choice(of: VehicleForm.self)
        let driveAxles = keys.optional("drive_axles")?.integer(in: 1...2)
        let limit = keys.kilograms("limit_kg")
        guard let rule, let code, let form, let limit else { return nil }
        self.init(rule: rule, code: code, form: form, driveAxles: driveAxles, limit: limit)
    }
}

extension AxleGroupTable {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let tolerance = keys.required("border_tolerance_mm")?.integer(in: 0...500)
        let rows = keys.rules("rows") { AxleGroupRow($0, reading) }
        if rows.isEmpty { _ = keys.required("rows") }
        guard let tolerance else { return nil }
        self.init(borderTolerance: Millimetres(tolerance), rows: rows)
    }
}

extension AxleGroupRow {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let axles = keys.required("axles")?.integer(in: 1...3)
        let tyres = keys.required("tyres")?.choice(of: Tyres.self)
        let driven = keys.optional("driven")?.boolean()
        let airSuspension = keys.optional("air_suspension")?.boolean()
        let trailer = keys.optional("trailer")?.boolean()
        let spacing = keys.section("spacing_mm") { SpacingClass($0) }
        let limit = keys.kilograms("limit_kg")
        guard let rule, let axles, let tyres, let limit else { return nil }
        self.init(
            rule: rule,
            axles: axles,
            tyres: tyres,
            driven: driven,
            airSuspension: airSuspension,
            trailer: trailer,
            spacing: spacing,
            limit: limit
        )
    }
}

extension SpacingClass {
    /// `from` and `up_to` include the border, `above` and `below` do not.
    fileprivate init?(_ keys: ConfigurationMapping) {
        func border(_ included: String, _ excluded: String) -> Border? {
            let (with, without) = (keys.millimetres(included), keys.millimetres(excluded))
            if with != nil, without != nil {
                keys.optional(excluded)?.problem("stands beside \(included); one of the two")
            }
            return with.map { Border(at: $0, isIncluded: true) } ?? without.map { Border(at: $0, isIncluded: false) }
        }
        self.init(lower: border("from", "above"), upper: border("up_to", "below"))
        if let lower, let upper, lower.at >= upper.at {
            (keys.optional("up_to") ?? keys.optional("below"))?.problem("is not above the lower border")
        }
    }
}

extension LimitAdjustments {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let singleTyres = keys.required("single_tyres")?.mapping { keys -> SingleTyres? in
            guard let rule = reading.rule(keys), let reduction = keys.kilograms("reduction_kg") else { return nil }
            return SingleTyres(rule: rule, reduction: reduction)
        }
        let airSuspension = keys.required("air_suspension")?.mapping { keys -> AirSuspension? in
            let rule = reading.rule(keys)
            let node = keys.required("axles")
            let axles = node?.list().compactMap { $0.integer(in: 2...20) } ?? []
            let addition = keys.kilograms("addition_kg")
            guard axles.count == 2, axles[0] <= axles[1] else {
                node?.problem("must be two numbers of axles, the lower first, as [3, 4]")
                return nil
            }
            guard let rule, let addition else { return nil }
            return AirSuspension(rule: rule, axles: axles[0]...axles[1], addition: addition)
        }
        let spread = keys.required("spread_semitrailer")?.mapping { keys -> SpreadSemitrailer? in
            let rule = reading.rule(keys)
            let axles = keys.required("axles")?.integer(in: 4...4)
            let spacing = keys.required("spacing_min_mm")?.integer(in: 100...30_000)
            guard let rule, let axles, let spacing, let limit = keys.kilograms("limit_kg") else { return nil }
            return SpreadSemitrailer(rule: rule, axles: axles, spacingMin: Millimetres(spacing), limit: limit)
        }
        let licenceMass = keys.required("licence_mass")?.mapping { keys -> LicenceMass? in
            guard let rule = reading.rule(keys), let axles = keys.required("axles")?.integer(in: 2...20) else {
                return nil
            }
            return LicenceMass(rule: rule, axles: axles)
        }
        let axleSum = keys.required("axle_sum")?.mapping { reading.rule($0) }
        guard let singleTyres = singleTyres ?? nil, let airSuspension = airSuspension ?? nil,
            let spread = spread ?? nil,
            let licenceMass = licenceMass ?? nil, let axleSum = axleSum ?? nil
        else { return nil }
        self.init(
            singleTyres: singleTyres,
            airSuspension: airSuspension,
            spreadSemitrailer: spread,
            licenceMass: licenceMass,
            axleSum: axleSum
        )
    }
}

extension VehicleKindRule {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let kind = keys.required("kind")?.choice(of: VehicleKind.self)
        let otherwise = keys.required("without_licence_mass")?.choice(of: WithoutLicenceMass.self)
        guard let rule, let kind, let otherwise else { return nil }
        self.init(rule: rule, kind: kind, withoutLicenceMass: otherwise)
    }
}

extension DimensionRules {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        for name in ["length_mm", "width_mm", "height_mm"] { _ = keys.required(name) }
        let own = keys.rules("own_figures") { OwnFigures($0, reading) }
        guard let rule else { return nil }
        self.init(rule: rule, limits: keys.dimensions, ownFigures: own)
    }
}

extension DimensionRules.OwnFigures {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let kind = keys.optional("kind")?.choice(of: VehicleKind.self)
        let forms = keys.optional("forms")?.list().compactMap { $0.choice(of: VehicleForm.self) } ?? []
        let figures = keys.dimensions
        if kind == nil, forms.isEmpty { keys.optional("id")?.problem("is for no kind and no form; name one") }
        if figures.isEmpty { keys.optional("id")?.problem("has no figure of its own") }
        guard let rule else { return nil }
        self.init(rule: rule, kind: kind, forms: forms, limits: figures)
    }
}

extension InstrumentRules {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let years = keys.required("verification_years")?.integer(in: 1...10)
        let node = keys.required("classes")
        let classes = keys.rules("classes") { AccuracyClass($0) }
        for (place, accuracyClass) in classes.enumerated()
        where classes[..<place].contains(where: { $0.name == accuracyClass.name }) {
            node?.problem("the class \(accuracyClass.name) stands twice")
        }
        guard let rule, let years else { return nil }
        self.init(rule: rule, classes: classes, verificationYears: years)
    }
}

extension AccuracyClass {
    fileprivate init?(_ keys: ConfigurationMapping) {
        let name = keys.required("class")?.words()
        let initial = keys.required("initial_per_10000")?.integer(in: 0...10_000)
        let inService = keys.required("in_service_per_10000")?.integer(in: 0...10_000)
        guard let name, let initial, let inService else { return nil }
        self.init(
            name: name,
            initialError: PartsPerTenThousand(initial),
            inServiceError: PartsPerTenThousand(inService)
        )
    }
}

extension EntranceRule {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let rule = reading.rule(keys)
        let share = keys.required("share_per_10000")?.integer(in: 10_000...20_000)
        guard let rule, let share else { return nil }
        self.init(rule: rule, share: PartsPerTenThousand(share))
    }
}
