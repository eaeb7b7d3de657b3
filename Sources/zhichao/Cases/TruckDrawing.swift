/// A truck in plain characters: cab, load, wheels where its axles are, each axle's load, the axle groups and the total
/// against their limits.
///
/// Only ASCII, since box-drawing characters take one column in some terminals and two in others. At most 100 columns.
struct TruckDrawing {
    /// Axle loads from the front, kg.
    let loads: [Int]
    /// Distances from axle to axle, mm, one fewer than axles; `nil` where they are not known: then axles are drawn evenly.
    let spacings: [Int]?
    /// Whether it is drawn in two parts: anything but a rigid truck.
    let hasTrailer: Bool
    /// Mass as judged, kg.
    let assessed: Int
    /// What is allowed, kg.
    let limit: Int
    /// Axle groups against their limits; none where they are not known.
    var groups: [Group] = []

    /// An axle group: its axles from 1 at the front, what it carries and may carry, kg.
    struct Group {
        let axles: ClosedRange<Int>
        let load: Int
        let limit: Int?

        var excess: Int { limit.map { max(0, load - $0) } ?? 0 }
    }

    /// Columns that the axles may take.
    private static let span = 72
    /// Columns from axle to axle at least, so that the loads below do not touch.
    private static let gapMin = 7
    /// Columns before the first axle and behind the last.
    private static let overhang = 5
    /// More axles are listed and not drawn.
    private static let axlesMax = 11
    private static let barWidth = 50

    /// The drawing and the bar; the bar alone where there is nothing to draw.
    var lines: [String] {
        guard loads.count >= 2, loads.count <= TruckDrawing.axlesMax else { return [bar] }
        return body + [weights] + marks + [bar] + groupLines
    }

    /// `!` under the wheels of each group that is over its limit.
    private var marks: [String] {
        let columns = columns
        var line = Array(repeating: Character(" "), count: (columns.last ?? 0) + 3)
        let over = groups.filter { $0.excess > 0 && columns.indices.contains($0.axles.upperBound - 1) }
        for group in over {
            for column in columns[group.axles.lowerBound - 1] - 2...columns[group.axles.upperBound - 1] + 2 {
                line[column] = "!"
            }
        }
        return over.isEmpty ? [] : [String(line).withoutTrailingBlanks]
    }

    /// `2-3  20000 / 18000 kg  +2000`: the axles of a group, its load and limit.
    private var groupLines: [String] {
        func padded(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        return groups.map { group in
            let (first, last) = (group.axles.lowerBound, group.axles.upperBound)
            let axles = first == last ? "\(first)" : "\(first)-\(last)"
            return padded(axles, 5) + padded("\(group.load)", 8) + " /" + padded(group.limit.map { "\($0)" } ?? "-", 6)
                + " kg" + (group.excess > 0 ? "  +\(group.excess)" : "")
        }
    }

    /// The column of each axle's wheel.
    private var columns: [Int] {
        let gaps = spacings.flatMap { $0.count == loads.count - 1 && !$0.contains { $0 <= 0 } ? $0 : nil }
        let total = max(1, gaps?.reduce(0, +) ?? loads.count - 1)
        var (distance, columns) = (0, [TruckDrawing.overhang])
        for index in 1..<loads.count {
            distance += gaps?[index - 1] ?? 1
            // What is left is enough for the axles that follow.
            let room = TruckDrawing.span - (loads.count - 1 - index) * TruckDrawing.gapMin
            let ideal = min(room, distance * TruckDrawing.span / total)
            columns.append(max(columns[index - 1] + TruckDrawing.gapMin, TruckDrawing.overhang + ideal))
        }
        return columns
    }

    /// Behind which axle the trailer is coupled: before the widest distance.
    private var lastOfTractor: Int? {
        guard hasTrailer, loads.count >= 3 else { return nil }
        guard let spacings, spacings.count == loads.count - 1 else { return min(2, loads.count - 2) }
        // Never behind the front axle: a tractor has another one.
        let widest = spacings.indices.dropFirst().max { spacings[$0] < spacings[$1] }
        return widest
    }

    private var body: [String] {
        let columns = columns
        let (cabEnd, end) = (columns[0] + 4, columns[columns.count - 1] + TruckDrawing.overhang)
        let coupling = lastOfTractor.map { (columns[$0] + columns[$0 + 1]) / 2 }
        var top = Array(repeating: Character(" "), count: end + 1)
        var side = top
        var floor = Array(repeating: Character("-"), count: end + 1)
        for column in cabEnd + 2...end { top[column] = "_" }
        for column in 2..<cabEnd { top[column] = "_" }
        (side[1], side[cabEnd], side[cabEnd + 2], side[end]) = ("/", "|", "|", "|")
        if let coupling { (top[coupling], side[coupling], floor[coupling]) = (" ", ":", "=") }
        (floor[0], floor[1]) = (" ", "|")
        for column in columns { (floor[column - 1], floor[column], floor[column + 1]) = ("(", "O", ")") }
        return [top, side, floor].map { String($0).withoutTrailingBlanks }
    }

    /// Each load under its wheel.
    private var weights: String {
        var line = ""
        for (column, load) in zip(columns, loads) {
            let text = "\(load)"
            let start = max(line.isEmpty ? 0 : line.count + 1, column - text.count / 2)
            line += String(repeating: " ", count: start - line.count) + text
        }
        return line
    }

    /// `[##########|!!!!]`: up to the limit, and beyond it.
    private var bar: String {
        let most = max(assessed, limit, 1)
        let allowed = limit * TruckDrawing.barWidth / most
        let used = assessed * TruckDrawing.barWidth / most
        let within = min(allowed, used)
        let over = assessed > limit ? max(1, used - allowed) : 0
        let room = allowed - within
        let marks =
            String(repeating: "#", count: within) + String(repeating: " ", count: room) + "|"
            + String(repeating: "!", count: over)
        return "[\(marks)]  \(assessed) / \(limit) kg" + (assessed > limit ? "  +\(assessed - limit)" : "")
    }
}
