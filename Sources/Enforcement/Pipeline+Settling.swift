import DequeModule
import Law
import Readings
import Units

// When a passage is judged, published, settled and amended.

extension Pipeline {
    /// Does what is due by the daemon's clock.
    mutating func expire(at instant: Instant, _ effects: inout [Effect]) {
        if let now, instant <= now { return }
        now = instant
        for asked in registers.take(receivedUpTo: instant + -settings.settleAfter) {
            goOn(with: asked, answer: nil, &effects)
        }
        while let first = weighings.first, instant - first.since >= settings.settleAfter {
            weighings.removeFirst()
            guard openOrdinals.contains(first.key.ordinal) else { continue }
            if waitsForHoles(first.lane), instant - first.since < PipelineSettings.holesWaitMax {
                postponed.append(first)
                lanes[first.lane].postpone(first.key)
            } else {
                settle(first, &effects)
            }
        }
        while let first = postponed.first, instant - first.since >= PipelineSettings.holesWaitMax {
            postponed.removeFirst()
            settle(first, &effects)
        }
        expirePictures(at: instant, &effects)
        while let first = telling.first, instant - first.since >= settings.settleAfter {
            telling.removeFirst()
            learn(from: first)
        }
        effects += certificates.alerts(at: instant, stations: stations, book: instruments).map(Effect.alert)
    }

    private mutating func settle(_ waiting: Waiting, _ effects: inout [Effect]) {
        guard openOrdinals.contains(waiting.key.ordinal),
            let index = lanes[waiting.lane].passages.find(waiting.key)
        else { return }
        settle(lane: waiting.lane, index, &effects)
    }

    mutating func settlePassed(lanesOf device: Int, _ effects: inout [Effect]) {
        guard let reached = clocks[device].watermark else { return }
        for place in clocks[device].lanes.indices where clocks[device].lanes[place].due < reached {
            let lane = clocks[device].lanes[place].lane
            settlePassed(lane: lane, &effects)
            clocks[device].lanes[place].due = lanes[lane].firstEnd ?? .distantFuture
        }
    }

    /// Notes with the devices of a lane when a weighing's window ends; one that the cameras have passed already is looked
    /// at once.
    mutating func expectEnd(of record: WeighRecord, lane: Int) {
        let end = lanes[lane].end(ofWindow: record.at)
        let hasPassed = mark(lane, .camera).map { end < $0 } ?? false
        for device in lanes[lane].devices {
            guard let place = clocks[device].lanes.firstIndex(where: { $0.lane == lane }) else { continue }
            clocks[device].lanes[place].due = min(clocks[device].lanes[place].due, hasPassed ? .distantPast : end)
        }
    }

    /// Settles the passages whose window every device of the lane has passed, and publishes what can no longer be
    /// contested. Those without any picture are set aside: they are `unpaired` only when their time is over.
    private mutating func settlePassed(lane: Int, _ effects: inout [Effect]) {
        let last = lanes[lane].reach.after + lanes[lane].offsets.upperBound
        guard let first = lanes[lane].open.first, let cameras = mark(lane, .camera), first.at + last < cameras else {
            return
        }
        let scales = mark(lane, .weigh)
        // Pictures that clearly belong to a neighbour count as well, so theirs have to be in.
        let rivals = lanes[lane].reach.before + PipelineSettings.rivalLead
        while let first = lanes[lane].open.first, first.at + last < cameras,
            let index = lanes[lane].passages.find(first)
        {
            let nearby = nearby(lane, index)
            let latest = nearby.sightings.reduce(first.at + last) { max($0, lanes[lane].sightings[$1].key.at + rivals) }
            guard latest < cameras, let scales, latest < scales else { break }
            if nearby.sightings.isEmpty, lanes[lane].passages[index].showsNobody {
                lanes[lane].setAside(index)
            } else {
                settle(lane: lane, index, nearby: nearby, &effects)
            }
        }
        for key in lanes[lane].open where key.at + last < cameras { examine(lane: lane, key, &effects) }
    }

