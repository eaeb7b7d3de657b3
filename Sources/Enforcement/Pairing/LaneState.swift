import DequeModule
import Law
import Readings
import Units

/// A picture that waits for its weighing or belongs to one.
struct Sighting {
    let reading: CameraReading
    let arrival: Arrival
    /// When it was taken, with the device's offset taken off.
    let at: Instant
}

/// A weighing that waits for its pictures.
struct OpenPassage {
    let reading: WeighReading
    let arrival: Arrival
    /// When it was taken, with the device's offset taken off.
    let at: Instant
    /// The pictures that share its trigger, in the order of receipt.
    var linked: [Sighting] = []
    /// The truck that the trigger or an officer names; a picture by time cannot contest it.
    var namedNumber: String?
    /// What went out already.
    var published: Passage?
}

/// A settled passage, remembered so that its late pictures are not taken for another vehicle's.
struct SettledMark {
    let at: Instant
    let trigger: String?
    let namedNumber: String?
}

/// What is open on one lane: weighings and pictures by time, and how far each device has come.
struct LaneState {
    /// By `at`, then by ordinal.
    private(set) var open: [OpenPassage] = []
    /// By `at`, then by ordinal.
    private(set) var loose: [Sighting] = []
    private var settled: Deque<SettledMark> = []
    private var watermarks: [Watermark]

    private struct Watermark {
        let source: Source
        let kind: DeviceProfile.Kind
        var at: Instant?
    }

    /// The lane's station, by its place in the pipeline.
    let station: Int

    /// A lane fed by these devices.
    init(station: Int, devices: [DeviceProfile]) {
        self.station = station
        watermarks = devices.map { Watermark(source: $0.source, kind: $0.kind) }
    }

    /// Notes how far a device has come; a clock that runs ahead cannot push it beyond the time of receipt.
    mutating func advance(_ source: Source, kind: DeviceProfile.Kind, at: Instant, receivedAt: Instant) {
        let reached = min(at, receivedAt)
        guard let index = watermarks.firstIndex(where: { $0.source == source && $0.kind == kind }) else {
            watermarks.append(Watermark(source: source, kind: kind, at: reached))
            return
        }
        watermarks[index].at = watermarks[index].at.map { max($0, reached) } ?? reached
    }

    /// Whether every device of a kind has come past an instant; false where no such device is known.
    func hasPassed(_ instant: Instant, kind: DeviceProfile.Kind) -> Bool {
        var isKnown = false
        for mark in watermarks where mark.kind == kind {
            isKnown = true
            guard let at = mark.at, at > instant else { return false }
        }
        return isKnown
    }

    /// The instant that every device of the lane has passed; `nil` while one was not heard of.
    var watermark: Instant? {
        var lowest: Instant?
        for mark in watermarks {
            guard let at = mark.at else { return nil }
            lowest = lowest.map { min($0, at) } ?? at
        }
        return lowest
    }

    mutating func insert(_ passage: OpenPassage) {
        let index = open.insertionIndex { ($0.at, $0.arrival.ordinal) < (passage.at, passage.arrival.ordinal) }
        open.insert(passage, at: index)
    }

    mutating func insert(_ sighting: Sighting) {
        let index = loose.insertionIndex { ($0.at, $0.arrival.ordinal) < (sighting.at, sighting.arrival.ordinal) }
        loose.insert(sighting, at: index)
    }

    func indexOfOpen(ordinal: Int64) -> Int? { open.firstIndex { $0.arrival.ordinal == ordinal } }

    /// The open weighing that shares a trigger with a picture received now, the latest first.
    func indexOfOpen(trigger: String, receivedAt: Instant) -> Int? {
        open.indices.filter { open[$0].reading.trigger == trigger }
            .filter { (receivedAt - open[$0].arrival.receivedAt) <= PipelineSettings.triggerSpan }
            .max { open[$0].arrival.ordinal < open[$1].arrival.ordinal }
    }

    mutating func link(_ sighting: Sighting, toOpenAt index: Int) {
        open[index].linked.append(sighting)
        if open[index].namedNumber == nil { open[index].namedNumber = sighting.reading.truckNumber }
    }

    mutating func markPublished(_ passage: Passage, openAt index: Int) {
        open[index].published = passage
    }

