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
    ///
    /// - Parameter claims: what was found out already of the lane's pictures as they are.
    func nearby(
        _ index: Int,
        clocks: DeviceClocks,
        settings: PipelineSettings,
        claims: inout NearbyClaims
    ) -> Nearby {
        let places = around(passages[index].key.at)
        guard !places.isEmpty, places.count <= PipelineSettings.perWindowMax else { return Nearby() }
        var search = NearbySearch(lane: self, clocks: clocks, settings: settings, claims: claims)
        // Moved there and back, so that it is not copied.
        claims = NearbyClaims()
        defer { claims = search.claims }
        let candidates = places.compactMap { place in
            isRemembered(sightings[place].key.at) ? search.candidate(place, of: index) : nil
        }
        return candidates.isEmpty ? Nearby() : search.choose(among: candidates, of: index)
    }

    /// The places of the pictures that may lie in a weighing's window.
    func around(_ at: Instant) -> Range<Int> {
        let first = sightings.index(from: at + -reach.before + offsets.lowerBound)
        let last = sightings.index(from: at + reach.after + offsets.upperBound + Milliseconds(1))
        return first..<max(first, last)
    }

    /// The places of the weighings in whose window an instant may lie.
    func weighings(around at: Instant) -> Range<Int> {
        let first = passages.index(from: at + -reach.after + -offsets.upperBound)
        let last = passages.index(from: at + reach.before + -offsets.lowerBound + Milliseconds(1))
        return first..<max(first, last)
    }

    /// Whether every weighing in whose window a picture lies is remembered: else its own may be forgotten.
    private func isRemembered(_ at: Instant) -> Bool {
        guard let horizon else { return true }
        return at + -reach.after + -offsets.upperBound > horizon
    }

    /// Whether a weighing taken at an instant may claim pictures that settled passages have used or shown, or that stand
    /// in the way of their being certain.
    func sharesPictures(at: Instant) -> Bool {
        let shares = around(at).contains {
            sightings[$0].usedBy != nil || !sightings[$0].contestedBy.isEmpty
        }
        if shares { return true }
        let span = reach.before + reach.after
        return passages[passages.index(from: at + -span)...].prefix { $0.key.at <= at + span }.contains {
            $0.outcome?.reasons.contains(.vehicleUncertain) == true
        }
    }
}

/// Which weighings are nearest to the pictures of a lane: found out once for all weighings that are looked at in a row.
///
/// Holds while nothing is put into the lane or taken out of it, and no offset is learnt.
struct NearbyClaims {
    /// The weighing that is nearest to a picture.
    struct Nearest {
        let weighing: Int
        let distance: Milliseconds
        /// The plate that the weighing clearly belongs to: the picture lies where it is expected, and no other weighing
        /// is nearly as near.
        let claims: String?
    }

    /// The plates of the pictures that a weighing clearly belongs to.
    struct Claimants {
        var first: String?
        var hasSeveral = false
    }

    /// By the picture's place; `.some(nil)` for one that may be nobody's.
    fileprivate var nearest: [Int: Nearest?] = [:]
    /// By the weighing's place.
    fileprivate var claimants: [Int: Claimants] = [:]
}

/// One lane, looked at for the pictures of a weighing.
///
/// Pictures and weighings go by their places in the lane: to copy one costs more than to look at it.
private struct NearbySearch {
    let lane: LaneState
    let clocks: DeviceClocks
    let settings: PipelineSettings
    var claims: NearbyClaims

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

    /// What the distance between the devices of a picture and a weighing is expected to be.
    private func pair(_ place: Int, _ index: Int) -> DeviceClocks.Distance {
        clocks.distance(of: lane.passages[index].record, camera: lane.sightings[place].device)
    }

    /// How far a picture lies from where a weighing's is expected; `nil` outside the window.
    private func distance(_ place: Int, _ index: Int, _ pair: DeviceClocks.Distance) -> Milliseconds? {
        let camera = lane.sightings[place].device
        let lag = lane.sightings[place].key.at - lane.passages[index].key.at + -pair.offset
        guard -lag <= clocks[camera].before ?? settings.before, lag <= clocks[camera].after ?? settings.after else {
            return nil
        }
        return lag.magnitude
    }

