import Enforcement
import FeedContract
import Foundation
import Journal
import Readings
import Units

/// A passage of the list as JSON.
struct PassageLine: Encodable, Sendable {
    let passage: ListedPassage

    init(_ passage: ListedPassage) { self.passage = passage }

    private enum Key: String, CodingKey {
        case passage, station, lane, at, pairing, plate
        case plateColour = "plate_colour"
        case trailerPlate = "trailer_plate"
        case axles
        case grossKg = "gross_kg"
        case assessedKg = "assessed_kg"
        case limitKg = "limit_kg"
        case rule, verdict, reasons, findings, amended
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(passage.id.description, forKey: .passage)
        try container.encode(passage.id.source.station.text, forKey: .station)
        try container.encode(passage.lane, forKey: .lane)
        try container.encode(passage.at, forKey: .at)
        try container.encode(passage.pairing, forKey: .pairing)
        try container.encode(passage.plate, forKey: .plate)
        try container.encode(passage.plateColour, forKey: .plateColour)
        try container.encode(passage.trailerPlate, forKey: .trailerPlate)
        try container.encode(passage.axles, forKey: .axles)
        try container.encode(passage.gross, forKey: .grossKg)
        try container.encode(passage.assessed, forKey: .assessedKg)
        try container.encode(passage.limit, forKey: .limitKg)
        try container.encode(passage.rule, forKey: .rule)
        try container.encode(passage.verdict, forKey: .verdict)
        try container.encode(passage.reasons, forKey: .reasons)
        try container.encode(passage.findings, forKey: .findings)
        try container.encode(passage.isAmendment, forKey: .amended)
    }
}

/// An instrument of the list as JSON.
struct InstrumentLine: Encodable, Sendable {
    let station: String
    let profile: InstrumentProfile
    /// What its last day with traffic shows.
    let day: InstrumentDay?

    private enum Key: String, CodingKey {
        case id, station, certificate
        case accuracyClass = "class"
        case validFrom = "valid_from"
        case validUntil = "valid_until"
        case day
    }

    private enum DayKey: String, CodingKey {
        case day, passages
        case withoutPlate = "without_plate"
        case barred
        case steeringMeanKg = "steering_mean_kg"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(profile.id, forKey: .id)
        try container.encode(station, forKey: .station)
        try container.encode(profile.certificate, forKey: .certificate)
        try container.encode(profile.accuracyClass, forKey: .accuracyClass)
        try container.encode("\(profile.validFrom)", forKey: .validFrom)
        try container.encode("\(profile.validUntil)", forKey: .validUntil)
        guard let day else { return try container.encodeNil(forKey: .day) }
        var nested = container.nestedContainer(keyedBy: DayKey.self, forKey: .day)
        try nested.encode("\(day.day)", forKey: .day)
        try nested.encode(day.passages, forKey: .passages)
        try nested.encode(day.withoutPlate, forKey: .withoutPlate)
        try nested.encode(day.barred, forKey: .barred)
        try nested.encode(day.steered > 0 ? day.steeringSum / Int64(day.steered) : nil, forKey: .steeringMeanKg)
    }
}
