import Units

/// A part of a step as the case keeps it.
public enum RecordedPart: Hashable, Sendable {
    /// As it is.
    case open(StepValue)
    /// Of a person: the event keeps its salted digest, and the words lie aside, where they can be erased.
    case personal(String)
    /// Of several people.
    case people([String])
}

extension CaseStep {
    /// What the event of this step says, by part.
    public var record: [String: RecordedPart] {
        switch self {
        case .confirm(let technicalReviewer, let legalReviewer, let reason):
            [
                "technical_reviewer": .personal(technicalReviewer), "legal_reviewer": .personal(legalReviewer),
                "reason": .open(.text(reason)),
            ]
        case .notify(let method, let at, let recipient):
            ["method": .open(.text(method)), "at": .open(.text(at.text)), "recipient": .personal(recipient)]
        case .decide(let decision): decision.record
        case .close(let closing):
            [
                closing.isPaid ? "paid_at" : "enforced_at": .open(.text(closing.at.text)),
                "note": .open(.text(closing.note)),
            ]
        case .dismiss(let reason), .revoke(let reason): ["reason": .open(.text(reason))]
        }
    }
}

extension CaseStep.Decision {
    fileprivate var record: [String: RecordedPart] {
        var record: [String: RecordedPart] = [
            "decision_number": .open(.text(number)), "officers": .people(officers), "at": .open(.text(at.text)),
        ]
        record["reason"] = reason.map { .open(.text($0)) }
        if let fine {
            record["fine_yuan"] = .open(.integer(fine.rawValue))
        } else {
            record["warning"] = .open(.flag(true))
        }
        return record
    }
}
