/// The views of counters and referrals; documented in README, their columns only grow.
enum CounterViews {
    static let all = """
        -- Referrals that somebody still has to do something about; overdue ones have not been acknowledged in time.
        CREATE VIEW open_referral AS
        SELECT row, id, number, form, rule, article, kind,
            CASE kind WHEN 'driver' THEN \(masked("subject")) ELSE subject END AS subject,
            case_id, year, first_day, last_day, trucks, fleet, counted_day, fine_min_yuan, fine_max_yuan, zh, en, to_zh,
            to_en, issued_day, due_day, state,
            state = 'issued' AND due_day < strftime('%Y-%m-%d', 'now', '+8 hours') AS is_overdue,
            (SELECT count(*) FROM referral_case c WHERE c.referral = referral.id) AS cases
        FROM referral WHERE state IN ('issued', 'acknowledged');

        -- One row a vehicle and day of an act: its violations in the year that ends on that day.
        CREATE VIEW vehicle_year AS
        SELECT substr(subject, 1, instr(subject, '~') - 1) AS plate, substr(subject, instr(subject, '~') + 1) AS plate_colour,
            first_day, last_day, effective, provisional, issued
        FROM (\(years(of: "vehicle")));

        -- The same of drivers, their numbers masked.
        CREATE VIEW driver_year AS
        SELECT \(masked("subject")) AS driver, first_day, last_day, effective, provisional, issued
        FROM (\(years(of: "driver")));

        -- The same of companies: distinct trucks, and the fleet of the day (NULL: nobody knows).
        CREATE VIEW company_year AS
        SELECT subject AS company, first_day, last_day, effective, provisional, effective_trucks, provisional_trucks,
            (SELECT trucks FROM company_fleet f WHERE f.company = subject AND f.day <= last_day
                ORDER BY f.day DESC LIMIT 1) AS fleet,
            issued
        FROM (\(years(of: "company")));

        -- What stands in the credit record today.
        CREATE VIEW credit_entry AS
        SELECT kind, CASE kind WHEN 'driver' THEN \(masked("subject")) ELSE subject END AS subject, ground, source,
            published, until
        FROM credit_record
        WHERE NOT is_withdrawn AND published <= strftime('%Y-%m-%d', 'now', '+8 hours')
            AND (until IS NULL OR until >= strftime('%Y-%m-%d', 'now', '+8 hours'));

        """

    private static func masked(_ column: String) -> String {
        "CASE WHEN length(\(column)) <= 4 THEN substr(\(column), 1, 1) || '**' "
            + "ELSE substr(\(column), 1, 3) || '****' || substr(\(column), -2) END"
    }

    /// SQLite's year back is the law's: 2024-02-29 lies in the year that ends on 2025-02-28, and in no later one.
    private static func years(of kind: String) -> String {
        """
        SELECT d.subject, date(d.day, '-1 year') AS first_day, d.day AS last_day,
            count(CASE WHEN v.is_effective THEN 1 END) AS effective, count(*) AS provisional,
            count(DISTINCT CASE WHEN v.is_effective THEN v.truck END) AS effective_trucks,
            count(DISTINCT v.truck) AS provisional_trucks,
            (SELECT issued FROM subject_fact s WHERE s.kind = '\(kind)' AND s.subject = d.subject) AS issued
        FROM (SELECT DISTINCT subject, day FROM case_subject WHERE kind = '\(kind)') d
            JOIN case_subject v ON v.kind = '\(kind)' AND v.subject = d.subject
                AND v.day BETWEEN date(d.day, '-1 year') AND d.day
        GROUP BY d.subject, d.day
        """
    }
}
