import Enforcement
import Units

/// What a case's row shows of an overload: some of the fields of `CaseOpening`, by the same names.
struct ToldPassage: Decodable {
    let passage: String
    let at: Instant
    let station: String
    let lane: Int
    let plate: String
    let basis: CaseOpening.Basis
    let axles: Int
    let gross: Kilograms
    let assessed: Kilograms
    let limit: Kilograms
    let excess: Kilograms
    let excessRatio: PartsPerTenThousand
    let rule: String
}

extension ToldPassage {
    /// Of an opening that has just been told.
    init(_ opening: CaseOpening) {
        passage = opening.passage
        at = opening.at
        station = opening.station
        lane = opening.lane
        plate = opening.plate
        basis = opening.basis
        axles = opening.axles
        gross = opening.gross
        assessed = opening.assessed
        limit = opening.limit
        excess = opening.excess
        excessRatio = opening.excessRatio
        rule = opening.rule
    }
}
