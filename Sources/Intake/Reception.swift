import DequeModule
import Enforcement
import FeedContract
import Journal
import Law
import Readings
import Units

/// From frames to a batch: decode, admit, sequence, tell the core, pile up what is to be committed; and from what was
/// committed to what stations are told.
///
/// Owned by the intake thread. It touches no socket, file or clock, so that the tests and the simulation can drive it;
/// the time of receipt is an argument.
struct Reception {
    /// How it is run.
    struct Settings {
        /// Who may speak.
        var admission: Admission
        /// The registers.
        var registers = RegisterSource.empty
        /// Readings a second that a source may send; the rest is left to be asked for.
        var readingsPerSecondMax = 100_000
        /// Connections refused since the start.
        var refusedPeers: () -> Int = { 0 }
        /// Results dropped since the start, because they were not sent as fast as they came.
        var droppedResults: () -> Int = { 0 }
        /// Takes what stations have sent for FETCH; false when it has no room.
        var mediumArrived: (MediumArrival) -> Bool = { _ in true }
    }

    /// How often the sources are looked at for what is due.
    private static let sourcesInterval = Milliseconds(50)

    var batch = Batch()
    var counters: Counters
    var pipeline: Pipeline
    var admission: Admission
    let registers: RegisterSource
    private var registerGeneration: Int64
    let decoder = MessageDecoder()
    let controlDecoder = ControlDecoder()
    var sources: SourceTable
    /// The media that stations were asked for.
    var media = MediaDesk()
    let mediumArrived: (MediumArrival) -> Bool
    /// What stations are to be told.
    var outputs: [SourceSession.Output] = []
    /// Whether the disk refuses: readings are left to become holes, and none is asked for.
    var isBlocked = false
    private let refusedPeers: () -> Int
    /// Connections refused before the start.
    private let refusedBefore: Int
    private let droppedResults: () -> Int
    private let droppedBefore: Int
    /// What was asked for of the quarantine and is not committed yet.
    var retries = RetryLedger()
    var nextOrdinal: Int64
    var passages: Int64
    /// Where each batch began that may still hold open readings, oldest first.
    var starts: Deque<ResumePoint> = []
    private var effects: [Effect] = []
    private var storedCounters: Counters
    /// Of each batch that was handed over and is not committed yet.
    private var handedOver: Deque<[SettledMark]> = []
    private var sourcesLookedAt: Instant
    var now: Instant

    /// Takes up where the last daemon stopped.
    ///
    /// - Parameter now: the daemon's clock; passages that were open then wait for their pictures from here on.
    init(pipeline: Pipeline, settings: Settings, resumption: Resumption, now: Instant) {
        self.pipeline = pipeline
        self.now = now
        admission = settings.admission
        registers = settings.registers
        registerGeneration = 0
        refusedPeers = settings.refusedPeers
        refusedBefore = resumption.counters.refusedPeers
        droppedResults = settings.droppedResults
        mediumArrived = settings.mediumArrived
        droppedBefore = resumption.counters.droppedResults
        counters = resumption.counters
        storedCounters = resumption.counters
        nextOrdinal = resumption.nextOrdinal
        passages = resumption.passages
        sources = SourceTable(resumption.sources, readingsPerSecondMax: settings.readingsPerSecondMax, at: now)
        sourcesLookedAt = now
        tellRegisters(registers.state())
        restore(resumption)
    }

    /// Whether anything is waiting to be committed, be it only counters or what was learnt after the last reading.
    var hasNews: Bool {
        !batch.isEmpty || counters != storedCounters || pipeline.hasLearntOffsets || sources.hasChanged
            || sources.isHeardDue(at: now)
    }

    /// When the core has something to do though nothing arrives.
    var nextDeadline: Instant? { pipeline.nextDeadline }

