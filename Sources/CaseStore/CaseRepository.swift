public import Enforcement
public import Law
public import Readings
public import Units

/// Where cases are kept: narrow, so that a server of the PostgreSQL protocol can take the place of the SQLite file.
///
/// One call is one transaction. The position in the journal's outbox is kept here and moves with what was forwarded,
/// so that nothing is doubled or skipped however either side dies.
public protocol CaseRepository: AnyObject {
    /// Lets go of the store in good order; nothing is called after.
    func close() throws

    /// How far the journal's outbox has been taken.
    func position() throws -> Int64

    /// Takes what the core has handed over, in the order of the outbox, and moves the position.
    ///
    /// An overload opens a case, or joins the case of its act (law.md §4); an unloading ends the act of its first weighing;
    /// an amendment or a drift may leave a case to be reviewed. What was taken before changes nothing.
    /// - Parameters:
    ///   - inputs: what to take, in order.
    ///   - position: the outbox's position after the last of them.
    ///   - instant: the daemon's clock, recorded with each event.
    /// - Returns: what changed, for the results socket.
    /// - Throws: when the store is away; nothing was taken then.
    func take(_ inputs: [ForwardedInput], position: Int64, at instant: Instant) throws -> StoreChanges

    /// Takes a step of people on a case, with its event, in one transaction.
    ///
    /// - Returns: what has changed.
    /// - Throws: `CaseStepError` when nothing may come of it; anything else when the store is away. The case is as it was.
    func take(_ request: StepRequest, at instant: Instant) throws -> StoreChanges

    /// Takes a step of people on a referral, with its event, in one transaction.
    ///
    /// - Throws: `CaseStepError` when nothing may come of it; anything else when the store is away.
    func take(_ request: ReferralRequest, at instant: Instant) throws -> ReferralChange

    /// Counts subjects anew, in the order of their keys: the registers have changed, or a day has passed.
    ///
    /// - Parameters:
    ///   - key: those after this one; empty to begin with.
    ///   - limit: how many at most.
    func recount(_ kind: PenaltySubject, after key: String, limit: Int, at instant: Instant) throws -> Recount

    /// By what law everybody was counted last; `nil` before the first full recount.
    func countingFingerprint() throws -> String?

    /// Notes by what law everybody was counted.
    func note(countingFingerprint: String) throws

    /// Where the chain of all events ends, to be noted outside the store; `nil` before the first event.
    func head() throws -> StoreHead?

    /// Which life of the store this is: a restored one is another.
    func generation() throws -> String

    /// Whether the store has an event with a hash; it had, if nobody has changed it.
    func holds(_ head: StoreHead) throws -> Bool

    /// The checkpoint that was written last; `nil` before the first.
    func lastCheckpoint() throws -> Checkpoint?

    /// The cases whose personal data are due, at most so many; those that a case still needs are not among them.
    func dueErasures(_ retention: CaseRetention, at now: Instant, limit: Int) throws -> [DueErasure]

    /// Erases what a case says of people, with an event that says so.
    func erase(_ due: DueErasure, actor: String, at instant: Instant) throws

    /// The sources that keep media which cases want, in their order.
    func sourcesOfWantedMedia() throws -> [Source]

    /// Media of a source that cases want, in the order of their digests.
    ///
    /// - Parameters:
    ///   - digest: those after this one; `nil` to begin with.
    ///   - limit: how many at most.
    func wantedMedia(of source: Source, after digest: SHA256Digest?, limit: Int) throws -> [WantedMedium]

    /// Takes what became of media, in one transaction: events in the chains of the cases that want them.
    ///
    /// What a case knows already changes nothing there. Of a stored medium the caller has made the file durable before.
    func take(_ outcomes: [MediumOutcome], at instant: Instant) throws -> StoreChanges

    /// Media that no case holds any more and whose files are to be erased, at most so many.
    func mediaToErase(limit: Int) throws -> [SHA256Digest]

    /// Notes that files of media are gone.
    func noteErased(_ digests: [SHA256Digest]) throws

    /// Signs where the chain ends and keeps the signature in the store.
    ///
    /// - Returns: `nil` when nothing has happened since the last one.
    func checkpoint(_ key: SigningKey, at instant: Instant) throws -> Checkpoint?
}

/// Something handed over, with the readings that it rests on.
public struct ForwardedInput: Hashable, Sendable {
    /// What the core said.
    public var input: CaseInput
    /// The readings as received.
    public var records: [CaseRecord]

    /// Puts an input and its readings together.
    public init(input: CaseInput, records: [CaseRecord]) {
        self.input = input
        self.records = records
    }
}

/// A reading that a case rests on, as it was received.
public struct CaseRecord: Hashable, Sendable {
    /// `source:epoch:seq`.
    public var reading: String
    /// `weigh` or `camera`.
    public var kind: String
    /// When it was received.
    public var receivedAt: Instant
    /// The payload.
    public var payload: [UInt8]

    /// Makes a record.
    public init(reading: String, kind: String, receivedAt: Instant, payload: [UInt8]) {
        self.reading = reading
        self.kind = kind
        self.receivedAt = receivedAt
        self.payload = payload
    }
}

/// A case that was opened or changed.
public struct CaseChange: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, Sendable {
        /// A new case.
        case opened
        /// A case that was there already.
        case changed
    }

    /// What happened.
    public var kind: Kind
    /// The case's id.
    public var id: String
    /// The case's number.
    public var number: String
    /// Where it stands.
    public var state: CaseState
    /// The truck's plate.
    public var plate: String
    /// The station of the passage that carries it.
    public var station: String
    /// When the act was weighed.
    public var at: Instant
    /// How many events it has: a step names the version that its author has seen.
    public var version: Int
}
