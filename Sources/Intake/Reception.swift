import DequeModule
import Enforcement
import FeedContract
import Journal
import Law
import Readings
import Units

/// From frames to a batch: decode, admit, sequence, tell the core, pile up what is to be committed.
///
/// Owned by the intake thread. It touches no socket, file or clock, so that the tests can drive it; the time of
/// receipt is an argument.
struct Reception {
    /// Sources taken without a station file at most; further ones are refused, so that a stranger cannot fill memory.
    static let unlistedSourcesMax = 10_000

    /// How far an epoch may lie ahead of the daemon's clock before it is a mistake.
    static let epochLead = Milliseconds.hours(24)

    private(set) var batch = Batch()
    private(set) var counters: Counters
    private var pipeline: Pipeline
    private let admission: Admission
    private let registers: RegisterSource
    private var registerGeneration: Int64
    private let decoder: MessageDecoder
    private var sources: [SourceState] = []
    private var sourceIndex: [Source: Int] = [:]
    private var nextOrdinal: Int64
    private var passages: Int64
    /// Where each batch began that may still hold open readings, oldest first.
    private var starts: Deque<ResumePoint> = []
    private var effects: [Effect] = []
    private var changedSources: [Int] = []
    private var storedCounters: Counters

    private struct SourceState {
        let source: Source
        var tracker: SequenceTracker
        /// Epochs heard in this batch, by their place in the tracker; nearly always one.
        var touched: Set<UInt64> = []
        var heardAt: Instant
    }

    /// Takes up where the last daemon stopped.
    ///
    /// - Parameter now: the daemon's clock; passages that were open then wait for their pictures from here on.
    init(
        pipeline: Pipeline,
        admission: Admission,
        registers: RegisterSource = .empty,
        resumption: Resumption,
        now: Instant
    ) {
        self.pipeline = pipeline
        self.admission = admission
        self.registers = registers
        registerGeneration = 0
        decoder = MessageDecoder()
        counters = resumption.counters
        storedCounters = resumption.counters
        nextOrdinal = resumption.nextOrdinal
        passages = resumption.passages
        restore(resumption.marks)
        tellRegisters(registers.state())
        apply(.resuming(now))
        apply(.recalledDays(resumption.instrumentDays))
        apply(.recalledOffsets(resumption.offsets))
        for settled in resumption.settled { restore(settled) }
        restore(resumption.open, since: resumption.point)
        apply(.resumed)
    }

    /// Whether anything is waiting to be committed, be it only counters or what was learnt after the last reading.
    var hasNews: Bool { !batch.isEmpty || counters != storedCounters || pipeline.hasLearntOffsets }

    /// When the core has something to do though nothing arrives.
    var nextDeadline: Instant? { pipeline.nextDeadline }

    /// Takes a message of two frames.
    mutating func take(
        topic: UnsafeRawBufferPointer,
        payload: UnsafeRawBufferPointer,
        receivedAt: Instant,
        sender: @autoclosure () -> String?
    ) {
        counters.received += 1
        switch decoder.decode(topic: topic, payload: payload) {
        case .weigh(let reading):
            guard let ordinal = admit(reading.header, .weigh, topic, payload, receivedAt, sender) else { return }
            apply(.weighed(reading, Arrival(ordinal: ordinal, receivedAt: receivedAt)))
        case .camera(let reading):
            guard let ordinal = admit(reading.header, .camera, topic, payload, receivedAt, sender) else { return }
            apply(.sighted(reading, Arrival(ordinal: ordinal, receivedAt: receivedAt)))
        case .invalid(let message):
            reject(message, frames: [Array(topic), Array(payload)], receivedAt: receivedAt, sender: sender())
        }
    }

    /// Takes a message that has not two frames.
    mutating func take(malformed frames: [[UInt8]], droppedFrames: Int, receivedAt: Instant, sender: String?) {
        counters.received += 1
        let count = frames.count + droppedFrames
        let dropped = droppedFrames > 0 ? "; the last \(droppedFrames) were not kept" : ""
        let station = frames.first?.withUnsafeBytes { Topic(bytes: $0)?.station }
        let fault = Fault(pointer: "", reason: "\(count) frames; a data message has two, topic and payload\(dropped)")
        reject(
            InvalidMessage(faults: [fault], station: station),
            frames: frames,
            receivedAt: receivedAt,
            sender: sender
        )
    }

    /// Tells the core how far the clock has come, and what the registers hold when that has changed.
    mutating func tick(_ instant: Instant) {
        lookAtRegisters()
        apply(.tick(instant))
    }

    /// Tells the core what the registers hold when that has changed: before messages are taken, so that what was
    /// imported counts for every reading that is sent from then on.
    mutating func lookAtRegisters() {
        if registers.generation() != registerGeneration { tellRegisters(registers.state()) }
    }

