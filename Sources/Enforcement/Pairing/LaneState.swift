import DequeModule
import Law
import Readings
import Units

/// What one lane remembers: weighings and pictures by time, open ones and those that late readings may still amend.
struct LaneState: Sendable {
    /// The lane's station, by its place in the pipeline.
    let station: Int
    /// The devices that feed it, by their places in the pipeline.
    private(set) var devices: [Int] = []
    private(set) var cameras: [Int] = []
    private(set) var scales: [Int] = []
    /// The weighings by time, settled ones among them.
    private(set) var passages: [LanePassage] = []
    /// The pictures that no trigger links, by time, used ones among them.
    private(set) var sightings: [Sighting] = []
    /// The weighings whose window has not passed, by time.
    private(set) var open: [TimeKey] = []
    /// Weighings whose time is over but for readings that are being asked for; settled ones may be among them.
    private var postponed: [TimeKey] = []
    /// Weighings that are not settled.
    private(set) var unsettled = 0
    /// The widest window of the lane's cameras.
    private(set) var reach: (before: Milliseconds, after: Milliseconds)
    /// The span of the offsets learnt of its devices: a picture's window is looked for that much farther.
    private(set) var offsets: ClosedRange<Milliseconds> = .zero ... .zero
    /// What was taken up to here is no longer remembered: by time nothing is paired with it any more.
    private(set) var horizon: Instant?
    /// The weighings that have each trigger.
    private var weighingsByTrigger: [String: TriggerKeys] = [:]
    /// When two weighings last had the same trigger at once: a counter that stands still links nothing for a while.
    private var standing: [String: Instant] = [:]
    /// The loose pictures that have each trigger.
    private var loosePicturesByTrigger: [String: TriggerKeys] = [:]
    private var objects: Deque<SeenObject> = []
    /// What readings have disturbed since this was asked for last.
    private var disturbance = Disturbance()

    /// What a reading has changed besides its own place.
    struct Disturbance {
        /// The weighings that have lost pictures.
        var bereft: [TimeKey] = []
        /// When the loose pictures were taken that a trigger has linked since: neighbours were judged beside them.
        var linkedAway: [Instant] = []
        /// The pictures that have lost their link.
        var unlinked: [TimeKey] = []

        /// The alerts on pictures that a trigger has linked since: their truck was weighed.
        var groundless: [Alert] = []

        var isEmpty: Bool { bereft.isEmpty && linkedAway.isEmpty && unlinked.isEmpty && groundless.isEmpty }
    }

    /// A camera's own vehicle id, and where its pictures are.
    private struct SeenObject {
        let source: Source
        let epoch: UInt64
        let object: String
        var place: Place
    }

    /// Where a picture was put.
    enum Place: Equatable {
        /// With the weighing that its trigger names.
        case linked(TimeKey)
        /// Among the loose ones: time decides.
        case loose(TimeKey)
    }

    init(station: Int, settings: PipelineSettings) {
        self.station = station
        reach = (settings.before, settings.after)
    }

    mutating func add(_ device: Int, _ profile: DeviceClocks.Device) {
        guard !devices.contains(device) else { return }
        devices.append(device)
        switch profile.kind {
        case .weigh: scales.append(device)
        case .camera: cameras.append(device)
        }
        reach = (max(reach.before, profile.before ?? .zero), max(reach.after, profile.after ?? .zero))
    }

    /// Where the window of a weighing that was taken at an instant ends.
    func end(ofWindow at: Instant) -> Instant { at + reach.after + offsets.upperBound }

    /// Where the first window ends that has not passed.
    var firstEnd: Instant? { open.first.map { end(ofWindow: $0.at) } }

    mutating func widen(to offset: Milliseconds) {
        offsets = min(offsets.lowerBound, offset)...max(offsets.upperBound, offset)
    }

    subscript(passage index: Int) -> LanePassage {
        get { passages[index] }
        _modify { yield &passages[index] }
    }

    subscript(sighting index: Int) -> Sighting {
        get { sightings[index] }
        _modify { yield &sightings[index] }
    }
}

// MARK: - Weighings

extension LaneState {
    /// Notes a weighing that waits for readings that are being asked for.
    mutating func postpone(_ key: TimeKey) {
        // What was settled otherwise leaves from time to time, so that the list does not outgrow what is open.
        if postponed.count > 2 * unsettled + 64 {
            postponed.removeAll { key in passages.find(key).map { passages[$0].stage == .settled } ?? true }
        }
        postponed.append(key)
    }

