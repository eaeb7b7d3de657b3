import Readings
import StationFeed
import Units

/// A vehicle from the side, to scale: every axle where it was weighed.
struct SideView {
    private static let wheelRadius = 500.0
    /// From the first axle forward, and from the last one back, in mm.
    private static let (front, rear) = (1_400.0, 1_200.0)

    let vehicle: SeenVehicle
    let pen: Pen
    /// Where the road is.
    let ground: Double
    let field: Box

    private var length: Double { SideView.front + Double(vehicle.axles.last?.rawValue ?? 3_500) + SideView.rear }
    /// Pixels a mm: long vehicles fill the picture, short ones are not drawn larger than life.
    private var scale: Double { min(field.width / length, 0.085) }
    private var left: Double { field.x + (field.width - length * scale) / 2 }

    private func x(_ millimetres: Double) -> Double { left + (SideView.front + millimetres) * scale }
    private func y(_ millimetres: Double) -> Double { ground - millimetres * scale }

    private func box(from start: Double, to end: Double, low: Double, high: Double) -> Box {
        Box(x(start), y(high), (end - start) * scale, (high - low) * scale)
    }

    func draw() {
        let axles = vehicle.axles.map { Double($0.rawValue) }
        let last = axles.last ?? 3_500
        let cabEnd = min(1_000, (axles.dropFirst().first ?? 3_500) * 0.4)
        let body = Colour(0x3B_6E_A5)
        pen.fill(box(from: -1_300, to: last + 1_100, low: 700, high: 1_050), Colour(0x2B_2B_2B))
        drawCab(to: cabEnd)
        let split = trailerStart(axles)
        if let split {
            drawBody(from: cabEnd + 250, to: split - 150, Colour(0x5A_5A_5A), high: 1_500)
            drawBody(from: trailerBody(split, axles, cabEnd), to: last + 1_100, body, high: 3_600)
        } else {
            drawBody(from: cabEnd + 250, to: last + 1_100, body, high: 3_400)
        }
        for axle in axles { drawWheel(axle) }
    }

    /// The widest gap after the tractor's or truck's own axles: there the trailer begins.
    private func trailerStart(_ axles: [Double]) -> Double? {
        guard vehicle.form != .rigid, vehicle.form != .bus, vehicle.form != .car, axles.count > 2 else { return nil }
        let gaps = zip(axles, axles.dropFirst()).enumerated().dropFirst()
        return gaps.max { $0.element.1 - $0.element.0 < $1.element.1 - $1.element.0 }.map { $0.element.0 + 700 }
    }

    /// A semitrailer lies on its tractor; other trailers follow it.
    private func trailerBody(_ split: Double, _ axles: [Double], _ cabEnd: Double) -> Double {
        vehicle.form == .articulated || vehicle.form == .unknown ? cabEnd + 350 : split
    }

    private func drawCab(to end: Double) {
        let cab = box(from: -1_300, to: end, low: 800, high: 2_900)
        pen.fill(cab, from: Colour(0xC8_3A_2E), to: Colour(0x8E_24_1B), radius: 6)
        let window = box(from: -1_000, to: end - 450, low: 1_900, high: 2_650)
        pen.fill(window, Colour(0xBF_D9_E8), radius: 4)
        pen.fill(box(from: -1_400, to: -1_150, low: 850, high: 1_100), Colour(0xF5_F0_C8), radius: 2)
    }

    private func drawBody(from start: Double, to end: Double, _ colour: Colour, high: Double) {
        guard end > start else { return }
        let box = box(from: start, to: end, low: 1_100, high: high)
        pen.fill(box, colour, radius: 3)
        let ribs = max(1, Int((end - start) / 900))
        for rib in 1..<max(2, ribs) {
            let x = box.x + box.width * Double(rib) / Double(ribs)
            pen.line([Spot(x, box.y + 4), Spot(x, box.bottom - 4)], Colour(0x27_4C_74), 2)
        }
        guard high > 3_000 else { return }
        // The load stands over the boards, under its tarpaulin.
        pen.fill(
            [
                Spot(box.x, box.y), Spot(box.x + box.width * 0.08, box.y - 320 * scale),
                Spot(box.right - box.width * 0.08, box.y - 320 * scale), Spot(box.right, box.y),
            ],
            Colour(0x5E_6B_4A)
        )
    }

    private func drawWheel(_ axle: Double) {
        let centre = Spot(x(axle), y(SideView.wheelRadius))
        pen.disc(centre, SideView.wheelRadius * scale, Colour(0x15_15_15))
        pen.disc(centre, SideView.wheelRadius * 0.55 * scale, Colour(0x8A_8A_8A))
        pen.disc(centre, SideView.wheelRadius * 0.18 * scale, Colour(0x30_30_30))
    }
}
