import Law
public import Units

/// How figures and gaps are written on paper.
public enum Wording {
    /// What stands where nothing is known: a place to be filled in by hand.
    public static let open = "＿＿＿＿〔未填〕"

    /// 49,000 千克.
    public static func mass(_ mass: Kilograms?) -> String {
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
    public static func day(_ day: CivilDate) -> String {
        let (year, month, number) = day.parts
        return "\(year)年\(two(month))月\(two(number))日"
    }

    /// 2026年11月23日 10时15分30秒, in China's time.
    public static func time(_ instant: Instant?) -> String {
        guard let instant else { return open }
        let second = (instant - instant.day.start).rawValue / 1_000
        return day(instant.day) + " \(two(second / 3_600))时\(two(second / 60 % 60))分\(two(second % 60))秒"
    }

    /// The text, or the open place.
    public static func text(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return open }
        return text
    }

    /// A day, or an instant, as people's steps name it: 2026年11月27日.
    public static func moment(_ text: String?) -> String {
        guard let text else { return open }
        if let day = CivilDate(text) { return Wording.day(day) }
        return Instant(rfc3339: text).map { time($0) } ?? text
    }

    /// A plate's colour by its name in the store; `nil` for one that was not recognised.
    public static func colour(_ name: String?) -> String? { name.flatMap { colours[$0] } }

    /// A vehicle's form by its name in the store; `nil` for an unknown one.
    public static func form(_ name: String?) -> String? {
        let form = name.flatMap(VehicleForm.init(rawValue:))
        return form == .unknown ? nil : form?.chinese
    }

    private static let colours = [
        "blue": "蓝色", "yellow": "黄色", "green": "绿色", "yellow-green": "黄绿色", "white": "白色", "black": "黑色",
    ]

    private static func two(_ number: some BinaryInteger) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