    /// What has waited, in the order of receipt.
    mutating func takePostponed() -> [TimeKey] {
        defer { postponed.removeAll() }
        return postponed
    }

    /// Takes a weighing in, and the pictures that its trigger links to it.
    mutating func insert(_ record: WeighRecord, clocks: DeviceClocks) {
        let passage = LanePassage(record)
        passages.insertInOrder(passage)
        open.insert(passage.key, at: openIndex(of: passage.key))
        unsettled += 1
        guard let trigger = record.reading.trigger else { return }
        if let before = weighingsByTrigger.updateValue(TriggerKeys(passage.key), forKey: trigger) {
            weighingsByTrigger[trigger] = before.adding(passage.key)
            unlinkContested(before, trigger, by: record, clocks: clocks)
        }
        guard let loose = loosePicturesByTrigger[trigger] else { return }
        for key in loose { linkLoose(key, trigger: trigger, clocks: clocks) }
    }

    /// What has been disturbed since this was asked for last.
    mutating func takeDisturbance() -> Disturbance? {
        guard !disturbance.isEmpty else { return nil }
        defer { disturbance = Disturbance() }
        return disturbance
    }

    /// Sets a weighing aside: its window has passed and there is no picture.
    mutating func setAside(_ index: Int) {
        passages[index].stage = .aside
        removeOpen(passages[index].key)
    }

    /// Notes that a passage is stored and which pictures by time it has used.
    mutating func settle(_ index: Int, using used: [Int]) {
        let key = passages[index].key
        if passages[index].stage == .open { removeOpen(key) }
        if passages[index].stage != .settled { unsettled -= 1 }
        passages[index].stage = .settled
        for place in used {
            if let other = sightings[place].usedBy, other != key { disturbance.bereft.append(other) }
            sightings[place].usedBy = key
        }
    }

    /// Gives the pictures back that a settled passage has used or shown, before it is stored anew.
    ///
    /// - Parameter places: where they may be.
    /// - Returns: those that it does not use any more.
    mutating func release(from key: TimeKey, among places: Range<Int>, except used: [Int]) -> [TimeKey] {
        var released: [TimeKey] = []
        for index in places where !used.contains(index) {
            let wasContested = sightings[index].contestedBy.contains(key)
            guard wasContested || sightings[index].usedBy == key else { continue }
            if wasContested {
                sightings[index].contestedBy.removeAll { $0 == key }
            } else {
                sightings[index].usedBy = nil
            }
            released.append(sightings[index].key)
        }
        return released
    }

    /// The place of a loose picture that was put there once; its object may have moved it since.
    func findSighting(_ key: TimeKey) -> Int? {
        if let index = sightings.find(key) { return index }
        guard !objects.isEmpty else { return nil }
        return sightings.firstIndex { $0.pictures.contains { $0.arrival.ordinal == key.ordinal } }
    }

    private func openIndex(of key: TimeKey) -> Int {
        guard let last = open.last, key < last else { return open.count }
        return open.firstIndex { key < $0 } ?? open.count
    }

    private mutating func removeOpen(_ key: TimeKey) {
        if let index = open.firstIndex(of: key) { open.remove(at: index) }
    }
}

// MARK: - Pictures

extension LaneState {
    /// Takes a picture in.
    ///
    /// - Returns: where it was put.
    mutating func insert(_ picture: PictureRecord, clocks: DeviceClocks) -> Place {
        if let object = picture.reading.object, let seen = index(ofObject: object, picture) {
            return insert(picture, intoObject: seen, clocks: clocks)
        }
        let place = link(picture, clocks: clocks) ?? insertLoose(Sighting(picture))
        remember(picture, at: place)
        return place
    }

    private mutating func insert(_ picture: PictureRecord, intoObject seen: Int, clocks: DeviceClocks) -> Place {
        var place = objects[seen].place
        switch place {
        case .linked(let key):
            if let index = passages.find(key), passages[index].linked.count < PipelineSettings.picturesPerPassageMax {
                passages[index].link(picture)
            } else {
                place = insertLoose(Sighting(picture))
            }
        // Its pictures are one sighting, which one of them may link.
        case .loose(let key):
            var sighting = removeLoose(key) ?? Sighting(picture)
            if sighting.pictures.last !== picture { sighting.add(picture) }
            place = insertLoose(sighting)
            if let linked = link(picture, clocks: clocks, alreadyLoose: true) {
                moveToLinked(place, linked)
                place = linked
            }
        }
        objects[seen].place = place
        return place
    }

