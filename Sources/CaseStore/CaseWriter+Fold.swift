import Enforcement
import GRDB
import Storage
import Units

// What the passages and unloadings of a case come to.

extension CaseWriter {
    /// Brings `case_current` up to what its passages and unloadings say.
    ///
    /// - Parameter told: a passage told just now, with its event, which need not be read again.
    mutating func fold(_ caseID: String, told: (event: Int64, passage: ToldPassage)? = nil) throws {
        try foldSpan(caseID)
        try foldCarrier(caseID, told)
        try foldUnloading(caseID)
        try foldBasis(caseID)
    }

    /// The act runs over the passages that stand; when none does, it is that of the passage that opened the case. A colour
    /// that was recognised once holds.
    private func foldSpan(_ caseID: String) throws {
        try db.executeCached(
            sql: """
                UPDATE case_current SET (first_ms, last_ms) = (
                    SELECT min(at_ms), max(at_ms) FROM case_passage
                    WHERE case_id = ?1 AND (
                        stands
                        OR (has_opened AND NOT EXISTS (SELECT 1 FROM case_passage WHERE case_id = ?1 AND stands))
                    )
                ), plate_colour = coalesce((
                    SELECT plate_colour FROM case_passage WHERE case_id = ?1 AND plate_colour <> 'unknown'
                    ORDER BY at_ms, passage LIMIT 1
                ), 'unknown')
                WHERE id = ?1
                """,
            arguments: [caseID]
        )
    }

    /// The smallest excess, then the earliest passage carries the case (law.md §4), among those that stand; where none
    /// does, the one that did goes on. Once the party was told, it is always that.
    private func foldCarrier(_ caseID: String, _ told: (event: Int64, passage: ToldPassage)?) throws {
        let best = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT p.event FROM case_passage p JOIN case_current c ON c.id = p.case_id
                    WHERE p.case_id = ? AND c.state IN ('detected', 'confirmed')
                    ORDER BY p.stands DESC, CASE p.stands WHEN 0 THEN p.passage <> c.passage END, p.excess_kg, p.at_ms,
                        p.passage
                    LIMIT 1
                    """
            ),
            arguments: [caseID]
        )
        let current = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT carrier_event FROM case_current WHERE id = ?"),
            arguments: [caseID]
        )
        guard let best, best != current else { return }
        let opening = if let told, told.event == best { told.passage } else { try ToldPassage.fetch(event: best, db) }
        try db.executeCached(
            sql: """
                UPDATE case_current SET carrier_event = ?, passage = ?, station = ?, lane = ?, at_ms = ?, axles = ?,
                    gross_kg = ?, assessed_kg = ?, limit_kg = ?, excess_kg = ?, excess_ratio = ?, rule = ?
                WHERE id = ?
                """,
            arguments: [
                best, opening.passage, opening.station, opening.lane, opening.at.millisecondsSince1970, opening.axles,
                opening.gross.rawValue, opening.assessed.rawValue, opening.limit.rawValue, opening.excess.rawValue,
                opening.excessRatio.rawValue, opening.rule, caseID,
            ]
        )
    }

    /// Of several weighings after unloading the last one counts. (`max` gives one row also where there is none.)
    private func foldUnloading(_ caseID: String) throws {
        try db.executeCached(
            sql: """
                UPDATE case_current SET (unloaded_ms, unloaded_kg, is_unloaded) = (
                    SELECT max(at_ms), before_kg - gross_kg, coalesce(is_unloaded, 0) FROM (
                        SELECT u.at_ms, s.gross_kg AS before_kg, u.gross_kg, u.ended_ms IS NOT NULL AS is_unloaded
                        FROM case_unloading u JOIN case_on_site s ON s.passage = u.first_passage
                        WHERE u.case_id = ?1 ORDER BY u.at_ms DESC, u.passage DESC LIMIT 1
                    )
                )
                WHERE id = ?1
                """,
            arguments: [caseID]
        )
    }

    /// One weighing by officers on the spot makes the case an on-site one and files it; a person's decision stands.
    private mutating func foldBasis(_ caseID: String) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT state, basis, passage, (
                        SELECT passage FROM case_passage p WHERE p.case_id = c.id AND p.basis = 'on-site'
                        ORDER BY p.at_ms, p.passage LIMIT 1
                    ) AS on_site
                    FROM case_current c WHERE id = ?
                    """
            ),
            arguments: [caseID]
        )
        guard let row, let was = CaseOpening.Basis(rawValue: row["basis"]) else { return }
        let onSite = row["on_site"] as String?
        let basis: CaseOpening.Basis = onSite == nil ? .offSite : .onSite
        guard basis != was else { return }
        try db.executeCached(
            sql: "UPDATE case_current SET basis = ? WHERE id = ?",
            arguments: [basis.rawValue, caseID]
        )
        if let onSite, row["state"] == CaseState.detected.rawValue {
            try move(caseID, to: .confirmed, .confirmed, .weighedByOfficers(onSite))
        } else if onSite == nil, row["state"] == CaseState.confirmed.rawValue, try !isConfirmedByPerson(caseID) {
            try move(caseID, to: .detected, .confirmationWithdrawn, .notWeighedByOfficers(row["passage"]))
        }
    }

    private mutating func move(
        _ caseID: String,
        to state: CaseState,
        _ kind: CaseEventKind,
        _ note: PassageNote
    ) throws {
        try record(kind, note, caseID: caseID)
        try setState(state, of: caseID)
    }

    /// Notes to which state an event has brought a case, and since when; a case is filed when it is confirmed, and not filed
    /// any more when that is taken back.
    func setState(_ state: CaseState, of caseID: String) throws {
        try db.executeCached(
            sql: """
                UPDATE case_current SET state = ?1, state_ms = ?2,
                    filed_ms = CASE ?1 WHEN 'confirmed' THEN ?2 WHEN 'detected' THEN NULL ELSE filed_ms END
                WHERE id = ?3
                """,
            arguments: [state.rawValue, instant.millisecondsSince1970, caseID]
        )
    }

    private func isConfirmedByPerson(_ caseID: String) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM case_event WHERE case_id = ? AND kind = 'confirmed' AND actor <> ?)"
            ),
            arguments: [caseID, SQLiteCaseStore.daemonActor]
        ) ?? false
    }
}

extension PassageNote {
    fileprivate static func weighedByOfficers(_ passage: String) -> PassageNote {
        PassageNote(
            passage: passage,
            zh: "执法人员现场称重，视为已审核，案件转为现场查处",
            en: "officers weighed it on the spot, which is the review: filed as an on-site case"
        )
    }

    fileprivate static func notWeighedByOfficers(_ passage: String) -> PassageNote {
        PassageNote(
            passage: passage,
            zh: "现场称重属另一行为，本案恢复为非现场线索，待审核",
            en: "the officers' weighing belongs to another act: an off-site case again, to be reviewed"
        )
    }
}
