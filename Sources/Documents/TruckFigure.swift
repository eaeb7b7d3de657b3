import CaseStore
import Enforcement
import Typesetting
import Units

/// The truck from the side: axles where they were weighed, and each group's load against its limit.
struct TruckFigure {
    static let height = 54.0.mm
    /// The body's upper edge above the road, mm.
    private static let tall = 3_500.0
    private static let labelledGroupsMax = 8

    /// Distance of each axle from the first, mm.
    private let places: [Double]
    private let loads: [Kilograms]
    private let groups: [AxleGroupLoad]

    /// - Returns: `nil` where no axle was weighed.
    init?(_ dossier: CaseDossier) {
        guard let opening = dossier.carrying, !opening.axleLoads.isEmpty else { return nil }
        loads = opening.axleLoads
        groups = opening.groups ?? []
        places = MeasuredPassage(dossier).places(axles: opening.axleLoads.count)
    }

    func draw(on canvas: Canvas, in box: Box) throws {
        let (front, rear) = (1_400.0, 1_300.0)
        let length = front + (places.last ?? 0) + rear
        // To scale, as large as the box lets it be.
        let scale = min((box.width - 16.0.mm) / length, 21.0.mm / TruckFigure.tall)
        let left = box.x + (box.width - length * scale) / 2 + front * scale
        let ground = box.y + 25.0.mm
        func x(_ place: Double) -> Double { left + place * scale }
        let wheel = 520 * scale
        let cabEnd = x(min(900, (places.dropFirst().first ?? 3_000) * 0.35))
        let cab = Box(x: x(-1_300), y: ground - 3_000 * scale, width: cabEnd - x(-1_300), height: 2_300 * scale)
        canvas.fill(cab, .grey(0.86))
        canvas.frame(cab)
        let body = Box(
            x: cabEnd + 250 * scale,
            y: ground - TruckFigure.tall * scale,
            width: max(0, x((places.last ?? 0) + 1_100) - cabEnd - 250 * scale),
            height: 2_450 * scale
        )
        canvas.fill(body, .grey(0.94))
        canvas.frame(body)
        for place in places {
            let centre = Point(x(place), ground - wheel)
            canvas.circle(at: centre, radius: wheel, fill: .grey(0.25))
            canvas.circle(at: centre, radius: wheel * 0.45, fill: .white)
        }
        canvas.line(from: Point(box.x + 4.0.mm, ground), to: Point(box.x + box.width - 4.0.mm, ground), width: 0.8)
        var rows = LabelRows()
        for (index, load) in loads.enumerated() where places.indices.contains(index) {
            let label = try caption("\(load.rawValue)", canvas)
            let row = rows.row(for: label.inkWidth, at: x(places[index]))
            draw(label, middle: x(places[index]), top: ground + 1.0.mm + Double(row) * 3.2.mm)
        }
        var groupRows = LabelRows()
        for group in groups { try draw(group, canvas, x, ground + 8.2.mm, &groupRows) }
        let note = try caption("单位：千克；▲ 超过轴组限值（仅记录，不单独立案）", canvas)
        draw(note, middle: box.x + box.width / 2, top: box.y + 49.5.mm)
    }

    /// A bracket below its axles, and load / limit.
    private func draw(
        _ group: AxleGroupLoad,
        _ canvas: Canvas,
        _ x: (Double) -> Double,
        _ top: Double,
        _ rows: inout LabelRows
    ) throws {
        guard places.indices.contains(group.first - 1), places.indices.contains(group.last - 1) else { return }
        let (start, end) = (x(places[group.first - 1]) - 2.0.mm, x(places[group.last - 1]) + 2.0.mm)
        let points = [
            Point(start, top), Point(start, top + 1.2.mm), Point(end, top + 1.2.mm), Point(end, top),
        ]
        canvas.stroke(points, closed: false, width: 0.6)
        let isOver = group.excess != nil
        let limit = group.limit.map { "\($0.rawValue)" } ?? "—"
        // Beyond some groups there is no room for figures; the table below has them.
        guard groups.count <= TruckFigure.labelledGroupsMax else {
            let sign = try caption(isOver ? "▲" : "", canvas)
            return draw(sign, middle: (start + end) / 2, top: top + 1.8.mm)
        }
        let label = try caption("\(group.load.rawValue)\n限 \(limit)\(isOver ? " ▲" : "")", canvas)
        let middle = (start + end) / 2
        let row = rows.row(for: label.inkWidth, at: middle)
        draw(label, middle: middle, top: top + 1.8.mm + Double(row) * 7.0.mm)
    }

    private func caption(_ text: String, _ canvas: Canvas) throws -> Paragraph {
        try Paragraph(text, TextStyle(.hei, 7.5, .centre), on: canvas)
    }

    private func draw(_ label: Paragraph, middle: Double, top: Double) {
        label.draw(at: Point(middle - label.inkWidth / 2, top))
    }
}

/// Two rows for labels that stand close: one that would touch its neighbour goes into the second.
private struct LabelRows {
    private var ends = [-Double.infinity, -Double.infinity]

    /// The row of a label; where both are taken, that with more room.
    mutating func row(for width: Double, at middle: Double) -> Int {
        let start = middle - width / 2 - 1.0.mm
        let row = ends[0] <= start ? 0 : ends[1] <= start || ends[1] < ends[0] ? 1 : 0
        ends[row] = middle + width / 2
        return row
    }
}
