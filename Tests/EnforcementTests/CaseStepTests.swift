import Daemon
import Enforcement
import Testing
import Units

@Suite("What people do to a case")
struct CaseStepTests {
    /// A body that is whole, for each step.
    static let whole: [CaseAction: [String: StepValue]] = [
        .confirm: ["technical_reviewer": .text("张三"), "legal_reviewer": .text("李四"), "reason": .text("数据完整")],
        .notify: ["method": .text("直接送达"), "at": .text("2026-11-24"), "recipient": .text("王五")],
        .decide: [
            "decision_number": .text("郑交罚〔2026〕1号"), "officers": .list([.text("赵六"), .text("钱七")]),
            "fine_yuan": .integer(5_000), "at": .text("2026-11-25T10:00:00+08:00"),
        ],
        .close: ["paid_at": .text("2026-11-26"), "note": .text("")],
        .dismiss: ["reason": .text("号牌误读")],
        .revoke: ["reason": .text("复议撤销")],
    ]

    static func facts(
        _ state: CaseState,
        bounds: FineBounds? = FineBounds(isWarning: false, least: Yuan(500), most: Yuan(30_000)),
        evidence: CaseStep.Evidence = .offSite(ConfirmEvidenceTests.whole)
    )
        -> CaseStep.Facts
    {
        CaseStep.Facts(
            state: state,
            actDay: CivilDate("2026-11-23") ?? CivilDate(dayNumber: 0),
            notifiedDay: CivilDate("2026-11-24"),
            decidedDay: CivilDate("2026-11-25"),
            bounds: bounds,
            today: CivilDate("2026-11-26") ?? CivilDate(dayNumber: 0),
            evidence: evidence
        ) { $0 == "李四" }
    }

    /// cases.md, "Case": the table of states, by whom, and what comes next.
    static let legal: [CaseState: [CaseAction]] = [
        .detected: [.confirm, .dismiss], .confirmed: [.notify, .dismiss], .notified: [.decide, .dismiss],
        .decided: [.close, .revoke], .closed: [.revoke], .dismissed: [], .revoked: [],
    ]

