/// The views that readers use; `sqlite3 -readonly cases.sqlite` is a supported client.
///
/// Documented in README, "Cases that can be proved"; their columns only grow.
enum CaseViews {
    static let all = """
        DROP VIEW case_file;

        -- One row a case: what carries it, where it stands, and what people have filled in.
        CREATE VIEW case_file AS
        SELECT row, id, number, state, basis, plate, plate_colour, passage, station, lane, at_ms, axles, gross_kg,
            assessed_kg, limit_kg, excess_kg, excess_ratio, rule, first_ms, last_ms, unloaded_ms, unloaded_kg,
            is_unloaded,
            EXISTS (SELECT 1 FROM case_review WHERE case_id = id) AS needs_review,
            events, state_ms, filed_ms, notified_at, decided_at, decision_number, fine_yuan,
            state IN ('decided', 'closed') AND fine_yuan IS NULL AS is_warning,
            closed_at,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'company') AS company,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'loading_site') AS loading_site,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'cargo') AS cargo,
            (SELECT value FROM case_field f WHERE f.case_id = id AND f.field = 'permit') AS permit,
            strftime('%Y-%m-%d', at_ms / 1000 + 28800, 'unixepoch') AS day
        FROM case_current;

        -- One row a station and day (UTC+8) with cases.
        CREATE VIEW station_day AS
        SELECT station, strftime('%Y-%m-%d', at_ms / 1000 + 28800, 'unixepoch') AS day,
            count(*) AS cases,
            sum(basis = 'on-site') AS on_site,
            sum(state = 'detected') AS to_review,
            sum(state IN ('decided', 'closed')) AS effective,
            sum(state IN ('dismissed', 'revoked')) AS dropped,
            sum(excess_kg) AS excess_kg,
            max(excess_kg) AS greatest_excess_kg,
            sum(coalesce(unloaded_kg, 0)) AS unloaded_kg,
            sum(coalesce(fine_yuan, 0)) AS fine_yuan
        FROM case_current GROUP BY 1, 2;

        -- Personal data of events with all but its ends hidden.
        CREATE VIEW case_personal_masked AS
        SELECT e.case_id, p.event, p.part,
            CASE
                WHEN p.value IS NULL THEN NULL
                WHEN length(p.value) <= 4 THEN substr(p.value, 1, 1) || '**'
                ELSE substr(p.value, 1, 3) || '****' || substr(p.value, -2)
            END AS value
        FROM case_personal p JOIN case_event e ON e.id = p.event;

        """
}
