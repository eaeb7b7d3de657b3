import Enforcement
import Readings
import TestSupport
import Units

/// Makes a scale's messages about a vehicle: one, or two when it straddles or stops on the sensor.
struct Scale {
    let station: SimulatedStation
    let parameters: WorldParameters
    let start: Instant
    var generator: SeededGenerator

    /// The messages about one crossing.
    mutating func weigh(_ crossing: Crossing, kind: VehicleKind, trigger: String?) -> [Draft] {
        guard crossing.manner.isWeighed, let device = device(of: crossing.lane) else { return [] }
        let halves = generator.chance(0.5)
        switch crossing.manner {
        case .straddling where halves:
            let beside = crossing.lane < station.lanes ? crossing.lane + 1 : crossing.lane - 1
            guard beside >= 1, let other = self.device(of: beside) else { break }
            return [
                draft(crossing, kind, device, mass: crossing.mass / 2, trigger: trigger),
                draft(crossing, kind, other, mass: crossing.mass / 2, trigger: trigger, lane: beside),
            ]
        case .stopAndGo where halves:
            return [
                draft(crossing, kind, device, mass: crossing.mass / 3, trigger: trigger),
                draft(crossing, kind, device, mass: crossing.mass / 2, trigger: trigger, later: 900),
            ]
        default: break
        }
        return [draft(crossing, kind, device, mass: crossing.mass, trigger: trigger)]
    }

    private func device(of lane: Int) -> Int? {
        station.devices.firstIndex { $0.kind == .weigh && $0.lanes.contains(lane) }
    }

    private mutating func draft(
        _ crossing: Crossing,
        _ kind: VehicleKind,
        _ index: Int,
        mass: Int,
        trigger: String?,
        lane: Int? = nil,
        later: Int = 0
    ) -> Draft {
        let device = station.devices[index]
        let time = crossing.at + later + Int(generator.normal(device.jitter))
        let passed = Int(kind.length / crossing.speed)
        let reading = WeighReading(
            header: ReadingHeader(
                id: ReadingID(source: device.source, epoch: 1, seq: 0),
                at: start + Milliseconds(Int64(device.clock.reading(time))),
                lane: Given.lane(lane ?? crossing.lane)
            ),
            kind: .dynamic,
            instrument: "I1",
            direction: crossing.manner == .reverse ? .reverse : .up,
            speed: MetresPerHour(Int(crossing.speed * 3_600_000)),
            gross: Kilograms(mass),
            axles: kind.axles(gross: mass),
            axleCode: kind.code,
            trigger: lost() ? nil : trigger,
            quality: flags(crossing),
            clockSynced: device.clock.isSynced(time)
        )
        var draft = Draft(
            device: index,
            sentAt: time + passed + Int(generator.even(80...300)),
            content: .weighing(reading),
            crossing: crossing.id
        )
        if crossing.manner != .ordinary { draft.faults.insert(.flagged) }
        if device.clock.hasJumped(time) { draft.faults.insert(.jumped) }
        if reading.clockSynced == false { draft.faults.insert(.unsynced) }
        draft.isLinked = reading.trigger != nil && !station.isStuck(at: crossing.at)
        return draft
    }

    private mutating func lost() -> Bool { station.link == .mostly && generator.once(in: 15) }

    private func flags(_ crossing: Crossing) -> QualityFlags {
        switch crossing.manner {
        case .straddling: QualityFlags(.straddling)
        case .stopAndGo: QualityFlags(.stopAndGo)
        default: []
        }
    }
}
