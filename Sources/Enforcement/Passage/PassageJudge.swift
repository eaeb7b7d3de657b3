import Law
import Readings
import Units

/// Turns a weighing and its pictures into what came of it.
struct PassageJudge {
    let record: WeighRecord
    /// The pictures that a trigger links to it.
    let linked: [PictureRecord]
    /// What went out already.
    let published: Passage?
    /// The pictures found by time.
    let found: [PictureRecord]
    /// Whether some of those fit another weighing equally well.
    let isShared: Bool
    /// Whether those found by time are certainly of this vehicle.
    let isCertain: Bool
    let station: Name
    let siteType: SiteType
    let dialect: AxleCodeDialect
    let instrument: InstrumentProfile?
    /// The day since which the instrument drifts; `nil` while it does not.
    let driftSince: CivilDate?
    let devices: [DeviceClocks.Device]
    let settings: PipelineSettings
    let rules: RuleBook

    var passage: Passage {
        let pictures = allPictures
        let read = PlateReading(pictures)
        let inspected = inspectedPlate
        let plate = inspected ?? read.plate
        let answer = inspected == nil ? read.answer : record.answer
        let isContested = inspected == nil && (read.isContested || isShared)
        let facts = VehicleFacts(
            form: read.form,
            driveAxles: read.driveAxles,
            vehicle: answer?.vehicle,
            permits: permits(answer, trailerPlate: read.trailerPlate),
            accuracyClass: instrument?.accuracyClass
        )
        let determination = determine(facts)
        // What no limit is for needs no evidence.
        let needsNone = determination.needsNoEvidence && !isContested
        let faults = needsNone ? [] : faults(pictures, read, plate: plate, isContested: isContested)
        return Passage(
            record,
            pictures: pictures,
            facts: facts,
            pairing: pairing(pictures),
            plate: isContested ? nil : plate,
            trailerPlate: read.trailerPlate,
            determination: determination,
            faults: faults,
            verdict: verdict(determination, isContested, isPaired: !pictures.isEmpty, faults),
            findings: findings(determination, read, plate: isContested ? nil : plate, answer),
            site: siteType
        )
    }

    /// Linked ones and those found by time, in the order of the cameras' numbers.
    private var allPictures: [PictureRecord] {
        guard !found.isEmpty else { return linked }
        var pictures = linked
        for picture in found { pictures.insertInSequence(picture) }
        return pictures
    }

    private var inspectedPlate: Plate? {
        guard let number = record.inspectedNumber else { return nil }
        return Plate(number: number, colour: record.reading.inspection?.plateColour ?? .unknown)
    }

    private func pairing(_ pictures: [PictureRecord]) -> Passage.Pairing {
        if !linked.isEmpty { return .trigger }
        if !pictures.isEmpty { return .time }
        return record.inspectedNumber == nil ? .none : .inspection
    }

    private func permits(_ answer: RegisterAnswer?, trailerPlate: String?) -> [TransportPermit] {
        guard let answer, !answer.permits.isEmpty else { return [] }
        return answer.permits.filter { $0.covers(station: station, trailerPlate: trailerPlate) }.map(\.allowed)
    }

    private func determine(_ facts: VehicleFacts) -> Determination {
        // The next picture of the same truck changes nothing for the law.
        if let published, published.facts == facts { return published.determination }
        var vehicle = VehicleDescription(
            axles: record.reading.axles.map {
                AxleDescription(spacing: $0.spacing, dualTyres: $0.tyres.map { $0 == .dual }, load: $0.load)
            },
            axleCode: record.reading.axleCode,
            dialect: dialect,
            cameraForm: VehicleForm(facts.form),
            driveAxles: facts.driveAxles
        )
        if let measured = record.reading.dimensions {
            vehicle.dimensions = OuterDimensions(
                length: measured.length,
                width: measured.width,
                height: measured.height
            )
        }
        if let entry = facts.vehicle {
            vehicle.registration = entry.registration
            vehicle.driveDual = entry.driveDual
            vehicle.airSuspension = entry.airSuspension
            vehicle.wideTyres = entry.wideTyres
        }
        let weighing = Weighing(
            gross: record.reading.gross,
            isDynamic: record.reading.kind == .dynamic,
            accuracyClass: facts.accuracyClass,
            isAtEntrance: siteType == .entrance,
            isOnSite: record.reading.kind == .static && CaseOpening.Basis(record.reading) == .onSite
        )
        return determine(vehicle, weighing, facts.permits)
    }

