import Law
import Readings
import Units

/// The pictures that belong to a weighing by time.
struct Nearby {
    /// By their places in the lane.
    var sightings: [Int] = []
    /// Those of them that fit another weighing equally well.
    var contested: [Int] = []
    /// Whether exactly one vehicle can be meant: the clocks' offset is known and the pictures lie where it says, or
    /// nothing else was near.
    var isCertain = true
    /// Those of them that the devices' offset can be learnt from.
    var telling: [Int] = []
}

extension LaneState {
    /// The loose pictures that belong to a weighing by time: nearest first, each used once.
    ///
    /// Depends on what was taken around it, and not on the order of receipt.
    func nearby(_ index: Int, clocks: DeviceClocks, settings: PipelineSettings) -> Nearby {
        guard !sightings.isEmpty else { return Nearby() }
        let passage = passages[index]
        let search = NearbySearch(lane: self, clocks: clocks, settings: settings)
        let candidates = around(passage.key.at, clocks: clocks, settings: settings).compactMap { place in
            isRemembered(sightings[place], clocks, settings) ? search.candidate(place, of: index) : nil
        }
        return candidates.isEmpty ? Nearby() : search.choose(among: candidates, of: index)
    }

    /// The places of the pictures that may lie in a weighing's window.
    func around(_ at: Instant, clocks: DeviceClocks, settings: PipelineSettings) -> Range<Int> {
        let (before, after) = reach(clocks, settings)
        let first = sightings.index(from: at + -before + offsets.lowerBound)
        let last = sightings.index(from: at + after + offsets.upperBound + Milliseconds(1))
        return first..<max(first, last)
    }

    /// The places of the weighings in whose window an instant may lie.
    func weighings(around at: Instant, clocks: DeviceClocks, settings: PipelineSettings) -> Range<Int> {
        let (before, after) = reach(clocks, settings)
        let first = passages.index(from: at + -after + -offsets.upperBound)
        let last = passages.index(from: at + before + -offsets.lowerBound + Milliseconds(1))
        return first..<max(first, last)
    }

    /// Whether every weighing in whose window a picture lies is remembered: else its own may be forgotten.
    private func isRemembered(_ sighting: Sighting, _ clocks: DeviceClocks, _ settings: PipelineSettings) -> Bool {
        guard let horizon else { return true }
        return sighting.key.at + -reach(clocks, settings).after + -offsets.upperBound > horizon
    }

    /// Whether a weighing taken at an instant may claim pictures that settled passages have used or shown, or that stand
    /// in the way of their being certain.
    func sharesPictures(at: Instant, clocks: DeviceClocks, settings: PipelineSettings) -> Bool {
        guard !sightings.isEmpty else { return false }
        let shares = around(at, clocks: clocks, settings: settings).contains {
            sightings[$0].usedBy != nil || !sightings[$0].contestedBy.isEmpty
        }
        if shares { return true }
        let (before, after) = reach(clocks, settings)
        let span = before + after
        return passages[passages.index(from: at + -span)...].prefix { $0.key.at <= at + span }.contains {
            $0.outcome?.reasons.contains(.vehicleUncertain) == true
        }
    }

    /// The widest window of the lane's cameras.
    func reach(_ clocks: DeviceClocks, _ settings: PipelineSettings) -> (before: Milliseconds, after: Milliseconds) {
        devices.reduce((settings.before, settings.after)) { reach, device in
            (max(reach.0, clocks[device].before ?? .zero), max(reach.1, clocks[device].after ?? .zero))
        }
    }
}

/// One lane, looked at for the pictures of a weighing.
private struct NearbySearch {
    let lane: LaneState
    let clocks: DeviceClocks
    let settings: PipelineSettings

    /// A picture that may be a weighing's.
    struct Candidate {
        let sighting: Int
        let isContested: Bool
        /// Whether it lies where the learnt offset says; `true` while nothing was learnt.
        let isInBand: Bool
        /// Whether it lies where the offset says, learnt or configured.
        let isTight: Bool
        let isKnown: Bool
        /// Whether another weighing lies in the picture's window.
        let hasRival: Bool
        /// How far it lies from where it is expected.
        let distance: Milliseconds
        /// A difference of distances up to this says nothing.
        let tolerance: Milliseconds
    }