    private mutating func examine(lane: Int, _ key: TimeKey, _ effects: inout [Effect]) {
        guard let index = lanes[lane].passages.find(key), !lanes[lane].passages[index].wasExamined else { return }
        lanes[lane][passage: index].wasExamined = true
        if lanes[lane].passages[index].published == nil { publish(lane: lane, index, &effects) }
    }

    /// The instant that every device of a kind has passed that feeds a lane; `nil` where there is none, where one was
    /// not heard of, and while readings are being asked for.
    func mark(_ lane: Int, _ kind: DeviceProfile.Kind) -> Instant? {
        clocks.mark(of: kind == .camera ? lanes[lane].cameras : lanes[lane].scales)
    }
}

// MARK: - One passage

extension Pipeline {
    /// Publishes a verdict that nothing still to come could contest, unless it went out already.
    mutating func publish(lane: Int, _ index: Int, _ effects: inout [Effect]) {
        guard lanes[lane].passages[index].stage != .settled else { return }
        let passage = judge(lane: lane, index).passage
        if let published = lanes[lane].passages[index].published {
            lanes[lane][passage: index].published = passage
            if published.says(theSameAs: passage) { return }
        } else if passage.plate == nil {
            return
        }
        lanes[lane][passage: index].published = passage
        effects.append(.verdict(passage))
        raiseEvasions(lane: lane, index, passage, &effects)
    }

    /// - Parameter nearby: the loose pictures that belong to it, where they were looked for just now.
    mutating func settle(lane: Int, _ index: Int, nearby: Nearby? = nil, _ effects: inout [Effect]) {
        let (passage, used, contested) = judge(lane: lane, index, nearby: nearby)
        let (record, published) = (lanes[lane].passages[index].record, lanes[lane].passages[index].published)
        if !used.isEmpty || !lanes[lane].passages[index].linked.isEmpty { tellLater(record, lane: lane) }
        let company = registeredCompany(of: passage, lane: lane, index, used: used)
        lanes[lane].settle(index, using: used)
        close(passage, record.key, lane: lane, used: used, contested: contested, &effects)
        if published.map({ !$0.says(theSameAs: passage) }) ?? true { effects.append(.verdict(passage)) }
        effects.append(.settled(passage))
        let outcome = PassageOutcome(passage)
        lanes[lane][passage: index].published = nil
        lanes[lane][passage: index].outcome = outcome
        healths.note(outcome, was: nil, on: passage.at.day, record.health)
        raiseEvasions(lane: lane, index, passage, &effects)
        handOver(lane: lane, index, passage, company: company, &effects)
        if record.reading.kind == .afterUnloading, let unloading = Unloading(passage, record.reading) {
            effects.append(.toCases(.unloaded(unloading)))
        }
        reconsiderDisturbed(lane: lane, &effects)
        forget(lane: lane, &effects)
    }

    private mutating func tellLater(_ record: WeighRecord, lane: Int) {
        // Beyond the bound the oldest teaches nothing: there are enough of them.
        if telling.count == PipelineSettings.tellingMax { telling.removeFirst() }
        let since = now ?? record.arrival.receivedAt
        telling.append(Waiting(key: record.key, since: since, lane: lane))
    }

    /// Looks again at a passage whose pictures have changed.
    mutating func reconsider(lane: Int, _ key: TimeKey, _ effects: inout [Effect]) {
        var claims = NearbyClaims()
        reconsider(lane: lane, key, &claims, &effects)
    }

    private mutating func reconsider(
        lane: Int,
        _ key: TimeKey,
        _ claims: inout NearbyClaims,
        _ effects: inout [Effect]
    ) {
        guard let index = lanes[lane].passages.find(key) else { return }
        if lanes[lane].passages[index].stage == .settled {
            amend(lane: lane, index, &claims, &effects)
        } else if lanes[lane].passages[index].namedNumber != nil || lanes[lane].passages[index].published != nil {
            publish(lane: lane, index, &effects)
        }
    }

    mutating func reconsiderDisturbed(lane: Int, _ effects: inout [Effect]) {
        while let disturbance = lanes[lane].takeDisturbance() {
            for key in disturbance.bereft { reconsider(lane: lane, key, &effects) }
            effects += disturbance.groundless.map(Effect.withdrawn)
            for key in disturbance.unlinked { wait(for: key, lane: lane) }
            for at in disturbance.linkedAway {
                reconsiderSettled(lane: lane, aroundPicture: at, isLate: false, &effects)
            }
        }
    }