    /// Of several permits for the way the one counts that allows what passes; the first where none does.
    private func determine(
        _ vehicle: VehicleDescription,
        _ weighing: Weighing,
        _ permits: [TransportPermit]
    ) -> Determination {
        let day = record.reading.header.at.day
        guard !permits.isEmpty else { return rules.determine(vehicle, weighing: weighing, on: day) }
        var vehicle = vehicle
        var first: Determination?
        for permit in permits {
            vehicle.permit = permit
            let determination = rules.determine(vehicle, weighing: weighing, on: day)
            if determination.reasons == [.permit] { return determination }
            first = first ?? determination
        }
        return first ?? rules.determine(vehicle, weighing: weighing, on: day)
    }

    private func faults(
        _ pictures: [PictureRecord],
        _ read: PlateReading,
        plate: Plate?,
        isContested: Bool
    ) -> [EvidenceFault] {
        let isInspected = record.inspectedNumber != nil
        var faults = faultsOfWeighing()
        findClockFaults(pictures, &faults)
        if isContested || (!isCertain && plate != nil && !isInspected) { faults.append(.vehicleUncertain) }
        if isContested { return faults }
        if let fault = fault(ofPlate: plate, confidence: isInspected ? nil : read.confidence) {
            faults.append(fault)
        }
        return faults
    }

    private func verdict(
        _ mass: Determination,
        _ isContested: Bool,
        isPaired: Bool,
        _ faults: [EvidenceFault]
    ) -> Verdict {
        if isContested { return .ambiguous }
        if !isPaired, record.inspectedNumber == nil { return .unpaired }
        return faults.isEmpty ? mass.verdict : .notEvidence
    }

    private func findings(
        _ mass: Determination,
        _ read: PlateReading,
        plate: Plate?,
        _ answer: RegisterAnswer?
    ) -> [Finding] {
        var findings = mass.findings
        if let plate, PlatePattern(of: plate.number) == nil { findings.append(.platePattern) }
        if let vehicle = answer?.vehicle, vehicle.registration.differs(accordingTo: mass.findings) {
            findings.append(.registerDifference)
        }
        if read.isUncovered { findings.append(.uncoveredLoad) }
        if record.reading.direction == .reverse { findings.append(.wrongWay) }
        return findings
    }
}

/// What the law is told of a vehicle besides its weighing: while that stays the same, so does what the law says.
struct VehicleFacts: Equatable {
    let form: RecognisedForm
    let driveAxles: Int?
    let vehicle: VehicleRecord?
    /// Those for the way, in the register's order.
    let permits: [TransportPermit]
    let accuracyClass: String?
}

extension Registration {
    /// Whether the vehicle that was seen is another than the register says.
    fileprivate func differs(accordingTo findings: [Finding]) -> Bool {
        findings.contains { finding in
            switch finding {
            case .formContradiction: form != .unknown
            case .driveAxlesContradiction: driveAxles != nil
            case .vehicleKindContradiction, .licenceContradiction: true
            default: false
            }
        }
    }
}

extension VehicleForm {
    init(_ recognised: RecognisedForm) {
        switch recognised {
        case .rigid: self = .rigid
        case .articulated: self = .articulated
        case .centreAxle: self = .centreAxle
        case .drawbar: self = .drawbar
        case .bus: self = .bus
        case .car: self = .car
        case .unknown: self = .unknown
        }
    }
}
