import Units

// The limit of a vehicle's class (law.md §1): the annex's value by axle-type code, else that of Art. 3 by axle count and
// form; then what changes it for this vehicle, in the order of the law.
extension RulesInForce {
    ///
    /// - Parameter known: the axles as their groups are weighed, which are nearly always those that decide the limit.
    func findClassLimit(
        of vehicle: VehicleDescription,
        _ rows: AxleCodeRows?,
        _ known: VehicleAxles,
        into assessment: inout Assessment
    ) {
        let hasClass = assessment.form != .rigid || assessment.axles < RulesInForce.rigidWithoutClassMin
        if hasClass, let row = rows.map({ axleCodeRow($0.rows, &assessment) }) {
            var limit = ClassLimit(LimitStep(kind: .axleCode, rule: row.rule, limit: row.limit))
            let form = assessment.layoutForm(ofCode: row.form)
            let axles = form == known.form ? known : assessment.vehicleAxles(vehicle, form: form, axleGroups)
            adjust(&limit, axles, licenceMass: assessment.licenceMass, isFormTaken: false)
            assessment.take(limit)
        } else {
            findLimitByAxles(of: vehicle, known, into: &assessment)
        }
    }

    /// From so many axles there is no class of rigid trucks, whatever a code says (law.md §1).
    private static let rigidWithoutClassMin = 5

    /// The annex's row for the code.
    private func axleCodeRow(_ rows: [AxleCodeRule], _ assessment: inout Assessment) -> AxleCodeRule {
        let first = rows[0]
        guard rows.count > 1 else {
            // A code with one row has that row's limit whatever is said of its drive axles.
            if let said = assessment.driveAxles, let fixed = first.driveAxles, said != fixed,
                !assessment.findings.contains(.driveAxlesContradiction)
            {
                assessment.findings.append(.driveAxlesContradiction)
            }
            return first
        }
        let taken = assessment.takenDriveAxles()
        return rows.first { $0.driveAxles == taken } ?? first
    }

    /// The Art. 3 value of the axle count and form; of two forms that may be, the one that comes out higher.
    private func findLimitByAxles(
        of vehicle: VehicleDescription,
        _ known: VehicleAxles,
        into assessment: inout Assessment
    ) {
        let rows = grossMass.filter { $0.covers(axles: assessment.axles) }
        let form: FormClass? =
            assessment.form.isCombination ? .combination : assessment.form == .rigid ? .rigid : nil
        var candidates = rows.filter { row in row.form == .any || form.map { row.form == $0 } ?? true }
        guard !candidates.isEmpty else {
            assessment.unknowns.append(.noClass)
            return
        }
        if form == nil, candidates.contains(where: { $0.form == .rigid }) { assessment.unknowns.append(.form) }
        if candidates.contains(where: { $0.driveAxles != nil }) {
            let taken = assessment.takenDriveAxles()
            candidates = candidates.filter { $0.driveAxles == nil || $0.driveAxles == taken }
        }
        var best: ClassLimit?
        for row in candidates {
            var limit = ClassLimit(LimitStep(kind: .axleCount, rule: row.rule, limit: row.limit))
            let form = assessment.layoutForm(ofClass: row.form)
            let axles = form == known.form ? known : assessment.vehicleAxles(vehicle, form: form, axleGroups)
            adjust(&limit, axles, licenceMass: assessment.licenceMass, isFormTaken: assessment.form == .unknown)
            if best.map({ limit.limit > $0.limit }) ?? true { best = limit }
        }
        guard let best else {
            assessment.unknowns.append(.noClass)
            return
        }
        assessment.take(best)
    }