    /// Moves all pictures of a sighting to the weighing that one of them is linked to.
    private mutating func moveToLinked(_ loose: Place, _ linked: Place) {
        guard case .loose(let from) = loose, case .linked(let to) = linked, let sighting = removeLoose(from),
            let index = passages.find(to)
        else { return }
        for picture in sighting.pictures { passages[index].link(picture) }
        if let alert = sighting.bypass { disturbance.groundless.append(alert) }
    }

    /// Links a picture to the one weighing that its trigger names.
    private mutating func link(_ picture: PictureRecord, clocks: DeviceClocks, alreadyLoose: Bool = false) -> Place? {
        guard let trigger = picture.reading.trigger, let key = weighing(named: trigger, by: picture, clocks: clocks),
            let index = passages.find(key), passages[index].linked.count < PipelineSettings.picturesPerPassageMax
        else { return nil }
        if !alreadyLoose { passages[index].link(picture) }
        return .linked(key)
    }

    /// The weighing that a picture's trigger names; `nil` when there is none, and when there are two: a trigger that
    /// comes twice within the span in which it links says nothing (a counter that stands still), and time must decide.
    private func weighing(named trigger: String, by picture: PictureRecord, clocks: DeviceClocks) -> TimeKey? {
        guard let keys = weighingsByTrigger[trigger], !isStanding(trigger, at: picture.arrival.receivedAt) else {
            return nil
        }
        var found: TimeKey?
        for key in keys.reversed() {
            guard let index = passages.find(key), clocks.isLinked(passages[index].record, picture) else { continue }
            if found != nil { return nil }
            found = key
        }
        return found
    }

    private mutating func linkLoose(_ key: TimeKey, trigger: String, clocks: DeviceClocks) {
        guard let index = sightings.find(key) else { return }
        let named = sightings[index].pictures.first {
            $0.reading.trigger == trigger && weighing(named: trigger, by: $0, clocks: clocks) != nil
        }
        guard let named, let weighing = weighing(named: trigger, by: named, clocks: clocks) else { return }
        moveToLinked(.loose(key), .linked(weighing))
        if let seen = named.reading.object.flatMap({ self.index(ofObject: $0, named) }) {
            objects[seen].place = .linked(weighing)
        }
    }

    /// Takes back the links of pictures that a new weighing's trigger claims as well.
    private mutating func unlinkContested(
        _ keys: TriggerKeys,
        _ trigger: String,
        by record: WeighRecord,
        clocks: DeviceClocks
    ) {
        for key in keys {
            guard let index = passages.find(key) else { continue }
            let span = (record.arrival.receivedAt - passages[index].record.arrival.receivedAt).magnitude
            if span <= PipelineSettings.triggerSpan { standing[trigger] = record.arrival.receivedAt }
            guard passages[index].linked.contains(where: { clocks.isLinked(record, $0) })
            else { continue }
            for picture in passages[index].unlink() {
                let place = insertLoose(Sighting(picture))
                if case .loose(let key) = place { disturbance.unlinked.append(key) }
                if let seen = picture.reading.object.flatMap({ self.index(ofObject: $0, picture) }) {
                    objects[seen].place = place
                }
            }
            disturbance.bereft.append(key)
        }
    }

    private func isStanding(_ trigger: String, at instant: Instant) -> Bool {
        standing[trigger].map { instant - $0 <= PipelineSettings.standingSpan } ?? false
    }

    private mutating func insertLoose(_ sighting: Sighting) -> Place {
        sightings.insertInOrder(sighting)
        for picture in sighting.pictures {
            guard let trigger = picture.reading.trigger else { continue }
            let known = loosePicturesByTrigger[trigger]
            if known?.contains(sighting.key) == true { continue }
            loosePicturesByTrigger[trigger] = known?.adding(sighting.key) ?? TriggerKeys(sighting.key)
        }
        return .loose(sighting.key)
    }

    private mutating func removeLoose(_ key: TimeKey) -> Sighting? {
        guard let index = sightings.find(key) else { return nil }
        forgetTriggers(of: sightings[index])
        if let user = sightings[index].usedBy { disturbance.bereft.append(user) }
        disturbance.linkedAway.append(sightings[index].key.at)
        return sightings.remove(at: index)
    }

    private mutating func forgetTriggers(of sighting: Sighting) {
        for picture in sighting.pictures {
            guard let trigger = picture.reading.trigger else { continue }
            loosePicturesByTrigger.remove(sighting.key, of: trigger)
        }
    }

    private func index(ofObject object: String, _ picture: PictureRecord) -> Int? {
        let id = picture.reading.header.id
        return objects.lastIndex { $0.object == object && $0.epoch == id.epoch && $0.source == id.source }
    }

