public import Enforcement
public import Law
public import Units

/// What the counters rest on besides the cases: the law of a day, the days off, and the registers.
public protocol CountingBasis: Sendable {
    /// The rules in force on a day; `nil` when there are none: then nothing is referred.
    func rules(on day: CivilDate) -> RulesInForce?

    /// The last day of a term; `nil` when the calendar does not reach so far.
    func due(_ deadline: Deadline, from day: CivilDate) -> CivilDate?

    /// What the registers say of a subject.
    ///
    /// - Returns: `nil` when they cannot be asked now; what they said last goes on then.
    func facts(of subject: CountedSubject, on day: CivilDate) -> SubjectFacts?
}

/// What the registers say of a subject.
public struct SubjectFacts: Hashable, Sendable {
    /// When the operating certificate, the qualification or the licence was first issued: the anchored year's anchor.
    public var issued: CivilDate?
    /// A company's trucks; of nobody else.
    public var fleet: Fleet
    /// The sort of a loading site, which decides the fine.
    public var site: LoadingSiteFine.Kind?

    /// Gives facts.
    public init(issued: CivilDate? = nil, fleet: Fleet = Fleet([]), site: LoadingSiteFine.Kind? = nil) {
        self.issued = issued
        self.fleet = fleet
        self.site = site
    }
}

/// No law and no registers: whom cases count for is kept, and nothing is referred.
public struct NoCountingBasis: CountingBasis {
    /// Nothing is known.
    public init() {}

    /// None.
    public func rules(on day: CivilDate) -> RulesInForce? { nil }

    /// None.
    public func due(_ deadline: Deadline, from day: CivilDate) -> CivilDate? { nil }

    /// Nobody can be asked.
    public func facts(of subject: CountedSubject, on day: CivilDate) -> SubjectFacts? { nil }
}
