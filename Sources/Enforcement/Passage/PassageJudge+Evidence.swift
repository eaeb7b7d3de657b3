import Law
import Readings
import Units

// The evidence gate: whether a weighing may be evidence (law.md §2 and §5); names every fault, not only the first.
//
// What the law itself finds against a weighing (no class of the instrument, axle loads that do not add up) is in its
// assessment already.

extension PassageJudge {
    /// The faults that lie in the weighing itself.
    func faultsOfWeighing() -> [EvidenceFault] {
        var faults = instrumentFaults()
        for flag in record.reading.quality.flags { faults.append(.quality(flag)) }
        if let imbalance = record.reading.imbalance, let most = instrument?.imbalanceMax, imbalance > most,
            !record.reading.quality.contains(QualityFlags(.imbalance))
        {
            faults.append(.imbalance(imbalance, most: most))
        }
        if record.reading.dataStatus != .raw { faults.append(.dataStatus(record.reading.dataStatus)) }
        return faults
    }

    private func instrumentFaults() -> [EvidenceFault] {
        guard let instrument else { return [.instrumentUnknown(id: record.reading.instrument)] }
        let day = record.reading.header.at.day
        var faults: [EvidenceFault] = instrument.isVerified(on: day) ? [] : [.instrumentUnverified(instrument, on: day)]
        if let driftSince { faults.append(.instrumentDrift(id: instrument.id, since: driftSince)) }
        guard record.reading.kind == .dynamic else { return faults }
        if let speed = record.reading.speed {
            if !instrument.speeds.contains(speed) { faults.append(.speedRange(speed, needed: instrument.speeds)) }
        } else {
            faults.append(.speedUnknown(needed: instrument.speeds))
        }
        return faults
    }

    /// The faults of the clocks of the scale and the cameras; each device is named once.
    func findClockFaults(_ pictures: [PictureRecord], _ faults: inout [EvidenceFault]) {
        func add(_ source: Source, _ fault: EvidenceFault.ClockFault?) {
            guard let fault else { return }
            let isNamed = faults.contains { if case .clock(source, _) = $0 { true } else { false } }
            if !isNamed { faults.append(.clock(source, fault)) }
        }
        add(
            record.reading.header.id.source,
            fault(record.at, record.arrival, synced: record.reading.clockSynced, isOff: record.isClockOff)
        )
        for picture in pictures {
            let source = picture.reading.header.id.source
            add(
                source,
                fault(picture.at, picture.arrival, synced: picture.reading.clockSynced, isOff: picture.isClockOff)
            )
            add(source, apart(picture))
        }
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
        let pair = devices.distance(of: record, camera: picture.device)
        let span = (picture.at - record.at + -pair.offset).magnitude
        if span > PipelineSettings.clockAllowance { return .apart(span) }
        let agree = isPrompt(record.at, record.arrival) && isPrompt(picture.at, picture.arrival)
        let most = pair.linkedBand ?? (agree ? PipelineSettings.linkedSpan : PipelineSettings.clockAllowance)
        return span > most ? .apart(span) : nil
    }

    private func isPrompt(_ at: Instant, _ arrival: Arrival) -> Bool {
        !arrival.isReplayed && (arrival.receivedAt - at).magnitude <= PipelineSettings.promptLag
    }

    /// The fault that lies in the plate.
    ///
    /// - Parameter confidence: `nil` for an officer's own reading, which has none.
    func fault(ofPlate plate: Plate?, confidence: PartsPerMillion?) -> EvidenceFault? {
        guard plate != nil else { return .plateMissing }
        guard let confidence, confidence < settings.minConfidence else { return nil }
        return .plateConfidence(confidence, least: settings.minConfidence)
    }
}
