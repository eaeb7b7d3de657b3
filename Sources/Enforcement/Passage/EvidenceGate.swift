import Law
import Readings
import Units

/// Whether a weighing may be evidence (law.md §2 and §5); names every fault, not only the first.
///
/// What the law itself finds against a weighing (no class of the instrument, axle loads that do not add up) is in its
/// assessment already.
struct EvidenceGate {
    let record: WeighRecord
    let instrument: InstrumentProfile?
    /// The day since which the instrument drifts; `nil` while it does not.
    let driftSince: CivilDate?
    let clocks: DeviceClocks
    let settings: PipelineSettings

    private var reading: WeighReading { record.reading }

    /// The faults that lie in the weighing itself.
    func faultsOfWeighing() -> [EvidenceFault] {
        var faults = instrumentFaults()
        for flag in reading.quality.flags { faults.append(.quality(flag)) }
        if let imbalance = reading.imbalance, let most = instrument?.imbalanceMax, imbalance > most,
            !reading.quality.contains(QualityFlags(.imbalance))
        {
            faults.append(.imbalance(imbalance, most: most))
        }
        if reading.dataStatus != .raw { faults.append(.dataStatus(reading.dataStatus)) }
        return faults
    }

    private func instrumentFaults() -> [EvidenceFault] {
        guard let instrument else { return [.instrumentUnknown(id: reading.instrument)] }
        let day = reading.header.at.day
        var faults: [EvidenceFault] = instrument.isVerified(on: day) ? [] : [.instrumentUnverified(instrument, on: day)]
        if let driftSince { faults.append(.instrumentDrift(id: instrument.id, since: driftSince)) }
        guard reading.kind == .dynamic else { return faults }
        if let speed = reading.speed {
            if !instrument.speeds.contains(speed) { faults.append(.speedRange(speed, needed: instrument.speeds)) }
        } else {
            faults.append(.speedUnknown(needed: instrument.speeds))
        }
        return faults
    }

    /// The faults of the clocks of the scale and the cameras; each device is named once.
    func clockFaults(_ pictures: [PictureRecord]) -> [EvidenceFault] {
        var faults: [EvidenceFault] = []
        func add(_ source: Source, _ fault: EvidenceFault.ClockFault?) {
            guard let fault else { return }
            let isNamed = faults.contains { if case .clock(source, _) = $0 { true } else { false } }
            if !isNamed { faults.append(.clock(source, fault)) }
        }
        add(
            reading.header.id.source,
            fault(record.at, record.arrival, synced: reading.clockSynced, isOff: record.isClockOff)
        )
        for picture in pictures {
            let source = picture.reading.header.id.source
            add(
                source,
                fault(picture.at, picture.arrival, synced: picture.reading.clockSynced, isOff: picture.isClockOff)
            )
            add(source, apart(picture))
        }
        return faults
    }

    /// - Parameter at: the reading's instant, with the device's configured offset taken off.
    private func fault(_ at: Instant, _ arrival: Arrival, synced: Bool?, isOff: Bool) -> EvidenceFault.ClockFault? {
        let lag = arrival.receivedAt - at
        if synced == false { return .unsynced }
        if -lag > PipelineSettings.clockAllowance { return .ahead(-lag) }
        if lag > settings.maxLag, !arrival.isReplayed { return .behind(lag, most: settings.maxLag) }
        return isOff ? .off : nil
    }

    /// Whether scale and camera disagree about when the same vehicle passed: by more than clocks may, or by more than
    /// the two were ever apart. Then a clock is off, or the trigger has linked another vehicle's picture.
    private func apart(_ picture: PictureRecord) -> EvidenceFault.ClockFault? {
        let pair = clocks.distance(scale: record.device, camera: picture.device)
        let span = (picture.at - record.at + -pair.offset).magnitude
        if span > PipelineSettings.clockAllowance { return .apart(span) }
        let agree = [(record.at, record.arrival), (picture.at, picture.arrival)].allSatisfy { at, arrival in
            !arrival.isReplayed && (arrival.receivedAt - at).magnitude <= PipelineSettings.promptLag
        }
        let most = pair.linkedBand ?? (agree ? PipelineSettings.linkedSpan : PipelineSettings.clockAllowance)
        return span > most ? .apart(span) : nil
    }

    /// The faults that lie in the plate.
    ///
    /// - Parameter confidence: `nil` for an officer's own reading, which has none.
    func faults(ofPlate plate: Plate?, confidence: PartsPerMillion?) -> [EvidenceFault] {
        guard plate != nil else { return [.plateMissing] }
        guard let confidence, confidence < settings.minConfidence else { return [] }
        return [.plateConfidence(confidence, least: settings.minConfidence)]
    }
}
