import Law
import Readings
import Units

/// Whether a weighing may be evidence (law.md §2 and §5); names every reason against it, not only the first.
///
/// What the law itself finds against a weighing (no class of the instrument, axle loads that do not add up) is in its
/// assessment already.
struct EvidenceGate {
    let reading: WeighReading
    let instrument: InstrumentProfile?
    let settings: PipelineSettings

    /// The reasons that lie in the weighing itself.
    func reasonsOfWeighing() -> [Reason] {
        var reasons = instrumentReasons() + reading.quality.flags.map(Reason.init)
        if let imbalance = reading.imbalance, let most = instrument?.imbalanceMax, imbalance > most,
            !reasons.contains(.imbalance)
        {
            reasons.append(.imbalance)
        }
        if reading.dataStatus != .raw { reasons.append(.dataStatus) }
        return reasons
    }

    /// Whether the clock of a reading's device is not to be trusted.
    ///
    /// - Parameter at: the reading's instant, with the device's known offset taken off.
    func isClockSuspect(_ at: Instant, synced: Bool?, receivedAt: Instant) -> Bool {
        let lag = receivedAt - at
        return synced == false || lag > settings.maxLag || -lag > PipelineSettings.maxLead
    }

    /// The reasons that lie in the plate.
    func reasons(ofPlate plate: Plate?, confidence: PartsPerMillion?) -> [Reason] {
        guard plate != nil else { return [.plateMissing] }
        // An officer's own reading has no confidence figure.
        guard let confidence, confidence < settings.minConfidence else { return [] }
        return [.plateConfidence]
    }

    private func instrumentReasons() -> [Reason] {
        guard let instrument else { return [.instrumentUnknown] }
        var reasons: [Reason] = instrument.isVerified(on: reading.header.at.day) ? [] : [.instrumentUnverified]
        if reading.kind == .dynamic {
            if let speed = reading.speed {
                if !instrument.speeds.contains(speed) { reasons.append(.speedRange) }
            } else {
                reasons.append(.speedUnknown)
            }
        }
        return reasons
    }
}

extension Reason {
    init(_ flag: QualityFlag) {
        switch flag {
        case .straddling: self = .straddling
        case .tailgating: self = .tailgating
        case .speedChange: self = .speedChange
        case .stopAndGo: self = .stopAndGo
        case .offScale: self = .offScale
        case .imbalance: self = .imbalance
        case .sensorFault: self = .sensorFault
        }
    }
}
