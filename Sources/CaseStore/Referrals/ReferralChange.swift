public import Enforcement
import GRDB
import Law
public import Units

/// What one call has changed in the store.
public struct StoreChanges: Hashable, Sendable {
    /// Cases that were opened or changed, in order.
    public var cases: [CaseChange] = []
    /// Referrals that followed.
    public var referrals: [ReferralChange] = []

    /// Nothing.
    public init() {}

    mutating func add(_ writer: CaseWriter) throws {
        cases += try writer.changes()
        referrals += try writer.referralChanges()
    }
}

/// A referral that was issued, withdrawn or changed.
public struct ReferralChange: Hashable, Sendable {
    /// What happened.
    public enum Kind: String, Sendable {
        /// It is new.
        case issued
        /// What it rested on is gone.
        case withdrawn
        /// It has other cases, or the receiving office has spoken.
        case changed
    }

    /// What happened.
    public var kind: Kind
    /// The referral's id.
    public var id: String
    /// Its number (文号).
    public var number: String
    /// Where it stands.
    public var state: ReferralState
    /// Whom it is about; a driver's key is personal.
    public var subject: CountedSubject
    /// When it happened.
    public var at: Instant
    /// How many events it has.
    public var version: Int

    /// The truck's plate where it is about a vehicle.
    public var plate: String? {
        subject.kind == .vehicle ? CountedSubject.parts(ofVehicle: subject.key).plate : nil
    }

    static func fetch(_ id: String, _ kind: ReferralEventKind, at instant: Instant, _ db: Database) throws
        -> ReferralChange?
    {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT number, state, kind, subject, events FROM referral WHERE id = ?"),
            arguments: [id]
        )
        guard let row, let state = ReferralState(rawValue: row["state"]) else { return nil }
        return ReferralChange(
            kind: kind == .issued ? .issued : kind == .withdrawn ? .withdrawn : .changed,
            id: id,
            number: row["number"],
            state: state,
            subject: try CountedSubject(kind: row["kind"], key: row["subject"]),
            at: instant,
            version: row["events"]
        )
    }
}

/// A step that somebody wants to take on a referral.
public struct ReferralRequest: Sendable {
    /// The referral's id or number.
    public var id: String
    /// What is to be done.
    public var action: ReferralAction
    /// Its body.
    public var body: [String: StepValue]
    /// The version that the person has seen; `nil` to do it whatever has happened since.
    public var version: Int?
    /// Who.
    public var actor: String

    /// Puts a request together.
    public init(id: String, action: ReferralAction, body: [String: StepValue], version: Int?, actor: String) {
        self.id = id
        self.action = action
        self.body = body
        self.version = version
        self.actor = actor
    }
}

/// How far a recount has come.
public struct Recount: Hashable, Sendable {
    /// The last subject; `nil` when there is none any more.
    public var last: String?
    /// What followed.
    public var referrals: [ReferralChange]
}
