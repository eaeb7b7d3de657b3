import Units

/// One thing that a pack says, as far as it can clash with what another says.
struct RulePackEntry {
    let pack: RulePack
    let topic: RulePack.Topic
    /// Where in the pack.
    let key: String
    /// What it is about, in words.
    let subject: String
    /// Number of axles, form and driven axles that it is for, where it is a limit.
    var axles: ClosedRange<Int>?
    var form = FormClass.any
    var code: AxleTypeCode?
    var driveAxles: Int?

    func clashes(with other: RulePackEntry) -> Bool {
        guard topic == other.topic, pack.overlaps(other.pack) else { return false }
        if let axles, let otherAxles = other.axles {
            return axles.overlaps(otherAxles) && (form == .any || other.form == .any || form == other.form)
                && agree(driveAxles, other.driveAxles)
        }
        if let code, let otherCode = other.code { return code == otherCode && agree(driveAxles, other.driveAxles) }
        return subject == other.subject
    }

    private func agree(_ left: Int?, _ right: Int?) -> Bool { left == nil || right == nil || left == right }

    func hole(from: CivilDate, to: CivilDate?) -> RuleBookProblem {
        let days = to.map { "from \(from) to \($0)" } ?? "from \(from) on"
        return RuleBookProblem(
            pack: pack.id,
            key: topic.rawValue,
            message: "nothing rules \(subject) \(days); add a pack for these days, or change effective_until"
        )
    }
}

extension RulePack {
    /// What the pack says, entry by entry.
    var entries: [RulePackEntry] {
        topics.flatMap { topic -> [RulePackEntry] in
            switch topic {
            case .grossMass: grossMass.enumerated().map { entry($1, "\(topic.rawValue)[\($0)]") }
            case .axleCodes: axleCodes.enumerated().map { entry($1, "\(topic.rawValue)[\($0)]") }
            default:
                subjects(of: topic).map { place, subject in
                    let key = place.map { "\(topic.rawValue)[\($0)]" } ?? topic.rawValue
                    return RulePackEntry(pack: self, topic: topic, key: key, subject: subject)
                }
            }
        }
    }

    private func entry(_ rule: GrossMassRule, _ key: String) -> RulePackEntry {
        let driven = rule.driveAxles.map { ", \($0) driven" } ?? ""
        return RulePackEntry(
            pack: self,
            topic: .grossMass,
            key: key,
            subject: "\(rule.axlesMin)\(rule.axlesMax == nil ? " and more" : "") axles \(rule.form.rawValue)\(driven)",
            axles: rule.axlesMin...max(rule.axlesMin, rule.axlesMax ?? AxleTypeCode.groupsMax),
            form: rule.form,
            driveAxles: rule.driveAxles
        )
    }

    private func entry(_ rule: AxleCodeRule, _ key: String) -> RulePackEntry {
        let driven = rule.driveAxles.map { ", \($0) driven" } ?? ""
        return RulePackEntry(
            pack: self,
            topic: .axleCodes,
            key: key,
            subject: "code \(rule.code)\(driven)",
            code: rule.code,
            driveAxles: rule.driveAxles
        )
    }

    private func subjects(of topic: Topic) -> [(Int?, String)] {
        func numbered(_ subjects: [String]) -> [(Int?, String)] { subjects.enumerated().map { ($0, $1) } }
        switch topic {
        case .vehicleKinds: return numbered(vehicleKinds.map(\.kind.rawValue))
        case .penalties: return numbered(penalties.map(\.subjectAndTrigger))
        case .loadingSiteFines: return numbered(loadingSiteFines.map(\.kind.rawValue))
        case .handOvers: return numbered(handOvers.map(\.rule.id))
        case .deadlines: return numbered(deadlines.map(\.rule.id))
        // Settings of one level override those of another, so only the same level clashes.
        case .settings: return [(nil, "the \(jurisdiction.rawValue) settings")]
        default: return [(nil, topic.rawValue)]
        }
    }

    fileprivate func overlaps(_ other: RulePack) -> Bool {
        let ends = [effectiveUntil, other.effectiveUntil].compactMap { $0 }
        return ends.allSatisfy { max(effectiveFrom, other.effectiveFrom) <= $0 }
    }
}

extension PenaltyRule {
    fileprivate var subjectAndTrigger: String {
        switch trigger {
        case .violations(let most): "\(subject.rawValue) over \(most)"
        case .shareOfTrucks(let most): "\(subject.rawValue) over \(most.percentText) %"
        case .every: "\(subject.rawValue) every"
        }
    }
}