    /// - Returns: `nil` when the picture is not this weighing's: outside its window, linked to another, or nearer to
    ///   another.
    mutating func candidate(_ place: Int, of index: Int) -> Candidate? {
        let pair = pair(place, index)
        guard lane.fits(place, index), let own = distance(place, index, pair), let nearest = nearest(place),
            own <= nearest.distance + pair.tolerance
        else { return nil }
        let usedBy = lane.sightings[place].usedBy
        var (isContested, hasRival) = (false, false)
        for rival in lane.weighings(around: lane.sightings[place].key.at) where rival != index {
            guard lane.fits(place, rival), let other = distance(place, rival, self.pair(place, rival)) else { continue }
            // What another has used stays its own unless this one is clearly nearer.
            if usedBy == lane.passages[rival].key, other <= own + pair.tolerance { return nil }
            hasRival = true
            // Clearly nearer to this one, or the other one clearly has a picture of its own.
            isContested = isContested || !(other > own + pair.tolerance || isClaimed(rival, from: place))
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

    /// The weighing that is nearest to a picture; `nil` when it fits none, and when so many lie in its window that time
    /// says nothing.
    private mutating func nearest(_ place: Int) -> NearbyClaims.Nearest? {
        if let known = claims.nearest[place] { return known }
        let found = findNearest(place)
        claims.nearest[place] = .some(found)
        return found
    }

    private func findNearest(_ place: Int) -> NearbyClaims.Nearest? {
        let near = lane.weighings(around: lane.sightings[place].key.at)
        guard near.count <= PipelineSettings.perWindowMax else { return nil }
        var (nearest, second): ((index: Int, distance: Milliseconds)?, Milliseconds?)
        for index in near where lane.fits(place, index) {
            guard let distance = distance(place, index, pair(place, index)) else { continue }
            if let before = nearest, before.distance <= distance {
                second = min(second ?? distance, distance)
            } else {
                second = nearest?.distance
                nearest = (index, distance)
            }
        }
        guard let nearest else { return nil }
        let pair = pair(place, nearest.index)
        let isClear =
            pair.isKnown && nearest.distance <= pair.band ?? pair.tolerance
            && second.map { $0 > nearest.distance + pair.tolerance } ?? true
        return NearbyClaims.Nearest(
            weighing: nearest.index,
            distance: nearest.distance,
            claims: isClear ? lane.sightings[place].number : nil
        )
    }

    /// Whether a weighing clearly belongs to another truck's picture.
    private mutating func isClaimed(_ index: Int, from place: Int) -> Bool {
        guard let number = lane.sightings[place].number else { return false }
        let claimants = claims.claimants[index] ?? findClaimants(index)
        return claimants.hasSeveral || (claimants.first.map { $0 != number } ?? false)
    }

    private mutating func findClaimants(_ index: Int) -> NearbyClaims.Claimants {
        var claimants = NearbyClaims.Claimants()
        let places = lane.around(lane.passages[index].key.at)
        for place in places.prefix(PipelineSettings.perWindowMax) where !claimants.hasSeveral {
            guard let nearest = nearest(place), nearest.weighing == index, let number = nearest.claims else { continue }
            claimants.hasSeveral = claimants.first.map { $0 != number } ?? false
            claimants.first = claimants.first ?? number
        }
        claims.claimants[index] = claimants
        return claimants
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
        let showsTrailer = lane.sightings[candidate.sighting].pictures.contains { $0.showsTrailer }
        return candidate.isInBand && showsTrailer && !candidate.hasRival
    }

    /// Whether the same camera has another picture that lies about as near: a camera sees each side of a vehicle once, so
    /// one without a plate may then be another vehicle's.
    private func hasOther(_ candidate: Candidate, _ candidates: [Candidate], of index: Int) -> Bool {
        let (picture, at) = (lane.sightings[candidate.sighting].pictures[0], lane.sightings[candidate.sighting].key.at)
        func isAlike(_ other: PictureRecord, at instant: Instant) -> Bool {
            other.device == picture.device && instant != at && other.reading.view == picture.reading.view
        }
        return lane.passages[index].linked.contains { isAlike($0, at: $0.at) }
            || candidates.contains { other in
                other.sighting != candidate.sighting
                    && other.distance <= candidate.distance + candidate.tolerance
                    && isAlike(lane.sightings[other.sighting].pictures[0], at: lane.sightings[other.sighting].key.at)
            }
    }

    /// Whether one vehicle only can have been there: each camera shows one at most in the weighing's whole window, all
    /// the same, and no other weighing lies in any of their windows.
    private func isAlone(_ index: Int) -> Bool {
        let places = lane.around(lane.passages[index].key.at)
        var number = lane.passages[index].namedNumber
        for place in places {
            let device = lane.sightings[place].device
            if places[..<place].contains(where: { lane.sightings[$0].device == device }) { return false }
            if let shown = lane.sightings[place].number {
                if let number, number != shown { return false }
                number = shown
            }
            let near = lane.weighings(around: lane.sightings[place].key.at)
            if near.contains(where: { $0 != index }) { return false }
        }
        return !places.isEmpty
    }
}