    private mutating func remember(_ picture: PictureRecord, at place: Place) {
        guard let object = picture.reading.object else { return }
        if objects.count == PipelineSettings.objectsPerLaneMax { objects.removeFirst() }
        let id = picture.reading.header.id
        objects.append(SeenObject(source: id.source, epoch: id.epoch, object: object, place: place))
    }
}

// MARK: - Forgetting

extension LaneState {
    /// Forgets the oldest settled weighings beyond a number, and the pictures from before them.
    ///
    /// - Returns: the pictures forgotten that nobody has used or given up.
    mutating func forget(beyond most: Int) -> [Sighting] {
        // In lots: taking one out of the front moves all the others.
        guard passages.count > most + most / 8 + 16 || sightings.count > 2 * most + most / 4 + 32 else { return [] }
        let excess = max(0, passages.count - most)
        // Those that are not settled stay, in their order. They are moved and not copied: while readings are asked for,
        // there are many of them.
        var kept = 0
        for index in 0..<excess {
            guard passages[index].stage == .settled else {
                if kept < index { passages.swapAt(kept, index) }
                kept += 1
                continue
            }
            let key = passages[index].key
            if let trigger = passages[index].trigger { weighingsByTrigger.remove(key, of: trigger) }
            horizon = max(horizon ?? key.at, key.at)
        }
        if let last = passages.last?.record.arrival.receivedAt, !standing.isEmpty {
            standing = standing.filter { _, since in last - since <= PipelineSettings.standingSpan }
        }
        passages.removeSubrange(kept..<excess)
        return forgetSightings(beyond: most)
    }

    private mutating func forgetSightings(beyond most: Int) -> [Sighting] {
        let old = horizon.map { sightings.index(from: $0 + -PipelineSettings.triggerSpan) } ?? 0
        let count = max(old, sightings.count - 2 * most)
        guard count > 0 else { return [] }
        for index in 0..<count { forgetTriggers(of: sightings[index]) }
        let last = sightings[count - 1].key.at
        if count > old { horizon = max(horizon ?? last, last) }
        let open = sightings.prefix(count).filter { $0.usedBy == nil && !$0.isGivenUp }
        sightings.removeFirst(count)
        return open
    }
}

/// The records of one kind that have one trigger: nearly always one, which then needs no array.
private struct TriggerKeys: RandomAccessCollection {
    /// The one that was added first.
    private var oldest: TimeKey
    private var others: [TimeKey] = []

    init(_ key: TimeKey) { oldest = key }

    var startIndex: Int { 0 }
    var endIndex: Int { others.count + 1 }
    subscript(index: Int) -> TimeKey { index == 0 ? oldest : others[index - 1] }

    /// Beyond the bound the oldest goes: a counter that comes so often stands still, and links nothing.
    func adding(_ key: TimeKey) -> TriggerKeys {
        var keys = self
        keys.others.append(key)
        return keys.others.count < PipelineSettings.perTriggerMax ? keys : keys.removing(oldest) ?? keys
    }

    /// - Returns: `nil` when none is left.
    func removing(_ key: TimeKey) -> TriggerKeys? {
        let left = filter { $0 != key }
        guard let first = left.first else { return nil }
        var keys = TriggerKeys(first)
        keys.others = Array(left.dropFirst())
        return keys
    }
}

extension [String: TriggerKeys] {
    fileprivate mutating func remove(_ key: TimeKey, of trigger: String) {
        guard let index = index(forKey: trigger) else { return }
        if values[index].count > 1, let left = values[index].removing(key) {
            values[index] = left
        } else if values[index].first == key {
            remove(at: index)
        }
    }
}

extension DeviceClocks {
    /// Whether a trigger that a weighing and a picture share links them: received within the span in which counters do
    /// not wrap; and taken within it, where one of them was sent again or heartbeats say that both clocks are right (a
    /// backlog that is sent as if live).
    fileprivate func isLinked(_ weighing: WeighRecord, _ picture: PictureRecord) -> Bool {
        let areRight = self[weighing.device].isClockOff == false && self[picture.device].isClockOff == false
        let isReplayed = weighing.arrival.isReplayed || picture.arrival.isReplayed
        if isReplayed || (areRight && !weighing.isClockOff && !picture.isClockOff) {
            let offset = distance(of: weighing, camera: picture.device).offset
            return (picture.at - weighing.at + -offset).magnitude <= PipelineSettings.triggerSpan
        }
        return (picture.arrival.receivedAt - weighing.arrival.receivedAt).magnitude <= PipelineSettings.triggerSpan
    }
}