    /// How far a picture lies from where a weighing's is expected; `nil` outside the window.
    func distance(_ sighting: Sighting, _ passage: LanePassage, _ pair: DeviceClocks.Distance) -> Milliseconds? {
        let camera = clocks[sighting.device]
        let lag = sighting.key.at - passage.key.at + -pair.offset
        guard -lag <= camera.before ?? settings.before, lag <= camera.after ?? settings.after else { return nil }
        return lag.magnitude
    }

    /// - Returns: `nil` when the picture is not this weighing's: outside its window, linked to another, or nearer to
    ///   another.
    func candidate(_ place: Int, of index: Int) -> Candidate? {
        let (sighting, passage) = (lane.sightings[place], lane.passages[index])
        let pair = clocks.distance(of: passage.record, camera: sighting.device)
        guard sighting.fits(passage), let own = distance(sighting, passage, pair) else { return nil }
        var (isContested, hasRival) = (false, false)
        for rival in lane.weighings(around: sighting.key.at, clocks: clocks, settings: settings) where rival != index {
            guard sighting.fits(lane.passages[rival]) else { continue }
            let rivalPair = clocks.distance(of: lane.passages[rival].record, camera: sighting.device)
            guard let other = distance(sighting, lane.passages[rival], rivalPair) else { continue }
            if own > other + pair.tolerance { return nil }
            // What another has used stays its own unless this one is clearly nearer.
            if sighting.usedBy == lane.passages[rival].key, other <= own + pair.tolerance { return nil }
            hasRival = true
            // Clearly nearer to this one, or the other one clearly has a picture of its own.
            isContested = isContested || !(other > own + pair.tolerance || isClaimed(rival, from: sighting))
        }
        return Candidate(
            sighting: place,
            isContested: isContested,
            isInBand: pair.band.map { own <= $0 } ?? true,
            isTight: own <= pair.band ?? pair.tolerance,
            isKnown: pair.isKnown,
            hasRival: hasRival,
            distance: own,
            tolerance: pair.tolerance
        )
    }

    /// Whether a weighing clearly belongs to another truck's picture: one where it is expected, and to which no other
    /// weighing is nearly as near.
    private func isClaimed(_ index: Int, from sighting: Sighting) -> Bool {
        guard let number = sighting.number else { return false }
        let passage = lane.passages[index]
        return lane.around(passage.key.at, clocks: clocks, settings: settings).contains { place in
            let other = lane.sightings[place]
            guard let claimed = other.number, claimed != number, other.fits(passage) else { return false }
            return isClearly(place, of: index)
        }
    }

    private func isClearly(_ place: Int, of index: Int) -> Bool {
        let (sighting, passage) = (lane.sightings[place], lane.passages[index])
        let pair = clocks.distance(of: passage.record, camera: sighting.device)
        guard pair.isKnown, let own = distance(sighting, passage, pair), own <= pair.band ?? pair.tolerance else {
            return false
        }
        let rivals = lane.weighings(around: sighting.key.at, clocks: clocks, settings: settings)
        return !rivals.contains { rival in
            guard rival != index, sighting.fits(lane.passages[rival]) else { return false }
            let rivalPair = clocks.distance(of: lane.passages[rival].record, camera: sighting.device)
            return distance(sighting, lane.passages[rival], rivalPair).map { $0 <= own + pair.tolerance } ?? false
        }
    }