    /// Tyre reductions, additions for air suspension, the licence's mass, the sum of the axle groups.
    private func adjust(_ limit: inout ClassLimit, _ axles: VehicleAxles, licenceMass: Kilograms?, isFormTaken: Bool) {
        guard let adjustments else { return }
        if axles.contradictDriveTyres { limit.findings.append(.driveTyresContradiction) }
        let singles = axles.singlesWhereDualAreAssumed
        if singles > 0 {
            switch axles.wideTyres {
            case nil: limit.unknowns.append(.wideTyres)
            case true?: break
            case false?:
                let rule = adjustments.value.singleTyres
                let off = Kilograms(singles * rule.reduction.rawValue)
                limit.step(.singleTyres(axles: singles, each: rule.reduction), rule.rule, to: limit.limit - off)
            }
        }
        // Air suspension needs proof.
        if axles.airSuspension { addAirSuspension(&limit, adjustments.value, axles) }
        if let licenceMass, axles.count == adjustments.value.licenceMass.axles, licenceMass < limit.limit {
            limit.bound(.licenceMass, adjustments.value.licenceMass.rule, by: licenceMass)
        }
        // Where the form is only taken, nobody knows which groups are the trailer's: each has the row that allows most.
        if isFormTaken {
            bound(&limit, byGroupsOf: axles.ofUnknownForm(axleGroups), adjustments.value.axleSum)
        } else {
            bound(&limit, byGroupsOf: axles, adjustments.value.axleSum)
        }
    }

    /// Bounds a limit by the sum of the axle groups, where that is known.
    private func bound(_ limit: inout ClassLimit, byGroupsOf axles: VehicleAxles, _ rule: AppliedRule) {
        guard let axleGroups, let sum = axles.groupLimitSum(axleGroups), sum < limit.limit else { return }
        limit.bound(.axleSum(axles.groupLimits(axleGroups)), rule, by: sum)
    }

    private func addAirSuspension(_ limit: inout ClassLimit, _ adjustments: LimitAdjustments, _ axles: VehicleAxles) {
        // Tyres that nobody described are taken for dual.
        let (air, spread) = (adjustments.airSuspension, adjustments.spreadSemitrailer)
        if axles.form == .rigid, air.axles.contains(axles.count), axles.driveDual != false {
            limit.step(.airSuspension(air.addition), air.rule, to: limit.limit + air.addition)
        } else if axles.form == .articulated, axles.count == spread.axles, axles.driveDual != false,
            let spacing = axles.semitrailerSpacing, spacing >= spread.spacingMin
        {
            let addition = max(.zero, spread.limit - limit.base)
            limit.step(.spreadSemitrailer(addition), spread.rule, to: limit.limit + addition)
        }
    }
}

/// A limit on its way from the class's value to the vehicle's.
private struct ClassLimit {
    /// The class's value, before anything changed it.
    let base: Kilograms
    private(set) var limit: Kilograms
    private(set) var rule: AppliedRule
    private(set) var steps: [LimitStep]
    var unknowns: [Unknown] = []
    var findings: [Finding] = []

    init(_ base: LimitStep) {
        self.base = base.limit
        (limit, rule, steps) = (base.limit, base.rule, [base])
    }

    /// Changes the limit; the class's rule still gives it.
    mutating func step(_ kind: LimitStep.Kind, _ rule: AppliedRule, to limit: Kilograms) {
        self.limit = max(.zero, limit)
        steps.append(LimitStep(kind: kind, rule: rule, limit: self.limit))
    }

    /// Bounds the limit; the bound's rule now gives it.
    mutating func bound(_ kind: LimitStep.Kind, _ rule: AppliedRule, by limit: Kilograms) {
        step(kind, rule, to: limit)
        self.rule = rule
    }
}

extension Assessment {
    fileprivate mutating func take(_ limit: ClassLimit) {
        self.limit = limit.limit
        rule = limit.rule
        limitSteps = limit.steps
        if !limit.unknowns.isEmpty { unknowns += limit.unknowns }
        if !limit.findings.isEmpty { findings += limit.findings }
    }

    func vehicleAxles(_ vehicle: VehicleDescription, form: VehicleForm, _ table: AxleGroupTable?) -> VehicleAxles {
        VehicleAxles(vehicle, code: code, grouping: grouping, form: form, table: table)
    }

    /// The driven axles, two where they are not known, which is then named.
    fileprivate mutating func takenDriveAxles() -> Int {
        if driveAxles == nil { unknowns.append(.driveAxles) }
        return min(2, driveAxles ?? 2)
    }

    /// The form that says which axles are the trailer's: where the register and the axle-type code contradict each other
    /// over whether there is a trailer, nobody can say.
    func layoutForm(ofCode coded: VehicleForm) -> VehicleForm {
        form.isCombination == coded.isCombination ? form : .unknown
    }

    fileprivate func layoutForm(ofClass taken: FormClass) -> VehicleForm {
        guard form == .unknown else { return form }
        return switch taken {
        case .rigid: .rigid
        case .combination: .combination
        case .any: .unknown
        }
    }
}
