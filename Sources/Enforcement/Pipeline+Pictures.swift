import DequeModule
import Law
import Readings
import Units

// What becomes of pictures that no weighing has claimed.

extension Pipeline {
    /// Waits for what becomes of a picture that has lost its weighing.
    mutating func wait(for key: TimeKey, lane: Int) {
        guard let now, let index = lanes[lane].sightings.find(key), !lanes[lane].sightings[index].isGivenUp else {
            return
        }
        for picture in lanes[lane].sightings[index].pictures { openOrdinals.insert(picture.arrival.ordinal) }
        fresh.append(Waiting(key: key, since: now, lane: lane))
    }

    /// Looks at loose pictures twice: when a passage would be settled for a truck that was not weighed, and when no
    /// trigger can link them any more.
    mutating func expirePictures(at instant: Instant, _ effects: inout [Effect]) {
        while let first = fresh.first, instant - first.since >= settings.settleAfter {
            fresh.removeFirst()
            guard let index = lanes[first.lane].findSighting(first.key), !isSpoken(first.lane, index) else { continue }
            raiseBypass(lane: first.lane, index, &effects)
            stale.append(first)
        }
        while let first = stale.first, instant - first.since >= PipelineSettings.triggerSpan {
            stale.removeFirst()
            guard let index = lanes[first.lane].findSighting(first.key), !isSpoken(first.lane, index) else {
                openOrdinals.remove(first.key.ordinal)
                continue
            }
            raiseBypass(lane: first.lane, index, &effects)
            let sighting = lanes[first.lane].sightings[index]
            // What an ambiguous passage shows is given up when that is amended.
            lanes[first.lane][sighting: index].isGivenUp = sighting.contestedBy.isEmpty
            report([sighting], &effects)
        }
    }

    /// Whether it is known what becomes of a picture.
    private func isSpoken(_ lane: Int, _ index: Int) -> Bool {
        let sighting = lanes[lane].sightings[index]
        return sighting.usedBy != nil || sighting.isGivenUp
    }

    /// Reports that no weighing has claimed pictures; contested ones stand with their ambiguous passages.
    private mutating func report(_ sightings: [Sighting], _ effects: inout [Effect]) {
        let ordinals = sightings.flatMap { $0.pictures.map(\.arrival.ordinal) }.sorted()
        for ordinal in ordinals { openOrdinals.remove(ordinal) }
        let unmatched = sightings.filter { $0.contestedBy.isEmpty }.flatMap { $0.pictures.map(\.arrival.ordinal) }
        if !unmatched.isEmpty { effects.append(.unmatched(unmatched.sorted())) }
    }

    /// Forgets what the lane holds beyond its share.
    mutating func forget(lane: Int, _ effects: inout [Effect]) {
        let share = PipelineSettings.rememberedMax / lanes.count
        let range = PipelineSettings.rememberedPerLane
        let forgotten = lanes[lane].forget(beyond: min(max(share, range.lowerBound), range.upperBound))
        if !forgotten.isEmpty { report(forgotten, &effects) }
    }
}

// MARK: - Trucks that were not weighed

extension Pipeline {
    /// Says that a truck has passed a lane whose scale works without being weighed (公路安全保护条例 Art. 67).
    private mutating func raiseBypass(lane: Int, _ index: Int, _ effects: inout [Effect]) {
        let sighting = lanes[lane].sightings[index]
        guard sighting.bypass == nil, sighting.contestedBy.isEmpty, sighting.number != nil, sighting.showsTruck,
            restoringAt == nil,
            scaleHasPassed(lane, sighting), isWellTimed(sighting), !isBesideWeighing(lane, sighting),
            !wasWeighedLately(sighting, station: lanes[lane].station)
        else { return }
        let alert = Alert.bypass(sighting.pictures[0], plate: sighting.number)
        lanes[lane][sighting: index].bypass = alert
        effects.append(.alert(alert))
        guard let number = sighting.number else { return }
        if accused.count == PipelineSettings.accusedMax { accused.removeFirst() }
        accused.append(Accused(number: number, lane: lane, key: sighting.key))
    }

