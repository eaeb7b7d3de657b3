import Units

/// How figures and gaps are written on paper.
enum Wording {
    /// What stands where nothing is known: a place to be filled in by hand.
    static let open = "＿＿＿＿〔未填〕"

    /// 49,000 千克.
    static func mass(_ mass: Kilograms?) -> String {
        guard let mass else { return open }
        let digits = String(mass.rawValue.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (mass.rawValue < 0 ? "-" : "") + text + " 千克"
    }

    /// 2026年11月23日.
    static func day(_ day: CivilDate) -> String {
        let (year, month, number) = day.parts
        return "\(year)年\(two(month))月\(two(number))日"
    }

    /// 2026年11月23日 10时15分30秒, in China's time.
    static func time(_ instant: Instant?) -> String {
        guard let instant else { return open }
        let second = (instant - instant.day.start).rawValue / 1_000
        return day(instant.day) + " \(two(second / 3_600))时\(two(second / 60 % 60))分\(two(second % 60))秒"
    }

    /// The text, or the open place.
    static func text(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return open }
        return text
    }

    private static func two(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
