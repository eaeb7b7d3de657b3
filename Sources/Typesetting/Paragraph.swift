import CPangoCairo

/// A text set to a width: measured, then drawn. Lines wrap between words, or anywhere in a word that is longer than a line;
/// nothing is ever cut off.
public final class Paragraph {
    /// The height of all its lines.
    public let height: Double
    /// The width of its widest line; more than the width it was set to only where one character is.
    public let inkWidth: Double
    /// How many lines it has.
    public let lines: Int

    private let layout: OpaquePointer
    private let canvas: Canvas

    /// Sets a text.
    ///
    /// - Parameters:
    ///   - text: from anywhere: made harmless by `PlainText`.
    ///   - width: what its lines may take, in the canvas's units; `nil`: no line is wrapped.
    ///   - canvas: where it will be drawn.
    /// - Throws: `TypesettingError.drawing`.
    public init(_ text: String, _ style: TextStyle, width: Double? = nil, on canvas: Canvas) throws {
        guard let layout = pango_cairo_create_layout(canvas.context),
            let description = pango_font_description_new()
        else { throw TypesettingError.drawing("no layout") }
        defer { pango_font_description_free(description) }
        // Without hints a text takes the same room at any scale, so a page is the same on every machine.
        if let context = pango_layout_get_context(layout), let options = cairo_font_options_create() {
            cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
            cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
            pango_cairo_context_set_font_options(context, options)
            cairo_font_options_destroy(options)
            pango_cairo_context_set_resolution(context, 72)
            pango_context_set_round_glyph_positions(context, 0)
            pango_context_set_language(context, pango_language_from_string("zh-CN"))
            pango_layout_context_changed(layout)
        }
        pango_font_description_set_family(description, style.face.family)
        pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(description, style.face.isHeavy ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, description)
        let utf8 = Array(PlainText(text).text.utf8)
        utf8.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
            }
        }
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE)
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_alignment(layout, style.alignment.pango)
        if let width { pango_layout_set_width(layout, Int32((max(1, width) * Double(PANGO_SCALE)).rounded(.down))) }
        var extents = PangoRectangle()
        pango_layout_get_extents(layout, nil, &extents)
        height = Double(extents.height) / Double(PANGO_SCALE)
        inkWidth = Double(extents.width) / Double(PANGO_SCALE)
        lines = Int(pango_layout_get_line_count(layout))
        self.layout = layout
        self.canvas = canvas
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    /// Draws it; `point` is the upper left corner of its width.
    public func draw(at point: Point, _ colour: Colour = .black) {
        canvas.keepingState {
            canvas.paint(colour)
            cairo_move_to(canvas.context, point.x, point.y)
            pango_cairo_show_layout(canvas.context, layout)
        }
    }
}

extension TextStyle.Alignment {
    fileprivate var pango: PangoAlignment {
        switch self {
        case .leading: PANGO_ALIGN_LEFT
        case .centre: PANGO_ALIGN_CENTER
        case .trailing: PANGO_ALIGN_RIGHT
        }
    }
}