    private mutating func tellRegisters(_ state: RegisterSource.State) {
        registerGeneration = state.generation
        apply(.registers(instruments: state.instruments, knowPlates: state.knowPlates))
    }

    /// Completes the batch and gives it away, taking `empty` in its place.
    mutating func takeBatch(replacing empty: consuming Batch) -> Batch {
        batch.counters = counters
        storedCounters = counters
        batch.marks = changedSources.flatMap { index in
            let state = sources[index]
            return state.tracker.epochs.filter { state.touched.contains($0.epoch) }.map {
                MarkUpdate(source: state.source, mark: $0, heardAt: state.heardAt)
            }
        }
        for index in changedSources { sources[index].touched.removeAll(keepingCapacity: true) }
        changedSources.removeAll(keepingCapacity: true)
        batch.instrumentDays = pipeline.takeInstrumentDays()
        batch.offsets = pipeline.takeLearntOffsets()
        batch.resumeFrom = resumePoint()
        let full = batch
        batch = empty
        return full
    }
}

// MARK: - One message

extension Reception {
    /// Admits and sequences a valid reading and adds it to the batch.
    ///
    /// - Returns: its place in the journal; `nil` when it is not to be told to the core.
    private mutating func admit(
        _ header: ReadingHeader,
        _ kind: TopicKind,
        _ topic: UnsafeRawBufferPointer,
        _ payload: UnsafeRawBufferPointer,
        _ receivedAt: Instant,
        _ sender: () -> String?
    ) -> Int64? {
        guard admission.admits(header.id.source.station) else {
            counters.refused += 1
            return nil
        }
        func invalid(_ fault: Fault) -> InvalidMessage {
            let id = header.id
            return InvalidMessage(faults: [fault], identity: id, station: id.source.station, lane: header.lane)
        }
        if let fault = admission.fault(of: header, kind: kind) {
            let frames = [Array(topic), Array(payload)]
            reject(invalid(fault), frames: frames, receivedAt: receivedAt, sender: sender())
            return nil
        }
        switch sequence(header.id, receivedAt: receivedAt) {
        case .take: break
        case .oldEpoch:
            let fault = Fault(pointer: "/epoch", reason: "old-epoch: a newer epoch has begun and this fits no hole")
            let frames = [Array(topic), Array(payload)]
            quarantine(invalid(fault), frames: frames, receivedAt: receivedAt, sender: sender())
            return nil
        case .counted: return nil
        }
        let ordinal = nextOrdinal
        nextOrdinal += 1
        counters.committed += 1
        batch.append(
            header.id,
            ordinal: ordinal,
            receivedAt: receivedAt,
            lane: header.lane,
            kind: kind,
            payload: payload
        )
        if batch.readings.count == 1 { starts.append(ResumePoint(ordinal: ordinal, passages: passages)) }
        return ordinal
    }

    /// Quarantines what is not valid, once; a stranger's is only counted.
    private mutating func reject(_ message: InvalidMessage, frames: [[UInt8]], receivedAt: Instant, sender: String?) {
        guard admission.admits(message.station) else {
            counters.refused += 1
            return
        }
        if let id = message.identity, admission.lists(id.source),
            case .counted = sequence(id, receivedAt: receivedAt)
        {
            return
        }
        quarantine(message, frames: frames, receivedAt: receivedAt, sender: sender)
    }

    private mutating func quarantine(
        _ message: InvalidMessage,
        frames: [[UInt8]],
        receivedAt: Instant,
        sender: String?
    ) {
        counters.quarantined += 1
        batch.append(Quarantined(receivedAt: receivedAt, sender: sender, message: message, frames: frames))
    }

    /// What is to become of a message once its place in its source's sequence is known.
    private enum Sequenced {
        case take
        case oldEpoch
        /// Nothing more: it was counted as a duplicate, as not taken, or as refused.
        case counted
    }

    /// Sequences a message of a source that may speak, and counts it unless it is to be stored.
    private mutating func sequence(_ id: ReadingID, receivedAt: Instant) -> Sequenced {
        switch record(id, receivedAt: receivedAt) {
        case .fresh: return .take
        case .oldEpoch: return .oldEpoch
        case .duplicate: counters.duplicates += 1
        case .notTaken: counters.notTaken += 1
        case nil: counters.refused += 1
        }
        return .counted
    }

    /// - Returns: `nil` when it is refused: an epoch of the far future, or one unlisted source too many.
    private mutating func record(_ id: ReadingID, receivedAt: Instant) -> SequenceTracker.Arrival? {
        guard Int64(id.epoch) <= (receivedAt + Reception.epochLead).millisecondsSince1970,
            let index = index(of: id.source, heardAt: receivedAt)
        else { return nil }
        sources[index].heardAt = receivedAt
        let arrival = sources[index].tracker.record(epoch: id.epoch, seq: id.seq)
        guard arrival == .fresh else { return arrival }
        if sources[index].touched.isEmpty { changedSources.append(index) }
        sources[index].touched.insert(id.epoch)
        return arrival
    }