    /// Chooses among a weighing's candidates: what lies where it is expected names the truck, and then nothing of
    /// another truck contests it.
    func choose(among candidates: [Candidate], of index: Int) -> Nearby {
        let named = lane.passages[index].namedNumber
        let sure = candidates.first {
            $0.isInBand && $0.isKnown && !$0.isContested && lane.sightings[$0.sighting].number != nil
        }
        let number = named ?? sure.flatMap { lane.sightings[$0.sighting].number }
        var nearby = Nearby()
        let isAlone = isAlone(index)
        for candidate in candidates.prefix(PipelineSettings.picturesPerPassageMax) {
            let shown = lane.sightings[candidate.sighting].number
            if number != nil {
                // Another truck's, or nobody can say whose; unless both lie where this weighing's are expected.
                if candidate.isContested || (shown != number && !candidate.isInBand) { continue }
                if shown == nil, !mayBelong(candidate) || hasOther(candidate, candidates, of: index) { continue }
            }
            if candidate.isContested { nearby.contested.append(candidate.sighting) }
            nearby.sightings.append(candidate.sighting)
            if shown != nil, named == nil, !isAlone, !isCertain(candidate, candidates, of: index) {
                nearby.isCertain = false
            }
            if candidate.isKnown, candidate.isTight, !candidate.isContested {
                nearby.telling.append(candidate.sighting)
            }
        }
        if isAlone { nearby.telling = nearby.sightings }
        // Where an offset is not known, only a vehicle that is alone is certain.
        if named == nil, !isAlone, candidates.contains(where: { !$0.isKnown }) { nearby.isCertain = false }
        return nearby
    }

    /// Whether a picture that names the truck is certainly of the vehicle that was weighed: it lies where that is expected,
    /// fits no other weighing, and the same camera has no picture about as near that does not show the same plate.
    private func isCertain(_ candidate: Candidate, _ candidates: [Candidate], of index: Int) -> Bool {
        let number = lane.sightings[candidate.sighting].number
        // A contested one that shows another plate is the neighbour's.
        let others = candidates.filter { other in
            let shown = lane.sightings[other.sighting].number
            return shown == nil || (shown != number && !other.isContested)
        }
        return candidate.isInBand && !candidate.isContested && !hasOther(candidate, others, of: index)
    }

    /// Whether a picture that shows no truck's plate may be of the truck that another names: it lies where that is
    /// expected or, while nothing was learnt, shows a trailer and nobody else was weighed.
    private func mayBelong(_ candidate: Candidate) -> Bool {
        if candidate.isTight { return true }
        let showsTrailer = lane.sightings[candidate.sighting].pictures.contains { $0.reading.showsTrailer }
        return candidate.isInBand && showsTrailer && !candidate.hasRival
    }

    /// Whether the same camera has another picture that lies about as near: a camera sees each side of a vehicle once, so
    /// one without a plate may then be another vehicle's.
    private func hasOther(_ candidate: Candidate, _ candidates: [Candidate], of index: Int) -> Bool {
        let (sighting, passage) = (lane.sightings[candidate.sighting], lane.passages[index])
        let view = sighting.pictures[0].reading.view
        let hasLinked = passage.linked.contains {
            $0.device == sighting.device && $0.at != sighting.key.at && $0.reading.view == view
        }
        return hasLinked
            || candidates.contains { other in
                let rival = lane.sightings[other.sighting]
                return other.sighting != candidate.sighting && rival.device == sighting.device
                    && rival.pictures[0].reading.view == view && rival.key.at != sighting.key.at
                    && other.distance <= candidate.distance + candidate.tolerance
            }
    }

    /// Whether one vehicle only can have been there: each camera shows one at most in the weighing's whole window, all
    /// the same, and no other weighing lies in any of their windows.
    private func isAlone(_ index: Int) -> Bool {
        let passage = lane.passages[index]
        var (number, cameras): (String?, [Int]) = (passage.namedNumber, [])
        for place in lane.around(passage.key.at, clocks: clocks, settings: settings) {
            let sighting = lane.sightings[place]
            if cameras.contains(sighting.device) { return false }
            cameras.append(sighting.device)
            if let shown = sighting.number {
                if let number, number != shown { return false }
                number = shown
            }
            let near = lane.weighings(around: sighting.key.at, clocks: clocks, settings: settings)
            if near.contains(where: { $0 != index }) { return false }
        }
        return !cameras.isEmpty
    }
}
