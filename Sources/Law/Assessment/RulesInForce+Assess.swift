import Units

extension RulesInForce {
    /// Judges one weighing of one vehicle.
    ///
    /// The order is law.md's: what the vehicle is, the mass that is judged (§2), whether it is a goods vehicle, its
    /// limit (§1), the verdict, and what follows (§3). Every unknown is taken as law.md's table says, and named.
    public func assess(_ vehicle: VehicleDescription, weighing: Weighing) -> Assessment {
        var assessment = Assessment(axles: vehicle.axles.count, gross: weighing.gross)
        assess(vehicle, weighing, &assessment)
        return assessment
    }

    /// Apart, so that the assessment, most of a kilobyte, is moved out of the function above and not copied.
    private func assess(_ vehicle: VehicleDescription, _ weighing: Weighing, _ assessment: inout Assessment) {
        assessment.finedBy = weighing.isOnSite ? .police : .transport
        let rows = recognise(vehicle, into: &assessment)
        deduct(weighing, into: &assessment)
        if isGoodsVehicle(assessment.form, axles: assessment.axles, gross: assessment.gross) {
            let form = rows.map { assessment.layoutForm(ofCode: $0.form) } ?? assessment.form
            let axles = assessment.vehicleAxles(vehicle, form: form, axleGroups)
            if vehicle.axles.count >= 2 { findLimit(of: vehicle, rows, axles, into: &assessment) }
            // Which vehicles have a class at all stands where it stands what a goods vehicle is.
            if assessment.limit == nil, assessment.noLimitRule == nil { assessment.noLimitRule = goodsVehicles?.rule }
            weighGroups(of: vehicle, axles, into: &assessment)
            measure(vehicle, into: &assessment)
            judge(vehicle, weighing, &assessment)
        } else {
            assessment.reasons = [.notGoodsVehicle]
            assessment.noLimitRule = goodsVehicles?.rule
        }
        assessment.decideConsequences(under: self)
    }

    /// Finds the mass that is judged: the error in service comes off a dynamic weighing, except at an entrance.
    private func deduct(_ weighing: Weighing, into assessment: inout Assessment) {
        assessment.accuracyClass = weighing.accuracyClass.flatMap(accuracyClass(named:))
        assessment.instrumentRule = instruments?.rule
        if weighing.isAtEntrance, let entrance {
            assessment.entrance = entrance
        } else if weighing.isDynamic, let error = assessment.accuracyClass?.inServiceError {
            assessment.toleranceRule = settings.tolerance?.rule
            guard settings.tolerance?.value != TolerancePolicy.none else { return }
            assessment.deduction = error
            assessment.assessed = assessment.gross.floored(times: .one - error)
        }
    }

    private func isGoodsVehicle(_ form: VehicleForm, axles: Int, gross: Kilograms) -> Bool {
        if form == .bus || form == .car { return false }
        guard axles == 2, let goodsVehicles else { return true }
        return gross > goodsVehicles.lightMax
    }

    /// The limit of the vehicle's class, or of its kind where that is judged by its licence.
    private func findLimit(
        of vehicle: VehicleDescription,
        _ rows: AxleCodeRows?,
        _ axles: VehicleAxles,
        into assessment: inout Assessment
    ) {
        guard let kind = vehicleKinds.first(where: { $0.kind == assessment.kind }) else {
            findClassLimit(of: vehicle, rows, axles, into: &assessment)
            return
        }
        if let mass = assessment.licenceMass {
            assessment.limit = mass
            assessment.rule = kind.rule
            assessment.limitSteps = [LimitStep(kind: .licenceOfKind, rule: kind.rule, limit: mass)]
        } else {
            assessment.noLimitRule = kind.rule
            switch kind.withoutLicenceMass {
            case .exempt: assessment.reasons.append(.specialOperation)
            case .notEvidence: assessment.unknowns.append(.licenceMass)
            }
        }
    }

    /// Compares the mass that is judged with the limit.
    private func judge(_ vehicle: VehicleDescription, _ weighing: Weighing, _ assessment: inout Assessment) {
        if assessment.axles < 2 { assessment.reasons.append(.axles) }
        if weighing.isDynamic, assessment.accuracyClass == nil { assessment.reasons.append(.instrumentClass) }
        if !vehicle.loadsAddUp(to: weighing.gross) { assessment.reasons.append(.axleSum) }
        // What no limit is for needs no evidence; what else is wrong with the weighing is said all the same.
        guard !assessment.needsNoEvidence else {
            assessment.verdict = .exempt
            return
        }
        guard assessment.reasons.isEmpty, let limit = assessment.limit else {
            assessment.verdict = .notEvidence
            if !assessment.reasons.isEmpty { assessment.noEvidenceRule = principles?.noEvidence }
            return
        }
        let isOver =
            if let entrance = assessment.entrance {
                assessment.isOver(entrance)
            } else {
                assessment.assessed > limit
            }
        assessment.verdict = isOver ? .overloaded : .compliant
        applyPermit(vehicle.permit, to: &assessment)
    }

    /// A permit covers everything or nothing: mass and dimensions must both be within its figures.
    private func applyPermit(_ permit: TransportPermit?, to assessment: inout Assessment) {
        guard let permit else { return }
        let dimensions = assessment.dimensions
        guard assessment.verdict == .overloaded || dimensions?.isOver == true else { return }
        let massFits =
            assessment.verdict != .overloaded || permit.mass.map { assessment.assessed <= $0 } ?? false
        let dimensionsFit = dimensions.map { $0.measured.fit(permit.dimensions.completed(by: $0.limits)) } ?? true
        if !massFits { assessment.findings.append(.permitMass) }
        if !dimensionsFit { assessment.findings.append(.permitDimensions) }
        assessment.permit = permit
        assessment.permitRule = principles?.permit
        guard massFits, dimensionsFit else { return }
        assessment.verdict = .exempt
        assessment.reasons = [.permit]
    }
}

extension OuterDimensions {
    /// These figures, and another's where these are open.
    fileprivate func completed(by other: OuterDimensions) -> OuterDimensions {
        OuterDimensions(length: length ?? other.length, width: width ?? other.width, height: height ?? other.height)
    }
}

extension VehicleDescription {
    /// Whether the axle loads add up to the gross mass within the greater of 1 % and 100 kg (evidence gate); loads that
    /// are not all known contradict nothing.
    fileprivate func loadsAddUp(to gross: Kilograms) -> Bool {
        guard !axles.isEmpty else { return true }
        var sum = Kilograms.zero
        for axle in axles {
            guard let load = axle.load else { return true }
            sum = sum + load
        }
        return abs(sum.rawValue - gross.rawValue) * 100 <= max(gross.rawValue, 10_000)
    }
}
