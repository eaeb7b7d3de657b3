import DequeModule
import Law
import Readings
import Units

// What the core does with a reading: ask the registers about its plate, put it into its lane, say what it changes.

extension Pipeline {
    mutating func weighed(_ reading: consuming WeighReading, _ arrival: Arrival, _ effects: inout [Effect]) {
        expire(at: restoringAt ?? arrival.receivedAt, &effects)
        guard let plate = inspectedPlate(reading) else { return take(reading, arrival, answer: nil, &effects) }
        ask(plate, .weighing(reading), reading.header, arrival, &effects)
    }

    mutating func sighted(_ reading: consuming CameraReading, _ arrival: Arrival, _ effects: inout [Effect]) {
        expire(at: restoringAt ?? arrival.receivedAt, &effects)
        if registers.knowPlates, restoringAt == nil, let trailer = reading.trailerPlate {
            ask(Plate(number: trailer, colour: .unknown), .trailer(reading), reading.header, arrival, &effects)
        }
        guard let plate = plate(in: reading) else { return take(reading, arrival, answer: nil, &effects) }
        ask(plate, .picture(reading), reading.header, arrival, &effects)
    }

    /// The plate that officers wrote down, where the registers are asked about it.
    func inspectedPlate(_ reading: WeighReading) -> Plate? {
        guard registers.knowPlates, reading.kind != .dynamic, let number = reading.inspection?.plate else { return nil }
        return Plate(number: number, colour: reading.inspection?.plateColour ?? .unknown)
    }

    /// The plate in a picture, where the registers are asked about it.
    func plate(in reading: CameraReading) -> Plate? {
        guard registers.knowPlates, let number = reading.plate else { return nil }
        return Plate(number: number, colour: reading.plateColour)
    }

    mutating func ask(
        _ plate: Plate,
        _ reading: RegisterDesk.Reading,
        _ header: ReadingHeader,
        _ arrival: Arrival,
        _ effects: inout [Effect]
    ) {
        let question = RegisterQuestion(plate: plate, day: header.at.day)
        let overflow = registers.ask(RegisterDesk.Asked(question: question, reading: reading, arrival: arrival))
        effects.append(.lookup(question))
        if let overflow { goOn(with: overflow, answer: nil, &effects) }
    }

    mutating func answered(_ question: RegisterQuestion, _ answer: RegisterAnswer?, _ effects: inout [Effect]) {
        for asked in registers.take(question) { goOn(with: asked, answer: answer, &effects) }
    }

    mutating func goOn(with asked: RegisterDesk.Asked, answer: RegisterAnswer?, _ effects: inout [Effect]) {
        switch asked.reading {
        case .weighing(let reading): take(reading, asked.arrival, answer: answer, &effects)
        case .picture(let reading):
            watch(asked.question.plate, answer, in: reading.header, asked.arrival, &effects)
            take(reading, asked.arrival, answer: answer, &effects)
        case .trailer(let reading): watch(asked.question.plate, answer, in: reading.header, asked.arrival, &effects)
        case .recalledWeighing(let reading, let outcome): recall(reading, asked.arrival, outcome, answer: answer)
        case .recalledPicture(let reading): recall(reading, asked.arrival, answer: answer)
        }
    }
}

// MARK: - Weighings

extension Pipeline {
    private mutating func take(
        _ reading: consuming WeighReading,
        _ arrival: Arrival,
        answer: RegisterAnswer?,
        _ effects: inout [Effect]
    ) {
        let (place, record) = record(reading, arrival, answer)
        let lane = place.lane
        let isLate = isLate(place.device, record.at, arrival) && !lanes[lane].sightings.isEmpty
        lanes[lane].insert(record, clocks: clocks)
        clocks.advance(place.device, to: record.at, receivedAt: arrival.receivedAt)
        expectEnd(of: record, lane: lane)
        openOrdinals.insert(arrival.ordinal)
        weighings.append(Waiting(key: record.key, since: restoringAt ?? arrival.receivedAt, lane: lane))
        if restoringAt == nil { note(record, station: lanes[lane].station, &effects) }
        if let index = lanes[lane].passages.find(record.key) {
            if lanes[lane].passages[index].namedNumber != nil { publish(lane: lane, index, &effects) }
        }
        if isLate || (!lanes[lane].sightings.isEmpty && lanes[lane].sharesPictures(at: record.at)) {
            reconsiderSettled(lane: lane, around: record.at, &effects)
        }
        reconsiderDisturbed(lane: lane, &effects)
        boundOpenPassages(lane: lane, &effects)
        settlePassed(lanesOf: place.device, &effects)
    }