    @Test("every state × every step: what the table allows leads where it says, all else is refused with what is legal")
    func table() throws {
        for state in CaseState.allCases {
            let legal = try #require(CaseStepTests.legal[state])
            #expect(state.actions == legal)
            for action in CaseAction.allCases {
                let body = try #require(CaseStepTests.whole[action])
                if legal.contains(action) {
                    #expect(try CaseStep(action, body, CaseStepTests.facts(state)).action == action)
                } else {
                    #expect(throws: StepRefusal.illegal(action, in: state, legal: legal)) {
                        try CaseStep(action, body, CaseStepTests.facts(state))
                    }
                }
            }
        }
        #expect(CaseAction.allCases.map(\.target) == [.confirmed, .notified, .decided, .closed, .dismissed, .revoked])
        #expect(
            CaseAction.allCases.map(\.role) == [.reviewer, .officer, .officer, .officer, .reviewer, .reviewer],
            "cases.md, column `by`"
        )
    }

    /// cases.md, column `by`.
    static let by: [Role: Set<CaseAction>] = [
        .officer: [.notify, .decide, .close], .reviewer: [.confirm, .dismiss, .revoke], .registrar: [], .auditor: [],
        .admin: Set(CaseAction.allCases),
    ]

    /// As the daemon and the command ask.
    private func isAllowed(_ action: CaseAction, to roles: [Role]) -> Bool {
        Caller(user: "x", uid: 1_000, roles: roles).may([action.role])
    }

    @Test("every state × every step × every role: done where table and role allow it, and nowhere else")
    func roles() throws {
        for role in Role.allCases {
            let allowed = try #require(CaseStepTests.by[role])
            for state in CaseState.allCases {
                for action in CaseAction.allCases {
                    let body = try #require(CaseStepTests.whole[action])
                    let isLegal = (try? CaseStep(action, body, CaseStepTests.facts(state))) != nil
                    let isDone = isLegal && isAllowed(action, to: [role])
                    let isExpected = CaseStepTests.legal[state]?.contains(action) == true && allowed.contains(action)
                    #expect(isDone == isExpected, "\(state) \(action) \(role)")
                }
            }
        }
        #expect(!CaseAction.allCases.contains { isAllowed($0, to: []) })
        #expect(CaseAction.allCases.allSatisfy { isAllowed($0, to: [.officer, .reviewer]) })
    }

    private func faults(
        _ action: CaseAction,
        _ body: [String: StepValue],
        bounds: FineBounds? = CaseStepTests.facts(.detected).bounds
    )
        -> [String]
    {
        let state = action.sources[0]
        do {
            _ = try CaseStep(action, body, CaseStepTests.facts(state, bounds: bounds))
            return []
        } catch .faults(let faults) {
            return faults.map(\.part)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("each part that is missing, empty, null or of another kind is named, and so is one that is too many")
    func parts() {
        for (action, whole) in CaseStepTests.whole {
            #expect(faults(action, whole).isEmpty, "\(action)")
            for name in whole.keys {
                // One of two stands for both.
                let blamed = ["enforced_at": "paid_at"][name] ?? name
                for value in [nil, StepValue.null, .list([]), .parts([:])] {
                    var body = whole
                    body[name] = value
                    #expect(faults(action, body).contains(blamed), "\(action) \(name) \(String(describing: value))")
                }
            }
            #expect(faults(action, whole.merging(["colour": .text("red")]) { $1 }) == ["colour"])
            #expect(Set(faults(action, [:])).isSuperset(of: whole.keys), "all at once")
        }
    }

    private func decide(_ changes: [String: StepValue?]) -> [String: StepValue] {
        var body = CaseStepTests.whole[.decide] ?? [:]
        for (name, value) in changes { body[name] = value }
        return body
    }

    @Test("a decision takes two officers, none of them the legal reviewer (行政处罚法 Art. 42, 58)")
    func officers() {
        #expect(faults(.decide, decide(["officers": .list([.text("赵六")])])) == ["officers"])
        #expect(faults(.decide, decide(["officers": .list([.text("赵六"), .text(" 赵六 ")])])) == ["officers/1"])
        #expect(faults(.decide, decide(["officers": .list([.text("赵六"), .text("李四")])])) == ["officers/1"])
        #expect(faults(.decide, decide(["officers": .list([.text("赵六"), .integer(7)])])) == ["officers/1"])
    }

    @Test("a decision is a warning or a fine, within the bounds or with a reason")
    func bounds() {
        let warned = FineBounds(isWarning: true)
        #expect(faults(.decide, decide(["warning": .flag(true)])) == ["fine_yuan"], "not both")
        #expect(faults(.decide, decide(["fine_yuan": nil, "warning": .flag(false)])) == ["fine_yuan"], "not neither")
        #expect(faults(.decide, decide(["fine_yuan": .integer(500)])).isEmpty)
        #expect(faults(.decide, decide(["fine_yuan": .integer(30_000)])).isEmpty)
        #expect(faults(.decide, decide(["fine_yuan": .integer(499)])) == ["reason"])
        #expect(faults(.decide, decide(["fine_yuan": .integer(30_001)])) == ["reason"])
        #expect(faults(.decide, decide(["fine_yuan": .integer(30_001), "reason": .text("拒不改正")])).isEmpty)
        #expect(faults(.decide, decide(["fine_yuan": .integer(0)])) == ["fine_yuan"])
        #expect(faults(.decide, decide(["fine_yuan": .text("500")])) == ["fine_yuan"])
        #expect(faults(.decide, decide(["fine_yuan": nil, "warning": .flag(true)])) == ["reason"])
        #expect(faults(.decide, decide(["fine_yuan": nil, "warning": .flag(true)]), bounds: warned).isEmpty)
        #expect(faults(.decide, decide([:]), bounds: warned) == ["reason"])
        #expect(faults(.decide, decide([:]), bounds: nil) == ["reason"], "nobody knows the bounds of an old case")
    }

    @Test("nothing is done before what it follows, or in the future")
    func days() {
        #expect(faults(.decide, decide(["at": .text("2026-11-23")])) == ["at"], "before the party was told")
        #expect(faults(.decide, decide(["at": .text("2026-11-27")])) == ["at"], "tomorrow")
        #expect(faults(.decide, decide(["at": .text("gestern")])) == ["at"])
        #expect(faults(.close, ["paid_at": .text("2026-11-24"), "note": .text("")]) == ["paid_at"])
        #expect(faults(.close, ["enforced_at": .text("2026-11-26"), "note": .text("")]).isEmpty)
        #expect(
            faults(.close, ["paid_at": .text("2026-11-26"), "enforced_at": .text("2026-11-26"), "note": .text("")])
                == ["enforced_at"],
            "one or the other"
        )
    }

    @Test("driver, company and the like are filled in while there is a case; a driver is known by a number")
    func amendment() throws {
        let body: [String: StepValue] = ["company": .text("91350100M000100Y43"), "driver": .text("410184199001010001")]
        for state in CaseState.allCases {
            if state == .dismissed || state == .revoked {
                #expect(throws: StepRefusal.notAmendable(state)) { try CaseAmendment(body, state: state) }
            } else {
                #expect(try CaseAmendment(body, state: state).values.count == 2)
            }
        }
        func faults(_ body: [String: StepValue]) -> [String] {
            do {
                _ = try CaseAmendment(body, state: .detected)
                return []
            } catch .faults(let faults) {
                return faults.map(\.part)
            } catch {
                return ["\(error)"]
            }
        }
        #expect(faults([:]) == ["body"])
        #expect(faults(["colour": .text("red")]) == ["colour"])
        #expect(faults(["driver": .parts(["name": .text("赵六")])]) == ["driver/licence"])
        #expect(faults(["driver": .parts(["licence": .integer(4)])]) == ["driver/licence"])
        #expect(faults(["driver": .parts(["licence": .text("4"), "age": .text("50")])]) == ["driver/age"])
        #expect(faults(["cargo": .text("  ")]) == ["cargo"])
        #expect(faults(["cargo": .null]).isEmpty, "taken back")
    }
}
