import Enforcement
import GRDB
import Storage
import Units

/// The case of an act that a further passage may belong to.
struct Act {
    let id: String

    /// The earliest act that holds a passage (law.md §4).
    ///
    /// A case whose first and whose last passage are both within the span of it, and no unloading between any of them and
    /// it. So no case ever spans more than the rules allow, in whatever order passages are told; where a chain of them is
    /// longer than the span, those told first keep their case together. A colour that was not recognised does not tell
    /// two vehicles apart.
    static func fetch(holding opening: CaseOpening, _ db: Database) throws -> Act? {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id, first_ms, last_ms FROM case_current
                    WHERE plate = ?1 AND (plate_colour = ?2 OR plate_colour = 'unknown' OR ?2 = 'unknown')
                        AND state NOT IN ('dismissed', 'revoked') AND first_ms BETWEEN ?3 AND ?4
                    ORDER BY first_ms, row
                    """
            ),
            arguments: [
                opening.plate, opening.plateColour,
                (opening.at + -opening.actSpan).millisecondsSince1970,
                (opening.at + opening.actSpan).millisecondsSince1970,
            ]
        )
        for row in rows {
            let first = Instant(millisecondsSince1970: row["first_ms"])
            let last = Instant(millisecondsSince1970: row["last_ms"])
            guard OneAct.holds(opening, first: first), OneAct.holds(opening, first: last) else { continue }
            let vehicle = (plate: opening.plate, colour: opening.plateColour)
            let ends = try ActEnd.fetch(vehicle, from: min(first, opening.at), before: max(last, opening.at), db)
            if ends.isEmpty { return Act(id: row["id"]) }
        }
        return nil
    }
}

/// An unloading that ends an act: what was weighed up to it and what was weighed after it are two acts.
struct ActEnd {
    /// The weighing after unloading.
    let unloading: String
    let at: Instant

    /// The ends of a vehicle's acts in a span, in their order.
    static func fetch(
        _ vehicle: (plate: String, colour: String),
        from: Instant,
        before: Instant,
        _ db: Database
    ) throws -> [ActEnd] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT passage, ended_ms FROM case_unloading
                    WHERE act_plate = ?1 AND (act_colour = ?2 OR act_colour = 'unknown' OR ?2 = 'unknown')
                        AND ended_ms >= ?3 AND ended_ms < ?4
                    ORDER BY ended_ms, passage
                    """
            ),
            arguments: [
                vehicle.plate, vehicle.colour, from.millisecondsSince1970, before.millisecondsSince1970,
            ]
        ).map { ActEnd(unloading: $0["passage"], at: Instant(millisecondsSince1970: $0["ended_ms"])) }
    }
}
