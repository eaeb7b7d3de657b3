import Units

// What is recorded and shown beside the gross mass: axle groups over their limit, which are no case by themselves, and
// dimensions.
extension RulesInForce {
    /// Compares the load of each axle group with its limit, where all loads are known.
    func weighGroups(of vehicle: VehicleDescription, _ axles: VehicleAxles, into assessment: inout Assessment) {
        guard let grouping = assessment.grouping, let table = axleGroups else { return }
        let code = assessment.code
        var (first, isAnyOver) = (0, false)
        var groups: [GroupAssessment] = []
        groups.reserveCapacity(grouping.count)
        for group in 0..<grouping.count {
            let range = first..<(first + grouping.size(of: group))
            first = range.upperBound
            var sum = Kilograms.zero
            for place in range {
                guard let load = vehicle.axles[place].load else { return }
                sum = sum + load
            }
            let row = axles.rows[group]
            let weighed = GroupAssessment(
                axles: range,
                group: code?[group],
                load: sum,
                limit: row.map { table.rows[$0].limit },
                rule: row.map { table.rows[$0].rule }
            )
            isAnyOver = isAnyOver || weighed.isOver
            groups.append(weighed)
        }
        assessment.groups = groups
        if isAnyOver { assessment.findings.append(.axleGroupOver) }
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
