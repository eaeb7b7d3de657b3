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
        (id, caseID, recordedMs, evidence) = (row[0], row[1], row[3], row[4])
        (kind, body) = try FoldedEvent.decode(kind: row[2], row[5], decoder)
    }

    /// An event of a case file, whose place in the store nobody knows: its number within the case stands for it.
    init(_ event: CaseProof.Event, _ decoder: JSONDecoder) throws {
        (id, caseID, recordedMs, evidence) = (Int64(event.n), event.caseID, event.recordedMs, event.evidence)
        (kind, body) = try FoldedEvent.decode(kind: event.kind, event.body, decoder)
    }

    private static func decode(
        kind name: String,
        _ body: String,
        _ decoder: JSONDecoder
    ) throws -> (CaseEventKind, Body) {
        guard let kind = CaseEventKind(rawValue: name) else { throw CaseStoreDamage(what: "event of kind \(name)") }
        return switch kind {
        case .opened, .attached, .restored: (kind, .told(try decoder.decode(ToldPassage.self, from: Data(body.utf8))))
        default: (kind, .else(try CaseEventBody(kind, json: body)))
        }
    }
}
