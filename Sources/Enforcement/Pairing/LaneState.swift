import DequeModule
import Law
import Readings
import Units

/// A picture that waits for its weighing or belongs to one.
struct Sighting {
    let reading: CameraReading
    let arrival: Arrival
    /// When it was taken, with the device's offset taken off; of a camera's object, when its first picture was.
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
    /// Whether it was looked at once all cameras had passed its window; looking again would find the same.
    var wasExamined = false

    init(reading: WeighReading, arrival: Arrival, at: Instant) {
        self.reading = reading
        self.arrival = arrival
        self.at = at
        namedNumber = reading.kind == .dynamic ? nil : reading.inspection?.plate
    }

    mutating func link(_ sighting: Sighting) {
        linked.append(sighting)
        if namedNumber == nil { namedNumber = sighting.reading.truckNumber }
    }
}

/// A settled passage, remembered so that its late pictures are not taken for another vehicle's.
struct SettledMark {
    let receivedAt: Instant
    let at: Instant
    let trigger: String?
    let namedNumber: String?

    init(_ passage: OpenPassage) {
        receivedAt = passage.arrival.receivedAt
        at = passage.at
        trigger = passage.reading.trigger
        namedNumber = passage.namedNumber
    }
}

/// What is open on one lane: weighings and pictures by time, and how far each device has come.
struct LaneState {
    /// The lane's station, by its place in the pipeline.
    let station: Int
    /// By `at`, then by ordinal.
    private(set) var open: [OpenPassage] = []
    /// Weighings whose window all devices have passed without any picture, in the order of passing: a picture whose
    /// trigger names one of them may still come, with a clock that is off, until the time to settle is over.
    private(set) var overdue: Deque<OpenPassage> = []
    /// By `at`, then by ordinal.
    private(set) var loose: [Sighting] = []
    private var settled: Deque<SettledMark> = []
    private var objects: Deque<SeenObject> = []
    /// How many of the weighings that the lane knows, settled ones among them, have a trigger.
    private var weighingsByTrigger: [String: Int] = [:]
    private var watermarks: [Watermark]

    private struct Watermark {
        let source: Source
        let kind: DeviceProfile.Kind
        var at: Instant?
    }

    /// A camera's own vehicle id, and when its first picture was taken.
    private struct SeenObject {
        let source: Source
        let epoch: UInt64
        let object: String
        let at: Instant
    }

    /// Where a weighing that is not settled stands.
    enum Place {
        case open(Int)
        case overdue(Int)
    }

    /// A lane fed by these devices.
    init(station: Int, devices: [DeviceProfile]) {
        self.station = station
        watermarks = devices.map { Watermark(source: $0.source, kind: $0.kind) }
    }

    /// Weighings that are not settled.
    var unsettled: Int { open.count + overdue.count }

    subscript(place: Place) -> OpenPassage {
        get {
            switch place {
            case .open(let index): open[index]
            case .overdue(let index): overdue[index]
            }
        }
        _modify {
            switch place {
            case .open(let index): yield &open[index]
            case .overdue(let index): yield &overdue[index]
            }
        }
    }

    func place(ofOrdinal ordinal: Int64) -> Place? {
        // What is asked for is nearly always the latest.
        if let index = open.lastIndex(where: { $0.arrival.ordinal == ordinal }) { return .open(index) }
        return overdue.firstIndex { $0.arrival.ordinal == ordinal }.map(Place.overdue)
    }

    mutating func insert(_ passage: OpenPassage) {
        let index = open.insertionIndex { ($0.at, $0.arrival.ordinal) < (passage.at, passage.arrival.ordinal) }
        open.insert(passage, at: index)
        count(passage.reading.trigger, by: 1)
    }

    mutating func insert(_ sighting: Sighting) {
        let index = loose.insertionIndex { ($0.at, $0.arrival.ordinal) < (sighting.at, sighting.arrival.ordinal) }
        loose.insert(sighting, at: index)
    }

