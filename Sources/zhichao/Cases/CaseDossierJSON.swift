import CaseStore
import Enforcement
import Foundation
import Units

/// A whole case: the keys of a list, and everything that it rests on.
private struct DossierJSON: Encodable {
    let dossier: CaseDossier

    private enum Key: String, CodingKey {
        case basis, lane, passage
        case axleLoads = "axle_loads_kg"
        case axleGroups = "axle_groups"
        case axleCode = "axle_code"
        case trailerPlate = "trailer_plate"
        case form, article, unknowns, findings, explanation, passages
        case onSite = "on_site"
        case isUnloaded = "is_unloaded"
        case unloadedAt = "unloaded_at"
        case unloadedKg = "unloaded_kg"
        case unloadings
        case needsReview = "needs_review"
        case review, events, records, version, fields, decision
        case notifiedAt = "notified_at"
        case closedAt = "closed_at"
    }

    func encode(to encoder: any Encoder) throws {
        let (summary, carrying) = (dossier.summary, dossier.carrying)
        try CaseLine(summary: summary).encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(summary.basis, forKey: .basis)
        try container.encode(summary.lane, forKey: .lane)
        try container.encode(summary.passage, forKey: .passage)
        try container.encode(carrying?.axleLoads, forKey: .axleLoads)
        try container.encode(carrying?.groups?.map(AxleGroupJSON.init), forKey: .axleGroups)
        try container.encode(carrying?.axleCode, forKey: .axleCode)
        try container.encode(carrying?.trailerPlate, forKey: .trailerPlate)
        try container.encode(carrying?.form, forKey: .form)
        try container.encode(carrying?.article, forKey: .article)
        try container.encode(carrying?.unknowns, forKey: .unknowns)
        try container.encode(carrying?.findings, forKey: .findings)
        try container.encode(dossier.explanation, forKey: .explanation)
        try container.encode(dossier.passages.map(PassageJSON.init), forKey: .passages)
        try container.encode(dossier.onSite.map(OnSiteJSON.init), forKey: .onSite)
        try container.encode(summary.isUnloaded, forKey: .isUnloaded)
        try container.encode(summary.unloadedAt, forKey: .unloadedAt)
        try container.encode(summary.unloaded, forKey: .unloadedKg)
        try container.encode(dossier.unloadings.map(UnloadingJSON.init), forKey: .unloadings)
        try container.encode(summary.needsReview, forKey: .needsReview)
        try container.encode(dossier.marks, forKey: .review)
        try container.encode(summary.version, forKey: .version)
        try container.encode(summary.notifiedAt, forKey: .notifiedAt)
        try container.encode(summary.decision.map(DecisionJSON.init), forKey: .decision)
        try container.encode(summary.closedAt, forKey: .closedAt)
        try container.encode(
            Dictionary(dossier.fields.map { ($0.field.rawValue, $0.value) }) { $1 },
            forKey: .fields
        )
        let events = dossier.events.map { EventJSON(event: $0, words: dossier.personal[$0.n] ?? [:]) }
        try container.encode(events, forKey: .events)
        try container.encode(dossier.records.map(RecordJSON.init), forKey: .records)
    }
}

private struct DecisionJSON: Encodable {
    let number: String
    let warning: Bool
    let fineYuan: Int?
    let at: String

    private enum CodingKeys: String, CodingKey {
        case number, warning, at
        case fineYuan = "fine_yuan"
    }

    init(_ decision: CaseDecision) {
        number = decision.number
        warning = decision.fine == nil
        fineYuan = decision.fine?.rawValue
        at = decision.at
    }
}

private struct EventJSON: Encodable {
    let event: CaseEventRecord
    /// The words about people that lie beside it.
    let words: [String: String]

    private enum Key: String, CodingKey {
        case n, kind
        case recordedAt = "recorded_at"
        case actor, passage, parts, words
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(event.n, forKey: .n)
        try container.encode(event.kind.rawValue, forKey: .kind)
        try container.encode(event.recordedAt, forKey: .recordedAt)
        try container.encode(event.actor, forKey: .actor)
        try container.encode(event.body.passage, forKey: .passage)
        if case .step(let note) = event.body { try container.encode(note.parts, forKey: .parts) }
        if !words.isEmpty { try container.encode(words, forKey: .words) }
    }
}

private struct RecordJSON: Encodable {
    let record: CaseRecord

    private enum Key: String, CodingKey {
        case reading, kind
        case receivedAt = "received_at"
        case payload
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(record.reading, forKey: .reading)
        try container.encode(record.kind, forKey: .kind)
        try container.encode(record.receivedAt, forKey: .receivedAt)
        // As received, so that nothing is lost between the wire and the court.
        try container.encode(String(decoding: record.payload, as: UTF8.self), forKey: .payload)
    }
}

extension CaseDossier {
    /// The whole case as JSON.
    var json: String {
        get throws { try DossierJSON(dossier: self).jsonText }
    }
}
