package import CaseStore
import Enforcement
import Foundation
import Units

/// The keys of a case that programs rely on (interfaces page, Configuration): these and no others.
package struct CaseLine: Encodable {
    let summary: CaseSummary

    /// Shows a case.
    package init(summary: CaseSummary) { self.summary = summary }

    enum Key: String, CodingKey {
        case id, number, state, plate
        case plateColour = "plate_colour"
        case station, at, axles
        case grossKg = "gross_kg"
        case assessedKg = "assessed_kg"
        case limitKg = "limit_kg"
        case excessKg = "excess_kg"
        case excessRatio = "excess_ratio"
        case rule
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(summary.id, forKey: .id)
        try container.encode(summary.number, forKey: .number)
        try container.encode(summary.state, forKey: .state)
        try container.encode(summary.plate, forKey: .plate)
        try container.encode(summary.plateColour, forKey: .plateColour)
        try container.encode(summary.station, forKey: .station)
        try container.encode(summary.at, forKey: .at)
        try container.encode(summary.axles, forKey: .axles)
        try container.encode(summary.gross, forKey: .grossKg)
        try container.encode(summary.assessed, forKey: .assessedKg)
        try container.encode(summary.limit, forKey: .limitKg)
        try container.encode(summary.excess, forKey: .excessKg)
        try container.encode(summary.excessRatio, forKey: .excessRatio)
        try container.encode(summary.rule, forKey: .rule)
    }
}
