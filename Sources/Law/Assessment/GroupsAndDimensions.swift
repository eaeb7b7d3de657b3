import Units

// What is recorded and shown beside the gross mass: axle groups over their limit, which are no case by themselves, and
// dimensions.
extension RulesInForce {
    /// Compares the load of each axle group with its limit, where all loads are known.
    func weighGroups(of vehicle: VehicleDescription, into assessment: inout Assessment) {
        guard let grouping = assessment.grouping, vehicle.axles.allSatisfy({ $0.load != nil }), let axleGroups
        else { return }
        let form = codedForm(assessment.code).map(assessment.layoutForm(ofCode:)) ?? assessment.form
        let axles = assessment.vehicleAxles(vehicle, form: form)
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
        if !measured.length.fits(limits.figures.length) { assessment.findings.append(.lengthOver) }
        if !measured.width.fits(limits.figures.width) { assessment.findings.append(.widthOver) }
        if !measured.height.fits(limits.figures.height) { assessment.findings.append(.heightOver) }
    }
}
