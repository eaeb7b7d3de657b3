import Readings

/// A number plate (号牌) as GA 36 has it.
enum PlateDrawing {
    static func draw(_ plate: String, _ colour: PlateColour, in box: Box, on pen: Pen) {
        let (ground, ink) = colours(colour)
        let radius = box.height * 0.1
        pen.fill(Box(box.x - 2, box.y - 2, box.width + 4, box.height + 4), Colour(0x20_20_20), radius: radius)
        pen.fill(box, ground, radius: radius)
        switch colour {
        case .green: pen.fill(box, from: Colour(0xF4_FA_F4), to: Colour(0x35_B8_70), radius: radius)
        case .yellowGreen:
            pen.fill(Box(box.x, box.y, box.width * 0.26, box.height), Colour(0xF2_C4_1D), radius: radius)
        case .yellow, .blue, .black, .white, .unknown: break
        }
        pen.outline(box.inset(box.height * 0.05), ink, max(1, box.height * 0.03), radius: radius * 0.8)
        let text = plate.count > 2 ? "\(plate.prefix(2))·\(plate.dropFirst(2))" : plate
        // Letters take about so much of the width, whatever their number.
        let size = min(box.height * 0.78, box.width / Double(max(1, text.count)) * 1.28)
        pen.write(text, in: box, size: size, ink, isBold: true)
    }

    private static func colours(_ colour: PlateColour) -> (ground: Colour, ink: Colour) {
        switch colour {
        case .yellow: (Colour(0xF2_C4_1D), Colour(0x11_11_11))
        case .blue: (Colour(0x1B_4F_C4), Colour(0xFF_FF_FF))
        case .yellowGreen: (Colour(0x4C_BE_7B), Colour(0x11_11_11))
        case .green: (Colour(0x35_B8_70), Colour(0x11_11_11))
        case .black: (Colour(0x15_15_15), Colour(0xFF_FF_FF))
        case .white, .unknown: (Colour(0xF4_F4_F4), Colour(0x11_11_11))
        }
    }
}
