import CaseStore
import Enforcement
import Foundation
import Typesetting
import Units

/// The truck from the side: axles where they were weighed, and each group's load against its limit.
struct TruckFigure {
    static let height = 48.0.mm
    /// The body's upper edge above the road, mm.
    private static let tall = 3_500.0

    /// Distance of each axle from the first, mm.
    private let places: [Double]
    private let loads: [Kilograms]
    private let groups: [AxleGroupLoad]

    /// - Returns: `nil` where no axle was weighed.
    init?(_ dossier: CaseDossier) {
        guard let opening = dossier.carrying, !opening.axleLoads.isEmpty else { return nil }
        loads = opening.axleLoads
        groups = opening.groups ?? []
        places = TruckFigure.places(dossier, count: opening.axleLoads.count)
    }

    private struct Weighing: Decodable {
        struct Axle: Decodable {
            let spacing: Double?

            enum CodingKeys: String, CodingKey { case spacing = "spacing_mm" }
        }

        let axles: [Axle]
    }

    /// As the instrument measured them; 1.8 m apart where it did not, or where the reading was erased.
    private static func places(_ dossier: CaseDossier, count: Int) -> [Double] {
        let record = dossier.records.first { $0.reading == dossier.summary.passage }
        let weighing = record.flatMap { try? JSONDecoder().decode(Weighing.self, from: Data($0.payload)) }
        var (place, places) = (0.0, [Double]())
        for axle in 0..<count {
            if axle > 0 {
                let axles = weighing?.axles ?? []
                place += (axles.indices.contains(axle) ? axles[axle].spacing : nil) ?? 1_800
            }
            places.append(place)
        }
        return places
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
        for (index, load) in loads.enumerated() where places.indices.contains(index) {
            try write("\(load.rawValue)", canvas, middle: x(places[index]), top: ground + 1.0.mm, isBold: false)
        }
        for group in groups { try draw(group, canvas, x, ground + 6.0.mm) }
        try write(
            "单位：千克；▲ 超过轴组限值（仅记录，不单独立案）",
            canvas,
            middle: box.x + box.width / 2,
            top: box.y + 43.0.mm,
            isBold: false
        )
    }

    /// A bracket below its axles, and load / limit.
    private func draw(_ group: AxleGroupLoad, _ canvas: Canvas, _ x: (Double) -> Double, _ top: Double) throws {
        guard places.indices.contains(group.first - 1), places.indices.contains(group.last - 1) else { return }
        let (start, end) = (x(places[group.first - 1]) - 2.0.mm, x(places[group.last - 1]) + 2.0.mm)
        let points = [
            Point(start, top), Point(start, top + 1.2.mm), Point(end, top + 1.2.mm), Point(end, top),
        ]
        canvas.stroke(points, closed: false, width: 0.6)
        let isOver = group.excess != nil
        let limit = group.limit.map { "\($0.rawValue)" } ?? "—"
        let text = "\(group.load.rawValue)\n限 \(limit)\(isOver ? " ▲" : "")"
        try write(text, canvas, middle: (start + end) / 2, top: top + 1.8.mm, isBold: isOver)
    }

    private func write(_ text: String, _ canvas: Canvas, middle: Double, top: Double, isBold: Bool) throws {
        let style = TextStyle(.hei, 7.5, bold: isBold, .centre)
        let paragraph = try Paragraph(text, style, on: canvas)
        paragraph.draw(at: Point(middle - paragraph.inkWidth / 2, top))
    }
}
