import Readings
import StationFeed

/// A vehicle from the front or from behind, with its plate.
struct EndView {
    let vehicle: SeenVehicle
    let isRear: Bool
    let pen: Pen
    let ground: Double
    let field: Box

    func draw() {
        let wide = 300.0
        let x = field.x + (field.width - wide) / 2
        let isLarge = vehicle.form != .car
        let high = isLarge ? 300.0 : 190.0
        let body = Box(x, ground - 42 - high, wide, high)
        for side in [body.x + 12, body.right - 62] {
            pen.fill(Box(side, ground - 74, 50, 74), Colour(0x15_15_15), radius: 10)
        }
        if isRear { drawRear(body) } else { drawFront(body) }
        // A trailer's plate is at its rear, the truck's in front.
        let plate = isRear ? vehicle.trailerPlate ?? vehicle.plate : vehicle.plate
        guard !plate.isEmpty else { return }
        let size = (width: 132.0, height: 42.0)
        PlateDrawing.draw(
            plate,
            vehicle.colour,
            in: Box(body.x + (wide - size.width) / 2, body.bottom - 58, size.width, size.height),
            on: pen
        )
    }

    private func drawFront(_ body: Box) {
        pen.fill(body, from: Colour(0xC8_3A_2E), to: Colour(0x8E_24_1B), radius: 14)
        pen.fill(Box(body.x + 24, body.y + 40, body.width - 48, 92), Colour(0xBF_D9_E8), radius: 8)
        pen.line([Spot(body.x + 150, body.y + 40), Spot(body.x + 150, body.y + 132)], Colour(0x6D_1A_13), 3)
        let grille = Box(body.x + 70, body.bottom - 128, body.width - 140, 54)
        pen.fill(grille, Colour(0x2B_2B_2B), radius: 5)
        for place in 1..<5 {
            let y = grille.y + grille.height * Double(place) / 5
            pen.line([Spot(grille.x + 6, y), Spot(grille.right - 6, y)], Colour(0x77_77_77), 2)
        }
        for x in [body.x + 34, body.right - 34] {
            pen.disc(Spot(x, body.bottom - 98), 20, Colour(0xF5_F0_C8))
        }
        pen.fill(Box(body.x - 6, body.bottom - 66, body.width + 12, 62), Colour(0x3A_3A_3A), radius: 8)
    }

    private func drawRear(_ body: Box) {
        pen.fill(body, from: Colour(0x3B_6E_A5), to: Colour(0x27_4C_74), radius: 4)
        pen.line([Spot(body.x + 150, body.y), Spot(body.x + 150, body.bottom - 70)], Colour(0x1C_36_52), 3)
        for place in 0..<6 {
            // 车身反光标识: red and white in turn.
            let x = body.x + body.width * Double(place) / 6
            let colour = place.isMultiple(of: 2) ? Colour(0xD8_2A_2A) : Colour(0xF4_F4_F4)
            pen.fill(Box(x, body.bottom - 88, body.width / 6, 12), colour)
        }
        pen.fill(Box(body.x - 6, body.bottom - 66, body.width + 12, 62), Colour(0x3A_3A_3A), radius: 8)
        for x in [body.x + 14, body.right - 50] {
            pen.fill(Box(x, body.bottom - 50, 36, 22), Colour(0xB5_1E_1E), radius: 4)
        }
    }
}
