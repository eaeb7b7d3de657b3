import Units

extension RulesInForce {
    /// Judges one weighing of one vehicle by its gross mass.
    ///
    /// The order is law.md §1: form, goods vehicle or not, limit by axle-type code, else by axle count and form;
    /// then §2: the mass that is judged. Every unknown is taken as law.md's table says and named.
    public func assess(_ vehicle: VehicleDescription, weighing: Weighing) -> MassAssessment {
        var assessment = MassAssessment(axles: vehicle.axles.count, gross: weighing.gross)
        guard vehicle.axles.count >= 2 else {
            assessment.verdict = .notEvidence
            assessment.reasons = [.axles]
            return assessment
        }
        recognise(vehicle, into: &assessment)
        deduct(weighing, into: &assessment)
        guard isGoodsVehicle(assessment) else {
            assessment.reasons = [.notGoodsVehicle]
            return assessment
        }
        if !limitByCode(vehicle, into: &assessment) { limitByAxles(vehicle, into: &assessment) }
        judge(weighing, into: &assessment)
        return assessment
    }

    /// Finds code and form; the axle-type code counts before the camera.
    private func recognise(_ vehicle: VehicleDescription, into assessment: inout MassAssessment) {
        if let text = vehicle.axleCode {
            if let code = AxleTypeCode(text, dialect: vehicle.dialect) {
                if code.axles == vehicle.axles.count {
                    assessment.code = code
                } else {
                    assessment.findings.append(.axleCodeContradictsAxles)
                }
            } else {
                assessment.findings.append(.axleCodeUnreadable)
            }
        }
        let isReported = assessment.code != nil
        if !isReported { assessment.code = AxleTypeCode(axles: vehicle.axles) }
        let codeForm = assessment.code.flatMap { axleCodes[$0]?.first?.form }
        switch (codeForm, vehicle.cameraForm) {
        case (.some, .bus) where !isReported, (.some, .car) where !isReported:
            // Axles and tyres of a bus are those of a truck: they cannot show that it is none.
            (assessment.form, assessment.formOrigin) = (vehicle.cameraForm, .camera)
            assessment.findings.append(.formContradiction)
        case (nil, .unknown):
            break
        case (nil, let seen):
            (assessment.form, assessment.formOrigin) = (seen, .camera)
        case (.combination?, let seen) where seen.isCombination:
            (assessment.form, assessment.formOrigin) = (seen, .camera)
        case (let form?, let seen):
            (assessment.form, assessment.formOrigin) = (form, .axleCode)
            if seen != .unknown, seen != form { assessment.findings.append(.formContradiction) }
        }
    }

    private func isGoodsVehicle(_ assessment: MassAssessment) -> Bool {
        if assessment.form == .bus || assessment.form == .car { return false }
        guard assessment.axles == 2, let lightVehicleMax else { return true }
        return assessment.gross > lightVehicleMax
    }

    /// The annex value of the axle-type code.
    ///
    /// - Returns: whether the annex has the code.
    private func limitByCode(_ vehicle: VehicleDescription, into assessment: inout MassAssessment) -> Bool {
        guard let code = assessment.code, let rows = axleCodes[code], let first = rows.first else { return false }
        guard rows.count > 1 else {
            // A code with one row has that row's limit whatever is said of its drive axles.
            if let said = vehicle.driveAxles, let fixed = first.driveAxles, said != fixed {
                assessment.findings.append(.driveAxlesContradiction)
            }
            assessment.apply(first)
            return true
        }
        if vehicle.driveAxles == nil { assessment.unknowns.append(.driveAxles) }
        assessment.apply(rows.first { $0.driveAxles == vehicle.driveAxles ?? 2 } ?? first)
        return true
    }

    /// The Art. 3 value of the axle count and form.
    private func limitByAxles(_ vehicle: VehicleDescription, into assessment: inout MassAssessment) {
        let rows = grossMass.filter { $0.covers(axles: assessment.axles) }
        let form: FormClass? =
            if assessment.form.isCombination { .combination } else if assessment.form == .rigid { .rigid } else { nil }
        var candidates = rows.filter { row in row.form == .any || form.map { row.form == $0 } ?? true }
        guard !candidates.isEmpty else {
            assessment.unknowns.append(.noClass)
            return
        }
        if form == nil, candidates.contains(where: { $0.form == .rigid }) { assessment.unknowns.append(.form) }
        if candidates.contains(where: { $0.driveAxles != nil }) {
            if vehicle.driveAxles == nil { assessment.unknowns.append(.driveAxles) }
            candidates = candidates.filter { $0.driveAxles == nil || $0.driveAxles == vehicle.driveAxles ?? 2 }
        }
        // Where the form is unknown, the one with the higher limit is taken.
        if let row = candidates.max(by: { $0.limit < $1.limit }) {
            assessment.limit = row.limit
            assessment.rule = AppliedRule(id: row.id, source: row.source)
        }
    }

    /// Compares the mass that is judged with the limit.
    private func judge(_ weighing: Weighing, into assessment: inout MassAssessment) {
        if weighing.isDynamic, assessment.accuracyClass == nil { assessment.reasons.append(.instrumentClass) }
        guard let limit = assessment.limit else {
            assessment.verdict = .notEvidence
            assessment.reasons.append(.noClass)
            return
        }
        let isOver =
            if let share = assessment.entranceShare {
                assessment.gross.rawValue * PartsPerTenThousand.one.rawValue > limit.rawValue * share.rawValue
            } else {
                assessment.assessed > limit
            }
        if !assessment.reasons.isEmpty {
            assessment.verdict = .notEvidence
        } else {
            assessment.verdict = isOver ? .overloaded : .compliant
        }
    }

    /// Finds the mass that is judged: the error in service comes off a dynamic weighing, except at an entrance.
    private func deduct(_ weighing: Weighing, into assessment: inout MassAssessment) {
        assessment.accuracyClass = weighing.accuracyClass.flatMap(accuracyClass(named:))
        if weighing.isAtEntrance, let entranceShare {
            assessment.entranceShare = entranceShare
        } else if weighing.isDynamic, deductsInServiceError, let error = assessment.accuracyClass?.inServiceError {
            assessment.deduction = error
            assessment.assessed = assessment.gross.floored(times: .one - error)
        }
    }
}

extension MassAssessment {
    fileprivate mutating func apply(_ row: AxleCodeRule) {
        limit = row.limit
        rule = AppliedRule(id: row.id, source: row.source)
    }
}