    /// Takes back what was said of a truck whose weighing has come after all.
    mutating func acquit(_ passage: Passage, _ record: WeighRecord, lane: Int, _ effects: inout [Effect]) {
        guard let number = passage.plate?.number else { return }
        let known = accused.filter { $0.number == number && lanes[$0.lane].station == lanes[lane].station }
        for accused in known {
            guard let index = lanes[accused.lane].findSighting(accused.key),
                record.isAbout(lanes[accused.lane].sightings[index])
            else { continue }
            withdrawBypass(lane: accused.lane, index, &effects)
        }
    }

    mutating func withdrawBypass(lane: Int, _ index: Int, _ effects: inout [Effect]) {
        guard let alert = lanes[lane].sightings[index].bypass else { return }
        lanes[lane][sighting: index].bypass = nil
        effects.append(.withdrawn(alert))
    }

    /// A truck of which it was said that it was not weighed.
    struct Accused {
        let number: String
        let lane: Int
        let key: TimeKey
    }

    /// Whether every scale of the lane works and would have shown the truck by now.
    private func scaleHasPassed(_ lane: Int, _ sighting: Sighting) -> Bool {
        guard lanes[lane].scales.allSatisfy({ clocks[$0].isClockOff != true }), let mark = mark(lane, .weigh) else {
            return false
        }
        let before = lanes[lane].reach.before
        return mark > sighting.key.at + before + -lanes[lane].offsets.lowerBound
    }

    private func isWellTimed(_ sighting: Sighting) -> Bool {
        sighting.pictures.allSatisfy { picture in
            let lag = picture.arrival.receivedAt - picture.at
            // Sent again, it says nothing of the clock; and an alert is for now.
            return !picture.isClockOff && picture.reading.clockSynced != false && !picture.arrival.isReplayed
                && lag.magnitude <= PipelineSettings.clockAllowance
        }
    }

    /// Whether a vehicle was weighed just when this one was seen: the picture is of that, whatever was read in it.
    private func isBesideWeighing(_ lane: Int, _ sighting: Sighting) -> Bool {
        lanes[lane].weighings(around: sighting.key.at).contains { index in
            let passage = lanes[lane].passages[index]
            if passage.stage != .settled { return true }
            let pair = clocks.distance(of: passage.record, camera: sighting.device)
            let lag = (sighting.key.at - passage.key.at + -pair.offset).magnitude
            return lag <= pair.band ?? PipelineSettings.besideSpan
        }
    }

    /// Whether the same plate, or nearly the same, paired with a weighing at the station about then, by the devices' clocks
    /// or by the daemon's: it is one more picture of that truck.
    private func wasWeighedLately(_ sighting: Sighting, station: Int) -> Bool {
        guard let number = sighting.number else { return false }
        return lanes.contains { lane in
            lane.station == station
                && lane.passages.contains { passage in
                    guard let known = passage.namedNumber ?? passage.outcome?.plate?.number else { return false }
                    return (known == number || known.isMisreading(of: number)) && passage.record.isAbout(sighting)
                }
        }
    }
}

extension WeighRecord {
    /// Whether a vehicle was weighed about when another was seen.
    fileprivate func isAbout(_ sighting: Sighting) -> Bool {
        let received = sighting.pictures[0].arrival.receivedAt - arrival.receivedAt
        return (sighting.key.at - at).magnitude <= PipelineSettings.sameTruckSpan
            || received.magnitude <= PipelineSettings.sameTruckSpan
    }
}

extension String {
    /// Whether two plates differ in two characters at most, as misread ones do. Never joins records: it only keeps
    /// somebody from being accused.
    fileprivate func isMisreading(of other: String) -> Bool {
        count == other.count && zip(self, other).count { $0 != $1 } <= 2
    }
}