    /// Takes out the pictures that wait for a trigger, in the order of receipt.
    mutating func takeLoose(trigger: String, receivedAt: Instant) -> [Sighting] {
        let isLinked = { (sighting: Sighting) in
            sighting.reading.trigger == trigger
                && receivedAt - sighting.arrival.receivedAt <= PipelineSettings.triggerSpan
        }
        guard loose.contains(where: isLinked) else { return [] }
        defer { loose.removeAll(where: isLinked) }
        return loose.filter(isLinked).sorted { $0.arrival.ordinal < $1.arrival.ordinal }
    }

    /// Takes out a picture by its place in the journal; `false` when it is no longer loose.
    mutating func removeLoose(ordinal: Int64) -> Bool {
        guard let index = loose.firstIndex(where: { $0.arrival.ordinal == ordinal }) else { return false }
        loose.remove(at: index)
        return true
    }

    /// Takes out the pictures that no weighing of this lane can still claim.
    mutating func removeLoose(takenBefore instant: Instant) -> [Sighting] {
        guard let first = loose.first, first.at < instant else { return [] }
        let stale = loose.prefix { $0.at < instant }
        defer { loose.removeFirst(stale.count) }
        return Array(stale)
    }

    /// Takes the passage out of the open ones, and the pictures by time that became its own out of the loose ones.
    mutating func settle(openAt index: Int, using ordinals: [Int64]) -> OpenPassage {
        let passage = open.remove(at: index)
        if !loose.isEmpty { loose.removeAll { ordinals.contains($0.arrival.ordinal) } }
        if settled.count == PipelineSettings.settledPerLaneMax { settled.removeFirst() }
        settled.append(
            SettledMark(at: passage.at, trigger: passage.reading.trigger, namedNumber: passage.namedNumber)
        )
        return passage
    }
}

// MARK: - By time

extension LaneState {
    /// The pictures that belong to an open passage by time.
    struct Nearby {
        var sightings: [Sighting] = []
        /// One of the pictures fits another weighing equally well.
        var isContested = false
    }

    /// The loose pictures in the passage's window to which no other weighing is nearer.
    func nearby(openAt index: Int, settings: PipelineSettings) -> Nearby {
        var nearby = Nearby()
        let passage = open[index]
        let (from, to) = (passage.at + -settings.before, passage.at + settings.after)
        for sighting in loose[loose.insertionIndex { $0.at < from }...] {
            guard sighting.at <= to else { break }
            guard sighting.fits(passage.reading.trigger, passage.namedNumber) else { continue }
            switch nearestRival(of: index, to: sighting, settings: settings) {
            case .nearer: continue
            case .equal:
                nearby.isContested = true
                nearby.sightings.append(sighting)
            case .none: nearby.sightings.append(sighting)
            }
        }
        return nearby
    }

    private enum Rival {
        case nearer, equal, none
    }

    private func nearestRival(of index: Int, to sighting: Sighting, settings: PipelineSettings) -> Rival {
        let distance = (sighting.at - open[index].at).magnitude
        var rival = Rival.none
        func weigh(_ at: Instant, _ trigger: String?, _ number: String?) {
            let lag = sighting.at - at
            guard lag.magnitude <= distance, lag <= settings.after, -lag <= settings.before,
                sighting.fits(trigger, number)
            else { return }
            if lag.magnitude < distance { rival = .nearer } else if rival == .none { rival = .equal }
        }
        // Only neighbours within the same distance can be rivals, and the list is in order of time.
        for other in open[(index + 1)...] {
            guard other.at - sighting.at <= distance else { break }
            weigh(other.at, other.reading.trigger, other.namedNumber)
        }
        for other in open[..<index].reversed() {
            guard sighting.at - other.at <= distance else { break }
            weigh(other.at, other.reading.trigger, other.namedNumber)
        }
        for other in settled { weigh(other.at, other.trigger, other.namedNumber) }
        return rival
    }
}

extension Sighting {
    /// Whether nothing but time stands between a picture and a weighing: the station has not linked either to
    /// something else, and the truck is not known to be another one.
    fileprivate func fits(_ trigger: String?, _ namedNumber: String?) -> Bool {
        if let own = reading.trigger, let trigger, own != trigger { return false }
        guard let namedNumber, let number = reading.truckNumber else { return true }
        return number == namedNumber
    }
}

extension Array {
    /// The index of the first element that is not before the one looked for; the array is in order.
    fileprivate func insertionIndex(isBefore: (Element) -> Bool) -> Int {
        // Readings come nearly in order, so the end is looked at first.
        if let last, isBefore(last) { return count }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
