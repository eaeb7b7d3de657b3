import CPangoCairo

/// A colour, of `0xRRGGBB`.
struct Colour {
    let (red, green, blue): (Double, Double, Double)

    init(_ hex: UInt32) {
        (red, green, blue) = (Double(hex >> 16 & 255) / 255, Double(hex >> 8 & 255) / 255, Double(hex & 255) / 255)
    }
}

/// A place on a picture, in pixels from its upper left corner.
struct Spot {
    var (x, y): (Double, Double)

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
}

/// A rectangle on a picture, in pixels.
struct Box {
    var (x, y, width, height): (Double, Double, Double, Double)

    init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    var right: Double { x + width }
    var bottom: Double { y + height }

    func inset(_ edge: Double) -> Box { Box(x + edge, y + edge, width - 2 * edge, height - 2 * edge) }
}

/// Draws on a picture in memory.
final class Pen {
    let surface: OpaquePointer
    let width: Int
    let height: Int
    private let context: OpaquePointer

    /// - Returns: `nil` when there is no memory for a picture of that size.
    init?(width: Int, height: Int) {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)) else {
            return nil
        }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface) else {
            cairo_surface_destroy(surface)
            return nil
        }
        (self.surface, self.context, self.width, self.height) = (surface, context, width, height)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    func fill(_ box: Box, _ colour: Colour, radius: Double = 0) {
        path(box, radius)
        set(colour)
        cairo_fill(context)
    }

    /// Fills from top to bottom.
    func fill(_ box: Box, from top: Colour, to bottom: Colour, radius: Double = 0) {
        let pattern = cairo_pattern_create_linear(0, box.y, 0, box.bottom)
        cairo_pattern_add_color_stop_rgb(pattern, 0, top.red, top.green, top.blue)
        cairo_pattern_add_color_stop_rgb(pattern, 1, bottom.red, bottom.green, bottom.blue)
        path(box, radius)
        cairo_set_source(context, pattern)
        cairo_fill(context)
        cairo_pattern_destroy(pattern)
    }

    func outline(_ box: Box, _ colour: Colour, _ width: Double, radius: Double = 0) {
        path(box, radius)
        set(colour)
        cairo_set_line_width(context, width)
        cairo_stroke(context)
    }

    func fill(_ corners: [Spot], _ colour: Colour) {
        path(corners)
        cairo_close_path(context)
        set(colour)
        cairo_fill(context)
    }

    func line(_ spots: [Spot], _ colour: Colour, _ width: Double) {
        path(spots)
        set(colour)
        cairo_set_line_width(context, width)
        cairo_stroke(context)
    }

    func disc(_ centre: Spot, _ radius: Double, _ colour: Colour) {
        cairo_new_path(context)
        cairo_arc(context, centre.x, centre.y, radius, 0, 2 * .pi)
        set(colour)
        cairo_fill(context)
    }

    /// Writes a line; what is too wide for its box is written smaller.
    ///
    /// - Parameter size: the height of the letters, in pixels.
    func write(_ text: String, in box: Box, size: Double, _ colour: Colour, isBold: Bool = false, isLeft: Bool = false)
    {
        guard let layout = pango_cairo_create_layout(context), let font = pango_font_description_new() else { return }
        defer {
            pango_font_description_free(font)
            g_object_unref(UnsafeMutableRawPointer(layout))
        }
        pango_font_description_set_family(font, "Noto Sans CJK SC")
        pango_font_description_set_weight(font, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_text(layout, text, -1)
        var (wide, high): (Int32, Int32) = (0, 0)
        for share in [1.0, 0.8, 0.6, 0.45] {
            pango_font_description_set_absolute_size(font, size * share * Double(PANGO_SCALE))
            pango_layout_set_font_description(layout, font)
            pango_layout_get_pixel_size(layout, &wide, &high)
            if Double(wide) <= box.width { break }
        }
        let x = isLeft ? box.x : box.x + (box.width - Double(wide)) / 2
        cairo_move_to(context, x, box.y + (box.height - Double(high)) / 2)
        set(colour)
        pango_cairo_show_layout(context, layout)
    }

    private func set(_ colour: Colour) { cairo_set_source_rgb(context, colour.red, colour.green, colour.blue) }

    private func path(_ spots: [Spot]) {
        cairo_new_path(context)
        for spot in spots { cairo_line_to(context, spot.x, spot.y) }
    }

    private func path(_ box: Box, _ radius: Double) {
        cairo_new_path(context)
        guard radius > 0 else { return cairo_rectangle(context, box.x, box.y, box.width, box.height) }
        let quarter = Double.pi / 2
        cairo_arc(context, box.right - radius, box.y + radius, radius, -quarter, 0)
        cairo_arc(context, box.right - radius, box.bottom - radius, radius, 0, quarter)
        cairo_arc(context, box.x + radius, box.bottom - radius, radius, quarter, 2 * quarter)
        cairo_arc(context, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter)
        cairo_close_path(context)
    }
}