    private mutating func index(of source: Source, heardAt: Instant) -> Int? {
        if let index = sourceIndex[source] { return index }
        guard admission.isListed(source) || sources.count < Reception.unlistedSourcesMax else { return nil }
        sources.append(SourceState(source: source, tracker: SequenceTracker(), heardAt: heardAt))
        sourceIndex[source] = sources.count - 1
        return sources.count - 1
    }

    private mutating func apply(_ event: Event) {
        pipeline.apply(event, effects: &effects)
        // The registers' answers have effects of their own.
        var next = 0
        while next < effects.count {
            perform(effects[next])
            next += 1
        }
        effects.removeAll(keepingCapacity: true)
    }

    private mutating func perform(_ effect: Effect) {
        switch effect {
        case .lookup(let question):
            pipeline.apply(.answered(question, registers.find(question)), effects: &effects)
        case .verdict(let passage): batch.verdicts.append(passage)
        case .settled(let passage):
            passages += 1
            counters.count(passage.verdict)
            batch.passages.append(StoredPassage(passage, isAmendment: false))
        case .amended(let passage, let was):
            passages += 1
            counters.count(passage.verdict, insteadOf: was)
            batch.passages.append(StoredPassage(passage, isAmendment: true))
        case .unmatched(let ordinals): batch.unmatched += ordinals
        case .alert(let alert): batch.alerts.append(AlertChange(alert, isWithdrawn: false))
        case .withdrawn(let alert): batch.alerts.append(AlertChange(alert, isWithdrawn: true))
        case .toCases(let input): batch.caseInputs.append(input)
        }
    }
}

// MARK: - Taking up after a restart

extension Reception {
    private mutating func restore(_ marks: [MarkUpdate]) {
        var epochs: [(source: Source, marks: [EpochMark], heardAt: Instant)] = []
        for mark in marks {
            if epochs.last?.source != mark.source { epochs.append((mark.source, [], mark.heardAt)) }
            epochs[epochs.count - 1].marks.append(mark.mark)
            epochs[epochs.count - 1].heardAt = max(epochs[epochs.count - 1].heardAt, mark.heardAt)
        }
        for (source, marks, heardAt) in epochs {
            let newest = Array(marks.suffix(SequenceTracker.epochsMax))
            sourceIndex[source] = sources.count
            sources.append(SourceState(source: source, tracker: SequenceTracker(epochs: newest), heardAt: heardAt))
        }
    }

    /// Tells the core of a passage settled not long ago, so that its late pictures amend it and go to no other vehicle.
    private mutating func restore(_ settled: SettledReading) {
        let topic = Array(settled.reading.topic.description.utf8)
        let arrival = Arrival(ordinal: settled.reading.ordinal, receivedAt: settled.reading.receivedAt)
        switch (decoder.decode(topic: topic, payload: settled.reading.payload), settled.outcome) {
        case (.weigh(let reading), let outcome?): apply(.recalled(reading, arrival, outcome))
        case (.camera(let reading), _): apply(.recalledPicture(reading, arrival))
        case (.weigh, nil), (.invalid, _): break
        }
    }

    /// Tells the core again what no settled passage has used. Verdicts that went out before the crash go out again:
    /// results are live and may repeat.
    private mutating func restore(_ open: [StoredReading], since point: ResumePoint) {
        if let first = open.first { starts.append(ResumePoint(ordinal: first.ordinal, passages: point.passages)) }
        for stored in open {
            let arrival = Arrival(ordinal: stored.ordinal, receivedAt: stored.receivedAt)
            let decoded = decoder.decode(topic: Array(stored.topic.description.utf8), payload: stored.payload)
            switch decoded {
            case .weigh(let reading): apply(.weighed(reading, arrival))
            case .camera(let reading): apply(.sighted(reading, arrival))
            // It was valid when it was stored, and the contract changes only by a new version number.
            case .invalid: continue
            }
        }
    }

    /// The start of the batch that holds the earliest open reading.
    private mutating func resumePoint() -> ResumePoint {
        guard let oldest = pipeline.oldestOpenOrdinal() else {
            starts.removeAll(keepingCapacity: true)
            return ResumePoint(ordinal: nextOrdinal, passages: passages)
        }
        while starts.count > 1, starts[1].ordinal <= oldest { starts.removeFirst() }
        return ResumePoint(ordinal: oldest, passages: starts.first?.passages ?? passages)
    }
}
