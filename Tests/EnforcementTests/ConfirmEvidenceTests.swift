import Enforcement
import Readings
import Testing

@Suite("An off-site case is confirmed, and told of, on evidence alone (行政处罚法 Art. 41)")
struct ConfirmEvidenceTests {
    private typealias Picture = CaseStep.OffSiteEvidence.Picture

    /// Everything that the law asks for.
    static let whole = CaseStep.OffSiteEvidence(
        isReadingValid: true,
        isPlateSeen: true,
        pictures: [.init(view: .front, condition: .stored), .init(view: .rear, condition: .stored)]
    )

    /// The parts that a confirmation is refused for.
    private func refused(_ evidence: CaseStep.Evidence, _ action: CaseAction = .confirm) throws -> [String] {
        let body = try #require(CaseStepTests.whole[action])
        do throws(StepRefusal) {
            _ = try CaseStep(action, body, CaseStepTests.facts(action.sources[0], evidence: evidence))
            return []
        } catch {
            guard case .faults(let faults) = error else { return ["\(error)"] }
            #expect(faults.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty })
            return faults.map(\.part)
        }
    }

    @Test(
        "a front picture and one of the rear or the side, stored, the plate seen, the reading valid: every combination",
        arguments: [CaseAction.confirm, .notify]
    )
    func combinations(action: CaseAction) throws {
        let conditions: [Picture.Condition?] = [nil, .stored, .wanted, .lost]
        for front in conditions {
            for rear in conditions {
                for side in conditions {
                    for (isValid, isSeen) in [(true, true), (true, false), (false, true), (false, false)] {
                        var pictures: [Picture] = [Picture(view: .panorama, condition: .stored)]
                        if let front { pictures.append(Picture(view: .front, condition: front)) }
                        if let rear { pictures.append(Picture(view: .rear, condition: rear)) }
                        if let side { pictures.append(Picture(view: .side, condition: side)) }
                        var expected: [String] = []
                        if !isValid { expected.append("evidence/reading") }
                        if !isSeen { expected.append("evidence/plate") }
                        if front != .stored { expected.append("evidence/front") }
                        if rear != .stored, side != .stored { expected.append("evidence/rear-or-side") }
                        let evidence = CaseStep.OffSiteEvidence(
                            isReadingValid: isValid,
                            isPlateSeen: isSeen,
                            pictures: pictures
                        )
                        #expect(try refused(.offSite(evidence), action) == expected)
                    }
                }
            }
        }
    }

    @Test("on-site cases are not asked for pictures, and no other step is")
    func notAsked() throws {
        #expect(try refused(.notAsked).isEmpty)
        let nothing = CaseStep.OffSiteEvidence(isReadingValid: false, isPlateSeen: false, pictures: [])
        for action in CaseAction.allCases where ![.confirm, .notify].contains(action) {
            #expect(try refused(.offSite(nothing), action).isEmpty)
        }
    }

    @Test("what is missing of the body is named together with what is missing of the evidence")
    func together() throws {
        #expect(throws: StepRefusal.self) {
            try CaseStep(
                .confirm,
                ["reason": .text("x")],
                CaseStepTests.facts(.detected, evidence: .offSite(ConfirmEvidenceTests.whole))
            )
        }
    }

    @Test("the words say whether to wait, to look after the cameras, or to dismiss the case")
    func words() throws {
        func english(_ pictures: [Picture]) throws -> [String] {
            let evidence = CaseStep.OffSiteEvidence(isReadingValid: true, isPlateSeen: true, pictures: pictures)
            let body = try #require(CaseStepTests.whole[.confirm])
            do throws(StepRefusal) {
                _ = try CaseStep(.confirm, body, CaseStepTests.facts(.detected, evidence: .offSite(evidence)))
                return []
            } catch {
                guard case .faults(let faults) = error else { return [] }
                return faults.map(\.en)
            }
        }
        #expect(try english([.init(view: .front, condition: .wanted)])[0].contains("being fetched"))
        #expect(try english([.init(view: .front, condition: .lost)])[0].contains("cannot give"))
        #expect(try english([])[0].contains("no camera reading lists"))
    }
}
