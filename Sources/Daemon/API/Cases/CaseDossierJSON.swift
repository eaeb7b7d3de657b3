package import CaseStore
import Enforcement
import Foundation
import Units

/// A whole case: the keys of a list, and everything that it rests on.
package struct DossierJSON: Encodable, Sendable {
    let dossier: CaseDossier
    /// Whether what it says of people is hidden but for its ends, and the readings as received are left out.
    let isMasked: Bool

    /// Shows a case.
    package init(dossier: CaseDossier, isMasked: Bool = false) {
        self.dossier = dossier
        self.isMasked = isMasked
    }

    private enum Key: String, CodingKey {
        case basis, lane, passage
        case axleLoads = "axle_loads_kg"
        case axleGroups = "axle_groups"
        case axleCode = "axle_code"
        case trailerPlate = "trailer_plate"
        case form, article, unknowns, findings, explanation, passages, media
        case onSite = "on_site"
        case isUnloaded = "is_unloaded"
        case unloadedAt = "unloaded_at"
        case unloadedKg = "unloaded_kg"
        case unloadings
        case needsReview = "needs_review"
        case review, events, records, version, fields, decision, masked
        case notifiedAt = "notified_at"
        case closedAt = "closed_at"
    }

    package func encode(to encoder: any Encoder) throws {
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
        try container.encode(dossier.media.map(MediumJSON.init), forKey: .media)
        try container.encode(dossier.onSite.map { OnSiteJSON(onSite: $0, isMasked: isMasked) }, forKey: .onSite)
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
        try container.encode(fields, forKey: .fields)
        try container.encode(events, forKey: .events)
        try container.encode(
            dossier.records.map { RecordJSON(record: $0, isMasked: isMasked) },
            forKey: .records
        )
        if isMasked { try container.encode(true, forKey: .masked) }
    }

    /// What happened, in order.
    var events: [EventJSON] {
        dossier.events.map { event in
            let words = dossier.personal[event.n] ?? [:]
            return EventJSON(event: event, words: isMasked ? words.mapValues(\.masked) : words)
        }
    }

    private var fields: [String: [String: String]] {
        let fields = dossier.fields.map { item in
            (item.field.rawValue, isMasked && item.field.isPersonal ? item.value.mapValues(\.masked) : item.value)
        }
        return Dictionary(fields) { $1 }
    }
}

extension CaseField {
    /// Whether its values are words about people.
    fileprivate var isPersonal: Bool {
        switch self {
        case .driver, .notes: true
        case .company, .loadingSite, .cargo, .permit, .circumstances: false
        }
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

/// An event of a case as JSON.
struct EventJSON: Encodable, Sendable {
    let event: CaseEventRecord
    /// The words about people that lie beside it.
    let words: [String: String]

    private enum Key: String, CodingKey {
        case n, kind
        case recordedAt = "recorded_at"
        case actor, passage, parts, words, media
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(event.n, forKey: .n)
        try container.encode(event.kind.rawValue, forKey: .kind)
        try container.encode(event.recordedAt, forKey: .recordedAt)
        try container.encode(event.actor, forKey: .actor)
        try container.encode(event.body.passage, forKey: .passage)
        if case .step(let note) = event.body { try container.encode(note.parts, forKey: .parts) }
        if case .media(let note) = event.body { try container.encode(note.media, forKey: .media) }
        if !words.isEmpty { try container.encode(words, forKey: .words) }
    }
}

private struct RecordJSON: Encodable {
    let record: CaseRecord
    /// As received it may name driver and officers.
    let isMasked: Bool

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
        try container.encode(isMasked ? nil : String(decoding: record.payload, as: UTF8.self), forKey: .payload)
    }
}
