import CPangoCairo

/// A colour, each part from 0 to 1.
public struct Colour: Hashable, Sendable {
    /// Red.
    public var red: Double
    /// Green.
    public var green: Double
    /// Blue.
    public var blue: Double

    /// A colour.
    public init(_ red: Double, _ green: Double, _ blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A grey, 0 black to 1 white.
    public static func grey(_ level: Double) -> Colour { Colour(level, level, level) }

    /// Black.
    public static let black = grey(0)
    /// White.
    public static let white = grey(1)
}

/// A rectangle in the canvas's units.
public struct Box: Hashable, Sendable {
    /// Left edge.
    public var x: Double
    /// Upper edge.
    public var y: Double
    /// Width.
    public var width: Double
    /// Height.
    public var height: Double

    /// A rectangle.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// A point in the canvas's units.
public struct Point: Hashable, Sendable {
    /// From the left edge.
    public var x: Double
    /// From the upper edge.
    public var y: Double

    /// A point.
    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// Draws on a page or a picture: lines, areas, text and pictures.
///
/// A failure stays with the canvas and is thrown where the work ends (`check`), as the library keeps it.
public final class Canvas {
    let context: OpaquePointer

    init(on surface: OpaquePointer) throws {
        guard let context = cairo_create(surface) else { throw TypesettingError.drawing("no context") }
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else {
            cairo_destroy(context)
            throw TypesettingError.drawing(words(of: status))
        }
        self.context = context
    }

    deinit {
        cairo_destroy(context)
    }

    /// Whether all went well so far.
    ///
    /// - Throws: `TypesettingError.drawing`.
    public func check() throws {
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else { throw TypesettingError.drawing(words(of: status)) }
    }

    func endPage() {
        cairo_show_page(context)
    }

    /// Draws a line.
    public func line(
        from start: Point,
        to end: Point,
        width: Double = 0.5,
        dash: [Double] = [],
        _ colour: Colour = .black
    ) {
        stroke([start, end], closed: false, width: width, dash: dash, colour)
    }

    /// Draws along points.
    public func stroke(
        _ points: [Point],
        closed: Bool,
        width: Double = 0.5,
        dash: [Double] = [],
        _ colour: Colour = .black
    ) {
        keepingState {
            path(points, closed: closed)
            paint(colour)
            cairo_set_line_width(context, width)
            cairo_set_dash(context, dash, Int32(dash.count), 0)
            cairo_stroke(context)
        }
    }

    /// Fills the area within points.
    public func fill(_ points: [Point], _ colour: Colour) {
        keepingState {
            path(points, closed: true)
            paint(colour)
            cairo_fill(context)
        }
    }

    /// Draws a rectangle's edge.
    public func frame(_ box: Box, width: Double = 0.5, dash: [Double] = [], _ colour: Colour = .black) {
        keepingState {
            cairo_rectangle(context, box.x, box.y, box.width, box.height)
            paint(colour)
            cairo_set_line_width(context, width)
            cairo_set_dash(context, dash, Int32(dash.count), 0)
            cairo_stroke(context)
        }
    }

    /// Fills a rectangle.
    public func fill(_ box: Box, _ colour: Colour) {
        keepingState {
            cairo_rectangle(context, box.x, box.y, box.width, box.height)
            paint(colour)
            cairo_fill(context)
        }
    }

    /// Draws a circle: its area, then its edge; `nil` leaves one out.
    public func circle(at centre: Point, radius: Double, fill: Colour?, edge: Colour? = .black, width: Double = 0.5) {
        keepingState {
            cairo_new_path(context)
            cairo_arc(context, centre.x, centre.y, radius, 0, 2 * Double.pi)
            if let fill {
                paint(fill)
                cairo_fill_preserve(context)
            }
            if let edge {
                paint(edge)
                cairo_set_line_width(context, width)
                cairo_stroke_preserve(context)
            }
            cairo_new_path(context)
        }
    }

    func paint(_ colour: Colour) {
        cairo_set_source_rgb(context, colour.red, colour.green, colour.blue)
    }

    func keepingState(_ work: () -> Void) {
        cairo_save(context)
        work()
        cairo_restore(context)
    }

    private func path(_ points: [Point], closed: Bool) {
        cairo_new_path(context)
        for point in points { cairo_line_to(context, point.x, point.y) }
        if closed { cairo_close_path(context) }
    }
}