    /// Looks again at the settled passages that a picture taken at an instant may change.
    ///
    /// - Parameter isLate: whether it came late. One that comes in time changes none but those in whose window it lies.
    mutating func reconsiderSettled(lane: Int, aroundPicture at: Instant, isLate: Bool, _ effects: inout [Effect]) {
        let near = lanes[lane].weighings(around: at)
        guard isLate || lanes[lane].passages[near].contains(where: { $0.stage == .settled }) else { return }
        reconsiderSettled(lane: lane, around: at, &effects)
    }

    /// Looks again at the settled passages that a reading taken at an instant, and received late, may change: those in
    /// whose window it lies, and those that share pictures with them.
    mutating func reconsiderSettled(lane: Int, around at: Instant, _ effects: inout [Effect]) {
        guard restoringAt == nil else { return }
        let (before, after) = lanes[lane].reach
        let (from, to) = (at + -after + -before + -after, at + before + after + before)
        let first = lanes[lane].passages.index(from: from)
        let keys = lanes[lane].passages[first...].prefix { $0.key.at <= to }.filter { $0.stage == .settled }.map(\.key)
        // To amend a passage moves no picture and no weighing.
        var claims = NearbyClaims()
        for key in keys { reconsider(lane: lane, key, &claims, &effects) }
    }

    private mutating func amend(
        lane: Int,
        _ index: Int,
        _ claims: inout NearbyClaims,
        _ effects: inout [Effect]
    ) {
        let before = lanes[lane].passages[index]
        guard let was = before.outcome, restoringAt == nil else { return }
        let (passage, used, contested) = judge(lane: lane, index, nearby: nearby(lane, index, &claims))
        let outcome = PassageOutcome(passage)
        guard outcome.differs(from: was) else { return }
        let company = registeredCompany(of: passage, lane: lane, index, used: used)
        let places = lanes[lane].around(before.key.at)
        for key in lanes[lane].release(from: before.key, among: places, except: used) { wait(for: key, lane: lane) }
        lanes[lane].settle(index, using: used)
        if !used.isEmpty || !before.linked.isEmpty { tellLater(before.record, lane: lane) }
        lanes[lane][passage: index].outcome = outcome
        close(passage, before.key, lane: lane, used: used, contested: contested, &effects)
        healths.note(outcome, was: was, on: passage.at.day, before.record.health)
        effects.append(.amended(passage, was: was.verdict))
        effects.append(.verdict(passage))
        raiseEvasions(lane: lane, index, passage, &effects)
        if before.isHandedOver {
            effects.append(.toCases(.amended(PassageAmendment(passage))))
        } else {
            handOver(lane: lane, index, passage, company: company, &effects)
        }
        reconsiderDisturbed(lane: lane, &effects)
    }

    /// What is used needs no longer be told again after a restart, and proves that its truck was weighed.
    private mutating func close(
        _ passage: Passage,
        _ key: TimeKey,
        lane: Int,
        used: [Int],
        contested: [Int],
        _ effects: inout [Effect]
    ) {
        openOrdinals.remove(passage.ordinal)
        if !accused.isEmpty, let index = lanes[lane].passages.find(key) {
            acquit(passage, lanes[lane].passages[index].record, lane: lane, &effects)
        }
        for place in contested { lanes[lane][sighting: place].contestedBy.append(key) }
        guard passage.verdict != .ambiguous else { return withdrawBypasses(lane: lane, used + contested, &effects) }
        for ordinal in passage.sightings { openOrdinals.remove(ordinal) }
        withdrawBypasses(lane: lane, used, &effects)
    }

    /// - Parameter company: the one that the vehicle register names, if any.
    private mutating func handOver(
        lane: Int,
        _ index: Int,
        _ passage: Passage,
        company: String?,
        _ effects: inout [Effect]
    ) {
        guard passage.verdict == .overloaded else { return }
        let open = lanes[lane].passages[index]
        let station = lanes[lane].station
        let place = WeighingPlace(stations[station], instrument(of: open.record, station: station))
        if let opening = CaseOpening(passage, reading: open.record.reading, company: company, place: place) {
            effects.append(.toCases(.overload(opening)))
            lanes[lane][passage: index].isHandedOver = true
        }
    }

