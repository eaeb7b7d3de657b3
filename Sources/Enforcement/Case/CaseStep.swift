public import Units

/// A step of people on a case with everything that it must say; one that lacks something cannot be made.
public enum CaseStep: Hashable, Sendable {
    /// 立案: both reviews, by whom and why (行政处罚法 Art. 41, 58).
    case confirm(technicalReviewer: String, legalReviewer: String, reason: String)
    /// 告知 (行政处罚法 Art. 44).
    case notify(method: String, at: StepTime, recipient: String)
    /// 决定.
    case decide(Decision)
    /// 结案: when the fine was paid, or the decision enforced.
    case close(Closing)
    /// 不予立案.
    case dismiss(reason: String)
    /// 撤销.
    case revoke(reason: String)

    /// A fine or a warning (行政处罚法 Art. 57, 59).
    public struct Decision: Hashable, Sendable {
        /// Number of the decision (决定书文号).
        public let number: String
        /// Two enforcement officers at least (行政处罚法 Art. 42), none of them the legal reviewer.
        public let officers: [String]
        /// The fine; `nil` for a warning.
        public let fine: Yuan?
        /// Why it is not what the law's table gives; `nil` where it is.
        public let reason: String?
        /// When it was made.
        public let at: StepTime
    }

    /// How a case has ended.
    public struct Closing: Hashable, Sendable {
        /// Whether the fine was paid; else the decision was enforced.
        public let isPaid: Bool
        /// When.
        public let at: StepTime
        /// What else is to be said; may be empty.
        public let note: String
    }

    /// What a step is checked against.
    public struct Facts: Sendable {
        /// Where the case stands.
        public var state: CaseState
        /// The day of the act.
        public var actDay: CivilDate
        /// The day on which the party was told; `nil` before.
        public var notifiedDay: CivilDate?
        /// The day of the decision; `nil` before.
        public var decidedDay: CivilDate?
        /// What the law lets decide; `nil` where the case was opened before it was kept.
        public var bounds: FineBounds?
        /// Today, UTC+8.
        public var today: CivilDate
        /// What the case rests on; asked for when it is confirmed.
        public var evidence: Evidence
        /// Whether a name is that of the legal reviewer who has confirmed the case.
        public var isLegalReviewer: @Sendable (String) -> Bool

        /// Puts facts together.
        public init(
            state: CaseState,
            actDay: CivilDate,
            notifiedDay: CivilDate? = nil,
            decidedDay: CivilDate? = nil,
            bounds: FineBounds? = nil,
            today: CivilDate,
            evidence: Evidence,
            isLegalReviewer: @escaping @Sendable (String) -> Bool = { _ in false }
        ) {
            self.state = state
            self.actDay = actDay
            self.notifiedDay = notifiedDay
            self.decidedDay = decidedDay
            self.bounds = bounds
            self.today = today
            self.evidence = evidence
            self.isLegalReviewer = isLegalReviewer
        }
    }

    /// What is done.
    public var action: CaseAction {
        switch self {
        case .confirm: .confirm
        case .notify: .notify
        case .decide: .decide
        case .close: .close
        case .dismiss: .dismiss
        case .revoke: .revoke
        }
    }

    /// Reads a step's body.
    ///
    /// - Throws: that the step is illegal in the case's state, or every part that is missing or wrong.
    public init(_ action: CaseAction, _ body: [String: StepValue], _ facts: Facts) throws(StepRefusal) {
        guard action.sources.contains(facts.state) else {
            throw .illegal(action, in: facts.state, legal: facts.state.actions)
        }
        var reader = StepReader(body)
        let step: CaseStep? =
            switch action {
            case .confirm: CaseStep.confirmation(&reader, facts)
            case .notify: CaseStep.notification(&reader, facts)
            case .decide: Decision(&reader, facts).map(CaseStep.decide)
            case .close: Closing(&reader, facts).map(CaseStep.close)
            case .dismiss: CaseStep.reason(&reader).map { .dismiss(reason: $0) }
            case .revoke: CaseStep.reason(&reader).map { .revoke(reason: $0) }
            }
        try reader.finish()
        guard let step else { throw .faults(reader.faults) }
        self = step
    }

    private static func reason(_ reader: inout StepReader) -> String? {
        reader.text("reason", charactersMax: StepReader.proseCharactersMax)
    }

    private static func noteMissing(_ evidence: Evidence, _ reader: inout StepReader) {
        if case .offSite(let evidence) = evidence { for fault in evidence.faults { reader.note(fault) } }
    }

    private static func confirmation(_ reader: inout StepReader, _ facts: Facts) -> CaseStep? {
        noteMissing(facts.evidence, &reader)
        let technical = reader.text("technical_reviewer")
        let legal = reader.text("legal_reviewer")
        guard let reason = reason(&reader), let technical, let legal else { return nil }
        return .confirm(technicalReviewer: technical, legalReviewer: legal, reason: reason)
    }

