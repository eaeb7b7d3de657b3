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
    /// Whether no other vehicle was anywhere near: a pair to learn from.
    var isAlone = false
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

    /// Whether a weighing taken at an instant may claim pictures that settled passages have used or shown.
    func sharesPictures(at: Instant, clocks: DeviceClocks, settings: PipelineSettings) -> Bool {
        guard !sightings.isEmpty else { return false }
        return around(at, clocks: clocks, settings: settings).contains {
            sightings[$0].usedBy != nil || sightings[$0].isContested
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
        let isKnown: Bool
        /// Whether another weighing lies in the picture's window.
        let hasRival: Bool
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
        let pair = clocks.distance(scale: passage.record.device, camera: sighting.device)
        guard sighting.fits(passage), let own = distance(sighting, passage, pair) else { return nil }
        var (isContested, hasRival) = (false, false)
        for rival in lane.weighings(around: sighting.key.at, clocks: clocks, settings: settings) where rival != index {
            guard sighting.fits(lane.passages[rival]) else { continue }
            let rivalPair = clocks.distance(scale: lane.passages[rival].record.device, camera: sighting.device)
            guard let other = distance(sighting, lane.passages[rival], rivalPair) else { continue }
            hasRival = true
            // Clearly nearer to this one, or the other one clearly has a picture of its own.
            if other > own + pair.tolerance || isClaimed(rival, from: sighting) { continue }
            if own > other + pair.tolerance { return nil }
            isContested = true
        }
        return Candidate(
            sighting: place,
            isContested: isContested,
            isInBand: pair.band.map { own <= $0 } ?? true,
            isKnown: pair.isKnown,
            hasRival: hasRival
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
        let pair = clocks.distance(scale: passage.record.device, camera: sighting.device)
        guard pair.isKnown, let own = distance(sighting, passage, pair), own <= pair.band ?? pair.tolerance else {
            return false
        }
        let rivals = lane.weighings(around: sighting.key.at, clocks: clocks, settings: settings)
        return !rivals.contains { rival in
            guard rival != index, sighting.fits(lane.passages[rival]) else { return false }
            let rivalPair = clocks.distance(scale: lane.passages[rival].record.device, camera: sighting.device)
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
        for candidate in candidates.prefix(PipelineSettings.picturesPerPassageMax) {
            let shown = lane.sightings[candidate.sighting].number
            if number != nil {
                // Another truck's, or nobody can say whose; unless both lie where this weighing's are expected.
                if candidate.isContested || (shown != number && !candidate.isInBand) { continue }
            }
            if candidate.isContested { nearby.contested.append(candidate.sighting) }
            nearby.sightings.append(candidate.sighting)
            if shown != nil, named == nil, !candidate.isInBand || candidate.isContested { nearby.isCertain = false }
            if shown != nil, named == nil, !candidate.isKnown, candidate.hasRival { nearby.isCertain = false }
        }
        nearby.isAlone = candidates.count == 1 && !candidates[0].hasRival && isAlone(index)
        // Where the offset is not known, a picture without a plate may be this one's, and the one with a plate another's.
        if named == nil, candidates.contains(where: { !$0.isKnown && lane.sightings[$0.sighting].number == nil }),
            candidates.count > 1
        {
            nearby.isCertain = false
        }
        return nearby
    }

    /// Whether the weighing's whole window holds one picture only, fitting or not.
    private func isAlone(_ index: Int) -> Bool {
        lane.around(lane.passages[index].key.at, clocks: clocks, settings: settings).count == 1
    }
}
