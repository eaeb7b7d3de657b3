import Law
import Readings
import Units

/// Turns an open passage and its pictures into what came of it.
struct PassageJudge {
    let open: OpenPassage
    let nearby: LaneState.Nearby
    let station: StationProfile
    let settings: PipelineSettings
    let rules: RuleBook

    var passage: Passage {
        let sightings = (open.linked + nearby.sightings).sorted { $0.arrival.ordinal < $1.arrival.ordinal }
        let pictures = PlateReading(sightings)
        let plate = inspectedPlate ?? pictures.plate
        let determination = determine(pictures)
        let mass = determination.assessment
        let isContested = inspectedPlate == nil && (pictures.isContested || !nearby.contested.isEmpty)
        let (verdict, reasons) = verdict(
            mass,
            isPaired: inspectedPlate != nil || !sightings.isEmpty,
            isContested: isContested,
            gate: gateReasons(sightings, plate: plate, confidence: inspectedPlate == nil ? pictures.confidence : nil)
        )
        return Passage(
            id: open.reading.header.id,
            ordinal: open.arrival.ordinal,
            sightings: sightings.map(\.arrival.ordinal),
            lane: open.reading.header.lane,
            at: open.reading.header.at,
            pairing: pairing(sightings),
            plate: isContested ? nil : plate,
            trailerPlate: pictures.trailerPlate,
            determination: determination,
            verdict: verdict,
            reasons: reasons,
            action: Passage.Action(for: verdict, grossOverLimit: mass.isGrossOverLimit, at: station.siteType)
        )
    }

    private var instrument: InstrumentProfile? { station.instruments[open.reading.instrument] }

    private var inspectedPlate: Plate? {
        guard open.reading.kind != .dynamic, let inspection = open.reading.inspection, let number = inspection.plate
        else { return nil }
        return Plate(number: number, colour: inspection.plateColour ?? .unknown)
    }

    private func pairing(_ sightings: [Sighting]) -> Passage.Pairing {
        if !open.linked.isEmpty { return .trigger }
        if !sightings.isEmpty { return .time }
        return inspectedPlate == nil ? .none : .inspection
    }

    private func determine(_ pictures: PlateReading) -> Determination {
        var vehicle = VehicleDescription(
            axles: open.reading.axles.map {
                AxleDescription(spacing: $0.spacing, dualTyres: $0.tyres.map { $0 == .dual }, load: $0.load)
            },
            axleCode: open.reading.axleCode,
            dialect: station.dialect,
            cameraForm: VehicleForm(pictures.form),
            driveAxles: pictures.driveAxles
        )
        if let measured = open.reading.dimensions {
            vehicle.dimensions = OuterDimensions(
                length: measured.length,
                width: measured.width,
                height: measured.height
            )
        }
        let weighing = Weighing(
            gross: open.reading.gross,
            isDynamic: open.reading.kind == .dynamic,
            accuracyClass: instrument?.accuracyClass,
            isAtEntrance: station.siteType == .entrance,
            isOnSite: CaseOpening.Basis(open.reading) == .onSite
        )
        return rules.determine(vehicle, weighing: weighing, on: open.reading.header.at.day)
    }

    private func gateReasons(_ sightings: [Sighting], plate: Plate?, confidence: PartsPerMillion?) -> [Reason] {
        let gate = EvidenceGate(reading: open.reading, instrument: instrument, settings: settings)
        var reasons = gate.reasonsOfWeighing()
        let isSuspect =
            gate.isClockSuspect(open.at, synced: open.reading.clockSynced, receivedAt: open.arrival.receivedAt)
            || sightings.contains {
                gate.isClockSuspect($0.at, synced: $0.reading.clockSynced, receivedAt: $0.arrival.receivedAt)
            }
        if isSuspect { reasons.append(.clockSuspect) }
        return reasons + gate.reasons(ofPlate: plate, confidence: confidence)
    }

    private func verdict(
        _ mass: Assessment,
        isPaired: Bool,
        isContested: Bool,
        gate: [Reason]
    ) -> (Verdict, [Reason]) {
        if isContested { return (.ambiguous, mass.reasons) }
        if !isPaired { return (.unpaired, mass.reasons) }
        // What no limit is for needs no evidence.
        if mass.needsNoEvidence || gate.isEmpty { return (mass.verdict, mass.reasons) }
        return (.notEvidence, mass.reasons + gate)
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