    private static func notification(_ reader: inout StepReader, _ facts: Facts) -> CaseStep? {
        // Again: another passage may carry the case since it was filed.
        noteMissing(facts.evidence, &reader)
        let method = reader.text("method")
        let recipient = reader.text("recipient")
        guard let at = reader.time("at", from: facts.act, to: facts.today), let method, let recipient else {
            return nil
        }
        return .notify(method: method, at: at, recipient: recipient)
    }
}

extension CaseStep.Decision {
    fileprivate init?(_ reader: inout StepReader, _ facts: CaseStep.Facts) {
        let number = reader.text("decision_number")
        let officers = reader.names("officers", atLeast: 2)
        for (place, officer) in (officers ?? []).enumerated() where facts.isLegalReviewer(officer) {
            reader.note(
                StepFault(
                    "officers/\(place)",
                    "是本案的法制审核人，不得同时为承办人",
                    "is the case's legal reviewer, who may not be one of the officers"
                )
            )
        }
        let at = reader.time("at", from: facts.notification, to: facts.today)
        let reason = reader.optionalText("reason", charactersMax: StepReader.proseCharactersMax)
        let warning = reader.flag("warning")
        let fine = reader.yuan("fine_yuan")
        guard let isWarning = CaseStep.Decision.isWarning(warning, fine, &reader) else { return nil }
        if reason == nil, !CaseStep.Decision.isByTheTable(isWarning ? nil : fine, facts.bounds) {
            reader.note(CaseStep.Decision.needsReason(facts.bounds))
        }
        guard let number, let officers, let at else { return nil }
        self.number = number
        self.officers = officers
        self.fine = isWarning ? nil : fine
        self.reason = reason
        self.at = at
    }

    /// Exactly one of warning and fine.
    private static func isWarning(_ warning: Bool?, _ fine: Yuan?, _ reader: inout StepReader) -> Bool? {
        let hasFine = reader.has("fine_yuan")
        switch (warning == true, hasFine) {
        case (true, true):
            reader.note(
                StepFault("fine_yuan", "与 warning 矛盾：警告与罚款只能择一", "contradicts warning: it is one or the other")
            )
            return nil
        case (false, false):
            reader.note(
                StepFault("fine_yuan", "缺少：须有 warning 或 fine_yuan", "is missing: it takes warning or fine_yuan")
            )
            return nil
        case (true, false): return true
        case (false, true): return fine == nil ? nil : false
        }
    }

    private static func isByTheTable(_ fine: Yuan?, _ bounds: FineBounds?) -> Bool {
        guard let bounds else { return false }
        return fine.map(bounds.hold) ?? bounds.isWarning
    }

    private static func needsReason(_ bounds: FineBounds?) -> StepFault {
        guard let bounds else {
            return StepFault(
                "reason",
                "缺少：本案没有裁量范围可核对，须说明理由",
                "is missing: no bounds are known for this case, so the decision needs a reason"
            )
        }
        let range = bounds.least.flatMap { least in bounds.most.map { (least, $0) } }
        let zh = range.map { "罚款 \($0.rawValue) 至 \($1.rawValue) 元" } ?? (bounds.isWarning ? "警告" : "不予处罚")
        let en =
            range.map { "a fine of \($0.rawValue) to \($1.rawValue) yuan" }
            ?? (bounds.isWarning ? "a warning" : "no penalty")
        return StepFault(
            "reason",
            "缺少：超出裁量范围（\(zh)），须说明理由",
            "is missing: the decision lies outside what the table gives (\(en)), and so needs a reason"
        )
    }
}

extension CaseStep.Closing {
    fileprivate init?(_ reader: inout StepReader, _ facts: CaseStep.Facts) {
        let note = reader.text("note", charactersMax: StepReader.proseCharactersMax, mayBeEmpty: true)
        let (isPaid, isEnforced) = (reader.has("paid_at"), reader.has("enforced_at"))
        guard isPaid != isEnforced else {
            reader.note(
                isPaid
                    ? StepFault("enforced_at", "与 paid_at 矛盾：只能择一", "contradicts paid_at: it is one or the other")
                    : StepFault("paid_at", "缺少：须有 paid_at 或 enforced_at", "is missing: it takes paid_at or enforced_at")
            )
            return nil
        }
        let at = reader.time(isPaid ? "paid_at" : "enforced_at", from: facts.decision, to: facts.today)
        guard let at, let note else { return nil }
        self.isPaid = isPaid
        self.at = at
        self.note = note
    }
}

extension CaseStep.Facts {
    fileprivate var act: StepTime.Bound {
        StepTime.Bound(day: actDay, zh: "违法行为日", en: "the day of the act")
    }

    fileprivate var notification: StepTime.Bound {
        notifiedDay.map { StepTime.Bound(day: $0, zh: "告知日", en: "the day on which the party was told") } ?? act
    }

    fileprivate var decision: StepTime.Bound {
        decidedDay.map { StepTime.Bound(day: $0, zh: "决定日", en: "the day of the decision") } ?? notification
    }
}
