import FeedContract
import Units

/// What is wrong with a line, and where: the column counts from 1.
struct MonFault: Error {
    let column: Int
    let what: String
}

/// Reads the fields of one line; columns are counted from 0, as the format's description does.
struct MonLine {
    let bytes: ArraySlice<UInt8>

    /// Where the axles begin, two fields of five characters each.
    private static let axleStart = 50
    private static let fieldWidth = 5

    func record() throws(MonFault) -> MonRecord {
        let axles = try axles()
        return MonRecord(
            at: try instant(),
            speed: MetresPerHour(kilometresPerHour: try number("speed", 36..<39, within: 0...300)),
            gross: try gross(of: axles),
            length: Millimetres(try number("length", 39..<44, within: FeedLimits.dimensionMm)),
            lane: try number("lane", 44..<45, within: 0...9),
            direction: try number("direction", 45..<46, within: 0...1),
            axles: axles
        )
    }

    private func instant() throws(MonFault) -> Instant {
        let year = try number("year", 13..<17, within: 1...9_999)
        let month = try number("month", 11..<13, within: 1...12)
        let day = try number("day", 9..<11, within: 1...31)
        guard let date = CivilDate(year: year, month: month, day: day) else {
            throw MonFault(column: 10, what: "there is no day \(day) in month \(month) of \(year)")
        }
        let hour = try number("hour", 17..<19, within: 0...23)
        let minute = try number("minute", 19..<21, within: 0...59)
        let milliseconds = try number("seconds × 1000", 21..<26, within: 0...59_999)
        return date.start + .minutes(Int64(hour * 60 + minute)) + Milliseconds(Int64(milliseconds))
    }

    private func axles() throws(MonFault) -> [MonAxle] {
        let count = try number("axles", 26..<28, within: FeedLimits.axles)
        var axles: [MonAxle] = []
        axles.reserveCapacity(count)
        for axle in 1...count {
            let start = MonLine.axleStart + (axle - 1) * 2 * MonLine.fieldWidth
            let middle = start + MonLine.fieldWidth
            let load = try number("load of axle \(axle)", start..<middle, within: FeedLimits.axleLoadKg)
            // The last axle has none behind it; whatever fills its field is not a distance.
            let spacing = axle == count ? nil : try spacing(behind: axle, middle..<(middle + MonLine.fieldWidth))
            axles.append(MonAxle(load: Kilograms(load), spacingBehind: spacing))
        }
        return axles
    }

    private func spacing(behind axle: Int, _ columns: Range<Int>) throws(MonFault) -> Millimetres {
        Millimetres(try number("spacing behind axle \(axle)", columns, within: FeedLimits.spacingMm))
    }

    /// The gross mass is checked against the loads: a line that does not add up was cut or shifted.
    private func gross(of axles: [MonAxle]) throws(MonFault) -> Kilograms {
        let gross = Kilograms(try number("gross mass", 30..<36, within: FeedLimits.grossKg))
        let sum = axles.reduce(Kilograms.zero) { $0 + $1.load }
        guard sum == gross else {
            throw MonFault(column: 31, what: "the gross mass is \(gross), but the axle loads add up to \(sum)")
        }
        return gross
    }

    /// A number, with spaces before it.
    private func number(_ name: String, _ columns: Range<Int>, within range: ClosedRange<Int>) throws(MonFault) -> Int {
        guard bytes.count >= columns.upperBound else {
            let end = "the line ends after \(bytes.count) characters"
            throw MonFault(column: bytes.count + 1, what: "\(end), before the \(name)")
        }
        var value: Int?
        for column in columns {
            let byte = bytes[bytes.startIndex + column]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = (value ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: " ") where value == nil: continue
            default: throw MonFault(column: column + 1, what: "the \(name) must be a whole number")
            }
        }
        guard let value else { throw MonFault(column: columns.lowerBound + 1, what: "the \(name) is missing") }
        guard range.contains(value) else {
            let allowed = "\(range.lowerBound)…\(range.upperBound)"
            throw MonFault(column: columns.lowerBound + 1, what: "the \(name) must be \(allowed), but is \(value)")
        }
        return value
    }
}