    mutating func record(
        _ reading: consuming WeighReading,
        _ arrival: Arrival,
        _ answer: RegisterAnswer?
    ) -> (ReadingPlace, WeighRecord) {
        let place = place(reading.header, kind: .weigh)
        let at = reading.header.at + -place.offset
        let record = WeighRecord(
            reading,
            arrival,
            at: at,
            device: place.device,
            health: health(of: reading, from: place.device),
            answer: answer,
            isClockOff: isClockOff(place.device, at, arrival)
        )
        return (place, record)
    }

    /// The place of a weighing's instrument: a scale has one instrument, which is looked up once.
    private mutating func health(of reading: WeighReading, from device: Int) -> Int {
        if let health = clocks[device].health, healths.name(health) == reading.instrument { return health }
        let health = healths.place(of: reading.instrument, at: reading.header.id.source.station)
        clocks[device].health = health
        return health
    }

    /// Whether passages may have been settled that a reading belongs to, or stands beside.
    private func isLate(_ device: Int, _ at: Instant, _ arrival: Arrival) -> Bool {
        if arrival.isReplayed || arrival.receivedAt - at > PipelineSettings.lateLag { return true }
        return clocks[device].watermark.map { at < $0 } ?? false
    }

    private func isClockOff(_ device: Int, _ at: Instant, _ arrival: Arrival) -> Bool {
        guard !arrival.isReplayed else { return false }
        return clocks[device].isClockOff == true || clocks.isSteppedBack(device, at: at)
    }

    /// Notes what a weighing shows of its instrument, and says when that has drifted.
    private mutating func note(_ record: WeighRecord, station: Int, _ effects: inout [Effect]) {
        guard let day = healths.note(record.reading, record.health) else { return }
        let reading = record.reading
        let listed = stations[station].instruments[reading.instrument]
        let certified = instruments.certifiedSince(reading.instrument, listed: listed, on: reading.header.at.day)
        switch healths.examine(record.health, upTo: day, certified: certified) {
        case .none: break
        case .drifts(let since, let percent):
            let alert = Alert.drift(reading, since: since, percent: percent)
            effects.append(.alert(alert))
            let drift = InstrumentDrift(
                station: stations[station].station.text,
                instrument: reading.instrument,
                since: since,
                alert: alert.id
            )
            effects.append(.toCases(.drift(drift)))
        case .isOver: effects.append(.alert(.driftOver(reading)))
        }
    }

    /// The instrument of a weighing as of its day.
    func instrument(of record: WeighRecord, station: Int) -> InstrumentProfile? {
        let id = record.reading.instrument
        let listed = stations[station].instruments[id]
        return instruments.instrument(id, listed: listed, on: record.reading.header.at.day)
    }

    /// At the bound what has waited longest is settled at once, whatever is still missing.
    private mutating func boundOpenPassages(lane: Int, _ effects: inout [Effect]) {
        if lanes[lane].unsettled > PipelineSettings.openPassagesPerLaneMax,
            let oldest = lanes[lane].passages.firstIndex(where: { $0.stage != .settled })
        {
            settle(lane: lane, oldest, &effects)
        }
        while weighings.count + postponed.count > PipelineSettings.openPassagesMax,
            let first = postponed.popFirst() ?? weighings.popFirst()
        {
            // What is settled by now costs nothing, and makes room.
            guard openOrdinals.contains(first.key.ordinal), let index = lanes[first.lane].passages.find(first.key)
            else {
                continue
            }
            return settle(lane: first.lane, index, &effects)
        }
    }
}

// MARK: - Pictures

extension Pipeline {
    private mutating func take(
        _ reading: consuming CameraReading,
        _ arrival: Arrival,
        answer: RegisterAnswer?,
        _ effects: inout [Effect]
    ) {
        let (place, picture) = record(reading, arrival, answer)
        let lane = place.lane
        let isLate = isLate(place.device, picture.at, arrival)
        let put = lanes[lane].insert(picture, clocks: clocks)
        clocks.advance(place.device, to: picture.at, receivedAt: arrival.receivedAt)
        switch put {
        case .linked(let key):
            reconsider(lane: lane, key, &effects)
        case .loose(let key):
            let since = restoringAt ?? arrival.receivedAt
            let own = TimeKey(at: key.at, ordinal: arrival.ordinal)
            openOrdinals.insert(arrival.ordinal)
            fresh.append(Waiting(key: own, since: since, lane: lane))
            reconsiderSettled(lane: lane, aroundPicture: key.at, isLate: isLate, &effects)
        }
        reconsiderDisturbed(lane: lane, &effects)
        settlePassed(lanesOf: place.device, &effects)
    }

