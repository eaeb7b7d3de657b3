import Units

// What stood on the scale: axle-type code, axle groups, form, driven axles and what is on record, each from the first
// source that says it; where two sources contradict each other, that is a finding (law.md §1).
extension RulesInForce {
    ///
    /// - Returns: the annex's rows for the code; `nil` for one that the annex does not have.
    func recognise(_ vehicle: VehicleDescription, into assessment: inout Assessment) -> AxleCodeRows? {
        recogniseCode(vehicle, into: &assessment)
        let rows = assessment.code.flatMap { axleCodes[$0] }
        recogniseForm(vehicle, coded: rows?.form ?? .unknown, into: &assessment)
        assessment.takeRecords(of: vehicle)
        if assessment.kind != .ordinary {
            let kind = vehicleKinds.first { $0.kind == assessment.kind }
            assessment.kindRule = kind?.rule ?? principles?.ownFigures
        }
        return rows
    }

    /// The reported code, if the dialect knows it and it names as many axles as were weighed; else the derived one.
    private func recogniseCode(_ vehicle: VehicleDescription, into assessment: inout Assessment) {
        if let text = vehicle.axleCode {
            if let code = AxleTypeCode(text, dialect: vehicle.dialect) {
                if code.axles == vehicle.axles.count {
                    (assessment.code, assessment.codeOrigin) = (code, .axleCode)
                    assessment.grouping = AxleGrouping(code)
                    assessment.compare(code, with: vehicle.axles)
                    return
                }
                assessment.findings.append(.axleCodeContradictsAxles)
            } else {
                assessment.findings.append(.axleCodeUnreadable)
            }
        }
        assessment.grouping = AxleGrouping(spacingsOf: vehicle.axles)
        if let code = AxleTypeCode(axles: vehicle.axles) {
            (assessment.code, assessment.codeOrigin) = (code, .derivedCode)
        }
    }

    /// Register, then axle-type code, then camera; a code that fits several forms is refined by the camera.
    private func recogniseForm(_ vehicle: VehicleDescription, coded: VehicleForm, into assessment: inout Assessment) {
        let registered = vehicle.registration?.form ?? .unknown
        let seen = vehicle.cameraForm
        if registered != .unknown {
            (assessment.form, assessment.formOrigin) = (registered, .register)
        } else if coded == .combination, seen.isCombination {
            (assessment.form, assessment.formOrigin) = (seen, .camera)
        } else if coded != .unknown {
            (assessment.form, assessment.formOrigin) = (coded, assessment.codeOrigin)
        } else if seen != .unknown {
            (assessment.form, assessment.formOrigin) = (seen, .camera)
        } else if vehicle.axles.count >= RulesInForce.combinationAxlesMin {
            (assessment.form, assessment.formOrigin) = (.combination, .axles)
        }
        let form = assessment.form
        if !form.agrees(with: registered) || !form.agrees(with: coded) || !form.agrees(with: seen) {
            assessment.findings.append(.formContradiction)
        }
    }

    /// From so many axles on a vehicle whose form nobody said is a combination (law.md §1): there are no such trucks.
    private static let combinationAxlesMin = 5
}

extension Assessment {
    /// Compares a reported code with spacings and tyres, as far as they are known.
    fileprivate mutating func compare(_ code: AxleTypeCode, with axles: [AxleDescription]) {
        if let spaced = AxleGrouping(spacingsOf: axles), spaced != grouping {
            findings.append(.axleCodeContradictsSpacings)
        }
        guard let grouping else { return }
        for group in 0..<code.count {
            let (dual, single) = axles.tyres(grouping.axles(of: group))
            let allowed = code[group].singleTyreAxles
            if single > allowed.upperBound || dual > code[group].axles - allowed.lowerBound {
                findings.append(.axleCodeContradictsTyres)
                return
            }
        }
    }

    /// Takes what is on record: the register's word, else what was seen or shown on the spot.
    fileprivate mutating func takeRecords(of vehicle: VehicleDescription) {
        let registered = vehicle.registration
        driveAxles = registered?.driveAxles ?? vehicle.driveAxles
        driveAxlesOrigin = registered?.driveAxles != nil ? .register : driveAxles != nil ? .camera : .none
        kind = registered?.kind ?? vehicle.kind ?? .ordinary
        licenceMass = registered?.licenceMass ?? vehicle.licenceMass
        ratedLoad = registered?.ratedLoad ?? vehicle.ratedLoad
        kerbMass = registered?.kerbMass ?? vehicle.kerbMass
        guard let registered else { return }
        if contradict(registered.driveAxles, vehicle.driveAxles) { findings.append(.driveAxlesContradiction) }
        if contradict(registered.kind, vehicle.kind) { findings.append(.vehicleKindContradiction) }
        if contradict(registered.licenceMass, vehicle.licenceMass)
            || contradict(registered.ratedLoad, vehicle.ratedLoad)
            || contradict(registered.kerbMass, vehicle.kerbMass)
        {
            findings.append(.licenceContradiction)
        }
    }
}

/// Whether two sources both say something, and not the same.
private func contradict<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
    guard let left, let right else { return false }
    return left != right
}