    /// Sets the oldest weighing aside: its window has passed and there is no picture.
    mutating func setOldestAside() {
        overdue.append(open.removeFirst())
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

    /// Takes a weighing out, and the pictures by time that became its own out of the loose ones.
    mutating func settle(_ place: Place, using ordinals: [Int64]) -> OpenPassage {
        let passage: OpenPassage
        switch place {
        case .open(let index): passage = open.remove(at: index)
        case .overdue(let index): passage = overdue.remove(at: index)
        }
        if !loose.isEmpty { loose.removeAll { ordinals.contains($0.arrival.ordinal) } }
        remember(SettledMark(passage))
        count(passage.reading.trigger, by: -1)
        return passage
    }

    mutating func remember(_ mark: SettledMark) {
        if settled.count == PipelineSettings.settledPerLaneMax { count(settled.removeFirst().trigger, by: -1) }
        settled.append(mark)
        count(mark.trigger, by: 1)
    }

    private mutating func count(_ trigger: String?, by change: Int) {
        guard let trigger else { return }
        let count = weighingsByTrigger[trigger, default: 0] + change
        weighingsByTrigger[trigger] = count > 0 ? count : nil
    }
}

// MARK: - Watermarks

extension LaneState {
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
}

// MARK: - By trigger

extension LaneState {
    /// The weighing that a picture's trigger names.
    ///
    /// - Returns: `nil` when there is none, and when there are two: a trigger that comes twice within the span in which
    ///   it links says nothing (a counter that stands still), and time must decide.
    func place(ofTrigger trigger: String, receivedAt: Instant) -> Place? {
        guard weighingsByTrigger[trigger] != nil else { return nil }
        let isThis = { (passage: OpenPassage) in passage.reading.trigger == trigger }
        if weighingsByTrigger[trigger] == 1, let index = open.lastIndex(where: isThis) {
            return isLinked(open[index].arrival.receivedAt, receivedAt) ? .open(index) : nil
        }
        var found: Place?
        var count = settled.count { $0.trigger == trigger && isLinked($0.receivedAt, receivedAt) }
        func look(_ passage: OpenPassage, _ place: Place) {
            guard passage.reading.trigger == trigger, isLinked(passage.arrival.receivedAt, receivedAt) else { return }
            count += 1
            found = place
        }
        for index in open.indices { look(open[index], .open(index)) }
        for index in overdue.indices { look(overdue[index], .overdue(index)) }
        return count == 1 ? found : nil
    }

    /// Takes out the pictures that wait for a weighing with a trigger, in the order of receipt; none when another
    /// weighing has the same trigger.
    mutating func takeLoose(trigger: String, receivedAt: Instant) -> [Sighting] {
        let isLinked = { (sighting: Sighting) in
            sighting.reading.trigger == trigger && self.isLinked(sighting.arrival.receivedAt, receivedAt)
        }
        guard loose.contains(where: isLinked), !hasWeighing(trigger: trigger, receivedAt: receivedAt) else { return [] }
        let taken = loose.filter(isLinked).sorted { $0.arrival.ordinal < $1.arrival.ordinal }
        loose.removeAll { sighting in taken.contains { $0.arrival.ordinal == sighting.arrival.ordinal } }
        return taken
    }

    private func hasWeighing(trigger: String, receivedAt: Instant) -> Bool {
        guard weighingsByTrigger[trigger] != nil else { return false }
        return open.contains { $0.reading.trigger == trigger && isLinked($0.arrival.receivedAt, receivedAt) }
            || overdue.contains { $0.reading.trigger == trigger && isLinked($0.arrival.receivedAt, receivedAt) }
            || settled.contains { $0.trigger == trigger && isLinked($0.receivedAt, receivedAt) }
    }

    private func isLinked(_ first: Instant, _ second: Instant) -> Bool {
        (second - first).magnitude <= PipelineSettings.triggerSpan
    }
}

// MARK: - By time

extension LaneState {
    /// The pictures that belong to an open passage by time.
    struct Nearby {
        var sightings: [Sighting] = []
        /// Those of them that fit another weighing equally well.
        var contested: [Int64] = []
    }

    /// When a sighting was taken: a camera's messages about one object are one sighting, as of the first of them.
    mutating func instant(ofSighting reading: CameraReading, at: Instant) -> Instant {
        guard let object = reading.object else { return at }
        let id = reading.header.id
        if let seen = objects.last(where: { $0.object == object && $0.epoch == id.epoch && $0.source == id.source }) {
            return seen.at
        }
        if objects.count == PipelineSettings.objectsPerLaneMax { objects.removeFirst() }
        objects.append(SeenObject(source: id.source, epoch: id.epoch, object: object, at: at))
        return at
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
            case .equal: nearby.contested.append(sighting.arrival.ordinal)
            case .none: break
            }
            nearby.sightings.append(sighting)
            if nearby.sightings.count == PipelineSettings.picturesPerPassageMax { break }
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
        for other in overdue { weigh(other.at, other.reading.trigger, other.namedNumber) }
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