    /// Lets time pass: for the core, for what the registers hold, and for what the sources are to be asked and told.
    mutating func tick(_ instant: Instant) {
        now = max(now, instant)
        lookAtRegisters()
        apply(.tick(instant))
        guard instant - sourcesLookedAt >= Reception.sourcesInterval || instant < sourcesLookedAt else { return }
        sourcesLookedAt = instant
        counters.refusedPeers = refusedBefore + refusedPeers()
        counters.droppedResults = droppedBefore + droppedResults()
        sources.tick(instant, mayAsk: !isBlocked, &outputs)
        lookAtHoles()
        raiseTroubles()
    }

    /// Tells the core what the registers hold when that has changed: before messages are taken, so that what was
    /// imported counts for every reading that is sent from then on.
    mutating func lookAtRegisters() {
        if registers.generation() != registerGeneration { tellRegisters(registers.state()) }
    }

    mutating func tellRegisters(_ state: RegisterSource.State) {
        registerGeneration = state.generation
        apply(.registers(instruments: state.instruments, knowPlates: state.knowPlates))
    }

    /// Notes where the case store's chain ends; a checkpoint that waits for its commit stays noted.
    mutating func note(_ witness: CaseWitness) {
        let waiting = batch.witness?.generation == witness.generation ? batch.witness?.checkpoint : nil
        batch.witness = witness
        if witness.checkpoint == nil { batch.witness?.checkpoint = waiting }
    }

    /// Completes the batch and gives it away, taking `empty` in its place.
    mutating func takeBatch(replacing empty: consuming Batch) -> Batch {
        batch.counters = counters
        storedCounters = counters
        sources.takeChanged(at: now, into: &batch)
        batch.instrumentDays = pipeline.takeInstrumentDays()
        batch.offsets = pipeline.takeLearntOffsets()
        batch.resumeFrom = resumePoint()
        handedOver.append(sources.settledMarks(of: batch))
        retries.handOver()
        let full = batch
        batch = empty
        return full
    }

    /// Notes that all batches that were handed over are committed, but for the last few.
    ///
    /// - Parameter pending: how many are not.
    mutating func committed(pending: Int) {
        while handedOver.count > pending, let marks = handedOver.popFirst() {
            sources.settled(marks)
            retries.committed()
        }
    }

    /// Acknowledges, when all that was handed over is committed, what stations need not send again.
    mutating func sayLastWord(at now: Instant) {
        committed(pending: 0)
        sources.acknowledge(at: now, &outputs)
    }

    /// What stations are to be told since this was asked for last.
    mutating func takeMessages() -> [(message: ControlMessage, route: SourceSession.Route)] {
        defer { outputs.removeAll(keepingCapacity: true) }
        return outputs.compactMap { output in
            if case .send(let message, let route) = output { (message, route) } else { nil }
        }
    }

    /// Forgets which epoch a source is in, so that any may begin.
    ///
    /// - Returns: whether it was heard before.
    mutating func reset(_ source: Source) -> Bool {
        guard let place = sources.place(of: source) else { return false }
        sources.with(place, at: now) { $0.reset() }
        return true
    }

    /// Takes another list of who may speak, and tells the core of new stations.
    mutating func admit(_ admission: Admission, new stations: [StationProfile]) {
        self.admission = admission
        apply(.stations(stations))
    }

    /// The start of the batch that holds the earliest open reading.
    private mutating func resumePoint() -> ResumePoint {
        guard let oldest = pipeline.oldestOpenOrdinal(), !starts.isEmpty else {
            starts.removeAll(keepingCapacity: true)
            return ResumePoint(ordinal: nextOrdinal, passages: passages)
        }
        while starts.count > 1, starts[1].ordinal <= oldest { starts.removeFirst() }
        // What is older was recalled with the passages settled lately, and is again: passages that are not counted from
        // here on may have used what lies between.
        return ResumePoint(ordinal: max(oldest, starts[0].ordinal), passages: starts[0].passages)
    }
}

// MARK: - The core

extension Reception {
    mutating func apply(_ event: Event) {
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
