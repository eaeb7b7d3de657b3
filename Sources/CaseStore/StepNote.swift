public import Enforcement
public import Readings

/// What people have done, as its event keeps it: the parts of the step, with digests in place of words about people.
public struct StepNote: Hashable, Codable, Sendable {
    /// The parts by name.
    public var parts: [String: StepValue]
}

/// Why nothing came of a step; the case is as it was.
public enum CaseStepError: Error, Hashable, Sendable {
    /// There is no such case.
    case notFound(String)
    /// Somebody else has changed the case since: it is at this version now.
    case stale(version: Int)
    /// The step itself was refused.
    case refused(StepRefusal)
    /// There is no such referral.
    case noReferral(String)
    /// In this state the referral does not take the step.
    case referralRefused(ReferralAction, in: ReferralState)
}

/// A step that somebody wants to take.
public struct StepRequest: Sendable {
    /// The case's id or number.
    public var id: String
    /// What is to be done.
    public var work: Work
    /// The version that the person has seen; `nil` to do it whatever has happened since.
    public var version: Int?
    /// Who.
    public var actor: String
    /// Stored pictures whose files are not there, or are something else, as whoever takes the step has just seen: they prove
    /// nothing.
    public var damagedMedia: Set<SHA256Digest> = []

    /// What is to be done.
    public enum Work: Sendable {
        /// A step to another state.
        case action(CaseAction, [String: StepValue])
        /// Fields to fill in or to correct.
        case amendment([String: StepValue])

        /// The roles that may do it, beside admin.
        public var roles: [Role] {
            switch self {
            case .action(let action, _): [action.role]
            case .amendment: Work.amendmentRoles
            }
        }

        /// The roles that may fill in and correct, beside admin.
        public static let amendmentRoles: [Role] = [.officer, .reviewer]
    }

    /// Puts a request together.
    public init(id: String, work: Work, version: Int?, actor: String) {
        self.id = id
        self.work = work
        self.version = version
        self.actor = actor
    }
}
