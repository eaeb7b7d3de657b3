import Units

// What is recorded and shown beside the gross mass: axle groups over their limit, which are no case by themselves, and
// dimensions.
extension RulesInForce {
    /// Compares the load of each axle group with its limit, where all loads are known.
    func weighGroups(of vehicle: VehicleDescription, into assessment: inout Assessment) {
        guard let grouping = assessment.grouping, vehicle.axles.allSatisfy({ $0.load != nil }), let axleGroups
        else { return }
        let axles = VehicleAxles(
            vehicle,
            code: assessment.code,
            grouping: assessment.grouping,
            form: axleCodes[code: assessment.code].map { assessment.layoutForm(ofCode: $0.form) } ?? assessment.form
        )
        for group in 0..<grouping.count {
            let range = grouping.axles(of: group)
            let row = axles.row(of: group, in: axleGroups)
            assessment.groups.append(
                GroupAssessment(
                    axles: range,
                    group: assessment.code?[group],
                    load: vehicle.axles[range].reduce(.zero) { $0 + ($1.load ?? .zero) },
                    limit: row?.limit,
                    rule: row?.rule
                )
            )
        }
        if assessment.groups.contains(where: \.isOver) { assessment.findings.append(.axleGroupOver) }
    }

    /// Compares the dimensions with their limits.
    func measure(_ vehicle: VehicleDescription, into assessment: inout Assessment) {
        guard !vehicle.dimensions.isEmpty, let dimensions else { return }
        let limits = dimensions.limits(kind: assessment.kind, form: assessment.form)
        let measured = vehicle.dimensions
        assessment.dimensions = DimensionAssessment(measured: measured, limits: limits.figures, rules: limits.rules)
        func over(_ value: Millimetres?, _ limit: Millimetres?) -> Bool {
            guard let value, let limit else { return false }
            return value > limit
        }
        if over(measured.length, limits.figures.length) { assessment.findings.append(.lengthOver) }
        if over(measured.width, limits.figures.width) { assessment.findings.append(.widthOver) }
        if over(measured.height, limits.figures.height) { assessment.findings.append(.heightOver) }
    }
}

extension [AxleTypeCode: [AxleCodeRule]] {
    /// The first row of a code that may not be known.
    fileprivate subscript(code code: AxleTypeCode?) -> AxleCodeRule? { code.flatMap { self[$0]?.first } }
}
