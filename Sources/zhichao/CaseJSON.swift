import CaseStore
import Enforcement
import Foundation
import Units

/// The keys of a case that programs rely on (interfaces page, Configuration).
private struct CaseLine: Encodable {
    let summary: CaseSummary

    enum Key: String, CodingKey {
        case id, number, state, basis, plate
        case plateColour = "plate_colour"
        case station, lane, at, axles
        case grossKg = "gross_kg"
        case assessedKg = "assessed_kg"
        case limitKg = "limit_kg"
        case excessKg = "excess_kg"
        case excessRatio = "excess_ratio"
        case rule, passage
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(summary.id, forKey: .id)
        try container.encode(summary.number, forKey: .number)
        try container.encode(summary.state, forKey: .state)
        try container.encode(summary.basis, forKey: .basis)
        try container.encode(summary.plate, forKey: .plate)
        try container.encode(summary.plateColour, forKey: .plateColour)
        try container.encode(summary.station, forKey: .station)
        try container.encode(summary.lane, forKey: .lane)
        try container.encode(summary.at, forKey: .at)
        try container.encode(summary.axles, forKey: .axles)
        try container.encode(summary.gross, forKey: .grossKg)
        try container.encode(summary.assessed, forKey: .assessedKg)
        try container.encode(summary.limit, forKey: .limitKg)
        try container.encode(summary.excess, forKey: .excessKg)
        try container.encode(summary.excessRatio, forKey: .excessRatio)
        try container.encode(summary.rule, forKey: .rule)
        try container.encode(summary.passage, forKey: .passage)
    }
}

/// A case with its events and readings.
private struct DossierJSON: Encodable {
    struct Event: Encodable {
        let n: Int
        let kind: String
        let recordedAt: Instant
        let actor: String
        let passage: String

        private enum CodingKeys: String, CodingKey {
            case n, kind, actor, passage
            case recordedAt = "recorded_at"
        }
    }

    struct Record: Encodable {
        let reading: String
        let kind: String
        let receivedAt: Instant
        /// As received, so that nothing is lost between the wire and the court.
        let payload: String

        private enum CodingKeys: String, CodingKey {
            case reading, kind, payload
            case receivedAt = "received_at"
        }
    }

    let line: CaseLine
    let carrying: CaseOpening?
    let events: [Event]
    let records: [Record]

    private enum Key: String, CodingKey {
        case axleLoads = "axle_loads_kg"
        case axleCode = "axle_code"
        case trailerPlate = "trailer_plate"
        case form, article, unknowns, findings, explanation, events, records
    }

    func encode(to encoder: any Encoder) throws {
        try line.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(carrying?.axleLoads, forKey: .axleLoads)
        try container.encode(carrying?.axleCode, forKey: .axleCode)
        try container.encode(carrying?.trailerPlate, forKey: .trailerPlate)
        try container.encode(carrying?.form, forKey: .form)
        try container.encode(carrying?.article, forKey: .article)
        try container.encode(carrying?.unknowns, forKey: .unknowns)
        try container.encode(carrying?.findings, forKey: .findings)
        try container.encode(carrying?.explanation, forKey: .explanation)
        try container.encode(events, forKey: .events)
        try container.encode(records, forKey: .records)
    }
}

extension CaseSummary {
    /// The case as one line of JSON.
    var jsonLine: String {
        get throws { try CaseLine(summary: self).jsonText }
    }
}

extension CaseDossier {
    /// The whole case as JSON.
    var json: String {
        get throws {
            try DossierJSON(
                line: CaseLine(summary: summary),
                carrying: carrying,
                events: events.map {
                    .init(
                        n: $0.n,
                        kind: $0.kind,
                        recordedAt: $0.recordedAt,
                        actor: $0.actor,
                        passage: $0.opening.passage
                    )
                },
                records: records.map {
                    .init(
                        reading: $0.reading,
                        kind: $0.kind,
                        receivedAt: $0.receivedAt,
                        payload: String(decoding: $0.payload, as: UTF8.self)
                    )
                }
            ).jsonText
        }
    }
}