    /// The company that the register names of an overloaded vehicle, by whichever pictures showed it.
    private func registeredCompany(of passage: Passage, lane: Int, _ index: Int, used: [Int]) -> String? {
        guard passage.verdict == .overloaded else { return nil }
        let open = lanes[lane].passages[index]
        let pictures = open.linked + used.flatMap { lanes[lane].sightings[$0].pictures }
        return open.record.answer?.vehicle?.company ?? PlateReading(pictures).answer?.vehicle?.company
    }

    /// The loose pictures that belong to a weighing by time.
    func nearby(_ lane: Int, _ index: Int) -> Nearby {
        var claims = NearbyClaims()
        return nearby(lane, index, &claims)
    }

    private func nearby(_ lane: Int, _ index: Int, _ claims: inout NearbyClaims) -> Nearby {
        // Asked here already, since to hand the lane over costs more than to see that it has none.
        if lanes[lane].sightings.isEmpty { return Nearby() }
        return lanes[lane].nearby(index, clocks: clocks, settings: settings, claims: &claims)
    }

    /// What came of a passage, which loose pictures it has used, and which of those near may be another's.
    private func judge(lane: Int, _ index: Int, nearby: Nearby? = nil)
        -> (passage: Passage, used: [Int], contested: [Int])
    {
        let nearby = nearby ?? self.nearby(lane, index)
        // Nearly all passages are judged when their trigger links them, and nothing has come since when they settle.
        if nearby.sightings.isEmpty, let published = lanes[lane].passages[index].published,
            published.uses(lanes[lane].passages[index].linked)
        {
            return (published, [], [])
        }
        let station = lanes[lane].station
        let record = lanes[lane].passages[index].record
        let judge = PassageJudge(
            record: record,
            linked: lanes[lane].passages[index].linked,
            published: lanes[lane].passages[index].published,
            found: nearby.sightings.flatMap { lanes[lane].sightings[$0].pictures },
            isShared: !nearby.contested.isEmpty,
            isCertain: nearby.isCertain,
            station: stations[station].station,
            siteType: stations[station].siteType,
            dialect: stations[station].dialect,
            instrument: instrument(of: record, station: station),
            driftSince: healths.driftSince(record.health),
            devices: clocks.all,
            settings: settings,
            rules: rules
        )
        let used =
            nearby.contested.isEmpty
            ? nearby.sightings : nearby.sightings.filter { !nearby.contested.contains($0) }
        return (judge.passage, used, nearby.contested)
    }
}

extension Passage {
    /// Whether its pictures are these.
    fileprivate func uses(_ pictures: [PictureRecord]) -> Bool {
        sightings.count == pictures.count && pictures.allSatisfy { sightings.contains($0.arrival.ordinal) }
    }
}

extension PassageOutcome {
    fileprivate func differs(from other: PassageOutcome) -> Bool {
        verdict != other.verdict || plate != other.plate || sightings != other.sightings
    }
}

// MARK: - Alerts

extension Pipeline {
    /// Says what a weighing shows of an attempt to evade it; with another plate than before, that is taken back first.
    private mutating func raiseEvasions(lane: Int, _ index: Int, _ passage: Passage, _ effects: inout [Effect]) {
        let record = lanes[lane].passages[index].record
        guard record.reading.direction == .reverse || !record.reading.quality.isEmpty, restoringAt == nil else {
            return
        }
        let before = lanes[lane].passages[index].alerts
        let alerts = Alert.evasions(in: record.reading, plate: passage.plate?.number)
        guard alerts != before else { return }
        for alert in before where !alerts.contains(alert) { effects.append(.withdrawn(alert)) }
        for alert in alerts where !before.contains(alert) { effects.append(.alert(alert)) }
        lanes[lane][passage: index].alerts = alerts
    }

    private mutating func withdrawBypasses(lane: Int, _ places: [Int], _ effects: inout [Effect]) {
        for place in places { withdrawBypass(lane: lane, place, &effects) }
    }
}
