import Law
import Readings
import Units

/// Turns a weighing and its pictures into what came of it.
struct PassageJudge {
    let open: LanePassage
    /// The pictures found by time.
    let found: [PictureRecord]
    /// Whether some of those fit another weighing equally well.
    let isShared: Bool
    /// Whether those found by time are certainly of this vehicle.
    let isCertain: Bool
    let station: StationProfile
    let instrument: InstrumentProfile?
    let driftSince: CivilDate?
    let clocks: DeviceClocks
    let settings: PipelineSettings
    let rules: RuleBook

    var passage: Passage {
        let pictures = allPictures
        let read = PlateReading(pictures)
        let inspected = inspectedPlate
        let plate = inspected ?? read.plate
        let answer = inspected == nil ? read.answer : open.record.answer
        let isContested = inspected == nil && (read.isContested || isShared)
        let determination = determine(read, answer, trailerPlate: read.trailerPlate)
        // What no limit is for needs no evidence.
        let needsNone = determination.assessment.needsNoEvidence && !isContested
        let faults = needsNone ? [] : faults(pictures, read, plate: plate, isContested: isContested)
        return Passage(
            open.record,
            pictures: pictures,
            pairing: pairing(pictures),
            plate: isContested ? nil : plate,
            trailerPlate: read.trailerPlate,
            determination: determination,
            faults: faults,
            verdict: verdict(determination.assessment, isContested, isPaired: !pictures.isEmpty, faults),
            findings: findings(determination.assessment, read, plate: isContested ? nil : plate, answer),
            site: station.siteType
        )
    }

    private var reading: WeighReading { open.record.reading }

    /// Linked ones and those found by time, in the order of the cameras' numbers.
    private var allPictures: [PictureRecord] {
        guard !found.isEmpty else { return open.linked }
        var pictures = open.linked
        for picture in found { pictures.insertInSequence(picture) }
        return pictures
    }

    private var inspectedPlate: Plate? {
        guard let number = open.record.inspectedNumber else { return nil }
        return Plate(number: number, colour: reading.inspection?.plateColour ?? .unknown)
    }

    private func pairing(_ pictures: [PictureRecord]) -> Passage.Pairing {
        if !open.linked.isEmpty { return .trigger }
        if !pictures.isEmpty { return .time }
        return open.record.inspectedNumber == nil ? .none : .inspection
    }

    private func determine(_ read: PlateReading, _ answer: RegisterAnswer?, trailerPlate: String?) -> Determination {
        var vehicle = VehicleDescription(
            axles: reading.axles.map {
                AxleDescription(spacing: $0.spacing, dualTyres: $0.tyres.map { $0 == .dual }, load: $0.load)
            },
            axleCode: reading.axleCode,
            dialect: station.dialect,
            cameraForm: VehicleForm(read.form),
            driveAxles: read.driveAxles
        )
        if let measured = reading.dimensions {
            vehicle.dimensions = OuterDimensions(
                length: measured.length,
                width: measured.width,
                height: measured.height
            )
        }
        if let answer { take(answer, into: &vehicle) }
        let weighing = Weighing(
            gross: reading.gross,
            isDynamic: reading.kind == .dynamic,
            accuracyClass: instrument?.accuracyClass,
            isAtEntrance: station.siteType == .entrance,
            isOnSite: CaseOpening.Basis(reading) == .onSite
        )
        let permits = answer?.permits.filter { $0.covers(station: station.station, trailerPlate: trailerPlate) } ?? []
        return determine(vehicle, weighing, permits)
    }

    /// Of several permits for the way the one counts that allows what passes; the first where none does.
    private func determine(
        _ vehicle: VehicleDescription,
        _ weighing: Weighing,
        _ permits: [PermitRecord]
    ) -> Determination {
        var vehicle = vehicle
        var first: Determination?
        for permit in permits {
            vehicle.permit = permit.allowed
            let determination = rules.determine(vehicle, weighing: weighing, on: reading.header.at.day)
            if determination.assessment.reasons == [.permit] { return determination }
            first = first ?? determination
        }
        return first ?? rules.determine(vehicle, weighing: weighing, on: reading.header.at.day)
    }

    private func take(_ answer: RegisterAnswer, into vehicle: inout VehicleDescription) {
        guard let record = answer.vehicle else { return }
        vehicle.registration = record.registration
        vehicle.driveDual = record.driveDual
        vehicle.airSuspension = record.airSuspension
        vehicle.wideTyres = record.wideTyres
    }

    private func faults(
        _ pictures: [PictureRecord],
        _ read: PlateReading,
        plate: Plate?,
        isContested: Bool
    ) -> [EvidenceFault] {
        let gate = EvidenceGate(
            record: open.record,
            instrument: instrument,
            driftSince: driftSince,
            clocks: clocks,
            settings: settings
        )
        let isInspected = open.record.inspectedNumber != nil
        var faults = gate.faultsOfWeighing() + gate.clockFaults(pictures)
        if isContested || (!isCertain && plate != nil && !isInspected) { faults.append(.vehicleUncertain) }
        if isContested { return faults }
        return faults + gate.faults(ofPlate: plate, confidence: isInspected ? nil : read.confidence)
    }

    private func verdict(_ mass: Assessment, _ isContested: Bool, isPaired: Bool, _ faults: [EvidenceFault]) -> Verdict
    {
        if isContested { return .ambiguous }
        if !isPaired, open.record.inspectedNumber == nil { return .unpaired }
        return faults.isEmpty ? mass.verdict : .notEvidence
    }

    private func findings(
        _ mass: Assessment,
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
        if reading.direction == .reverse { findings.append(.wrongWay) }
        return findings
    }
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
