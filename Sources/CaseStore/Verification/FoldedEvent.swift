import Enforcement
import Foundation
import GRDB

/// An event as a verification folds it.
///
/// Of a passage only what a case's row shows is decoded: steps of explanation and the like are proved by the chain, and
/// to decode them takes longer than everything else.
struct FoldedEvent {
    enum Body {
        case told(ToldPassage)
        case `else`(CaseEventBody)
    }

    let id: Int64
    let caseID: String
    let kind: CaseEventKind
    let recordedMs: Int64
    /// JSON, as the event keeps it.
    let evidence: String
    let body: Body

    /// The passage that it is about.
    var passage: String? {
        switch body {
        case .told(let told): told.passage
        case .else(let body): body.passage
        }
    }

    /// The columns that it is read from, in this order.
    static let columns = "id, case_id, kind, recorded_ms, evidence, body"

    init(_ row: Row, _ decoder: JSONDecoder) throws {
        let name: String = row[2]
        guard let kind = CaseEventKind(rawValue: name) else { throw CaseStoreDamage(what: "event of kind \(name)") }
        self.kind = kind
        (id, caseID, recordedMs, evidence) = (row[0], row[1], row[3], row[4])
        body =
            switch kind {
            case .opened, .attached, .restored: .told(try decoder.decode(ToldPassage.self, from: row[5] as Data))
            default: .else(try CaseEventBody(kind, json: row[5]))
            }
    }
}