    mutating func record(
        _ reading: consuming CameraReading,
        _ arrival: Arrival,
        _ answer: RegisterAnswer?
    ) -> (ReadingPlace, PictureRecord) {
        let place = place(reading.header, kind: .camera)
        let at = reading.header.at + -place.offset
        let record = PictureRecord(
            reading,
            arrival,
            at: at,
            device: place.device,
            answer: answer,
            isClockOff: isClockOff(place.device, at, arrival)
        )
        return (place, record)
    }

    /// Learns the devices' offset from a pair that is certain.
    private mutating func learn(_ record: WeighRecord, _ picture: PictureRecord, lane: Int) {
        guard restoringAt == nil, !record.isClockOff, !picture.isClockOff else { return }
        if let offset = clocks.learn(record, picture) {
            for fed in clocks[picture.device].lanes { lanes[fed.lane].widen(to: offset) }
        }
    }

    /// Learns from a passage that was settled a while ago: by now everything near it has come, in whatever order.
    mutating func learn(from waiting: Waiting) {
        let lane = waiting.lane
        guard let index = lanes[lane].passages.find(waiting.key), !lanes[lane].passages[index].hasTold else { return }
        lanes[lane][passage: index].hasTold = true
        let record = lanes[lane].passages[index].record
        for picture in lanes[lane].passages[index].linked { learn(record, picture, lane: lane) }
        for place in nearby(lane, index).telling {
            learn(record, lanes[lane].sightings[place].pictures[0], lane: lane)
        }
    }

    /// Says when a plate is looked out for, before anything is paired: once for all pictures of a passing truck.
    private mutating func watch(
        _ plate: Plate,
        _ answer: RegisterAnswer?,
        in header: ReadingHeader,
        _ arrival: Arrival,
        _ effects: inout [Effect]
    ) {
        guard let answer, !answer.watches.isEmpty, restoringAt == nil else { return }
        let seen = Watched(number: plate.number, station: header.id.source.station, at: arrival.receivedAt)
        let isKnown = watched.contains {
            $0.number == seen.number && $0.station == seen.station && seen.at - $0.at <= PipelineSettings.sameTruckSpan
        }
        if watched.count == PipelineSettings.watchedMax { watched.removeFirst() }
        watched.append(seen)
        guard !isKnown else { return }
        for watch in answer.watches { effects.append(.alert(.watchlist(watch, plate: plate, in: header))) }
    }

    /// A watched plate that was seen.
    struct Watched {
        let number: String
        let station: Name
        let at: Instant
    }
}

// MARK: - Devices

extension Pipeline {
    mutating func heard(_ source: Source, _ said: Instant, _ receivedAt: Instant, _ effects: inout [Effect]) {
        expire(at: receivedAt, &effects)
        guard let device = clocks.find(source) else { return }
        let isOff = (receivedAt - said).magnitude > PipelineSettings.clockAllowance
        if isOff, clocks[device].isClockOff != true {
            effects.append(.alert(.clockOff(source, said: said, receivedAt: receivedAt)))
        }
        clocks[device].isClockOff = isOff
        let reached = said + -(clocks[device].offset ?? .zero) + -PipelineSettings.heartbeatLead
        clocks.advance(device, to: reached, receivedAt: receivedAt)
        settlePassed(lanesOf: device, &effects)
    }

    mutating func holes(_ source: Source, _ areOpen: Bool, _ instant: Instant, _ effects: inout [Effect]) {
        expire(at: instant, &effects)
        guard let device = clocks.find(source) else { return }
        clocks.setHoles(device, areOpen: areOpen)
        guard !areOpen else { return }
        settlePostponed(lanesOf: device, &effects)
        settlePassed(lanesOf: device, &effects)
    }

    /// Settles what has waited in the lanes of a device that wait for nothing more, in the order of receipt.
    private mutating func settlePostponed(lanesOf device: Int, _ effects: inout [Effect]) {
        var ready: [(key: TimeKey, lane: Int)] = []
        for fed in clocks[device].lanes where !waitsForHoles(fed.lane) {
            for key in lanes[fed.lane].takePostponed() { ready.append((key, fed.lane)) }
        }
        ready.sort { $0.key.ordinal < $1.key.ordinal }
        for item in ready where openOrdinals.contains(item.key.ordinal) {
            guard let index = lanes[item.lane].passages.find(item.key) else { continue }
            settle(lane: item.lane, index, &effects)
        }
    }

    func waitsForHoles(_ lane: Int) -> Bool { lanes[lane].devices.contains { clocks[$0].hasHoles } }
}
