import DequeModule
import Law
import Readings
import Units

// What becomes of pictures that no weighing has claimed.

extension Pipeline {
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
            guard let index = lanes[first.lane].findSighting(first.key), !isSpoken(first.lane, index) else { continue }
            raiseBypass(lane: first.lane, index, &effects)
            lanes[first.lane][sighting: index].isGivenUp = true
            report([lanes[first.lane].sightings[index]], &effects)
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
        let unmatched = sightings.filter { !$0.isContested }.flatMap { $0.pictures.map(\.arrival.ordinal) }
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
        guard sighting.bypass == nil, !sighting.isContested, sighting.showsTruck, restoringAt == nil,
            scaleHasPassed(lane, sighting), hasGoodClock(sighting), !isClaimed(lane, index),
            !wasWeighedLately(sighting, station: lanes[lane].station)
        else { return }
        let alert = Alert.bypass(sighting.pictures[0], plate: sighting.number)
        lanes[lane][sighting: index].bypass = alert
        effects.append(.alert(alert))
    }

    /// Whether every scale of the lane works and would have shown the truck by now.
    private func scaleHasPassed(_ lane: Int, _ sighting: Sighting) -> Bool {
        let scales = lanes[lane].devices.filter { clocks[$0].kind == .weigh }
        guard scales.allSatisfy({ !clocks[$0].isClockOff }), let mark = mark(lane, .weigh) else { return false }
        let (before, _) = lanes[lane].reach(clocks, settings)
        return mark > sighting.key.at + before + -lanes[lane].offsets.lowerBound
    }

    private func hasGoodClock(_ sighting: Sighting) -> Bool {
        sighting.pictures.allSatisfy { picture in
            let lag = picture.arrival.receivedAt - picture.at
            return !picture.isClockOff && picture.reading.clockSynced != false
                && (picture.arrival.isReplayed || lag.magnitude <= PipelineSettings.clockAllowance)
        }
    }

    /// Whether a weighing that is still open may be its own.
    private func isClaimed(_ lane: Int, _ index: Int) -> Bool {
        let at = lanes[lane].sightings[index].key.at
        return lanes[lane].weighings(around: at, clocks: clocks, settings: settings).contains { passage in
            lanes[lane].passages[passage].stage != .settled
                && lanes[lane].nearby(passage, clocks: clocks, settings: settings).sightings.contains(index)
        }
    }

    /// Whether the same plate paired with a weighing at the station about then: it is one more picture of that truck.
    private func wasWeighedLately(_ sighting: Sighting, station: Int) -> Bool {
        guard let number = sighting.number else { return false }
        let (from, to) = (
            sighting.key.at + -PipelineSettings.sameTruckSpan, sighting.key.at + PipelineSettings.sameTruckSpan
        )
        return lanes.indices.contains { lane in
            guard lanes[lane].station == station else { return false }
            return lanes[lane].passages[lanes[lane].passages.index(from: from)...].prefix { $0.key.at <= to }.contains {
                $0.namedNumber == number || $0.outcome?.plate?.number == number
            }
        }
    }
}
