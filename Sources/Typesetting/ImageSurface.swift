import CPangoCairo

/// A picture in memory, four bytes a pixel: blue, green, red, alpha (premultiplied) on our little-endian machines.
///
/// Not `Sendable`: one thread draws it.
public final class ImageSurface {
    /// Pixels of a picture at most: 200 MB.
    public static let pixelsMax = 50_000_000

    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Where to draw; the unit is the pixel, the origin the upper left corner.
    public let canvas: Canvas

    private let surface: OpaquePointer

    /// A transparent picture.
    ///
    /// - Throws: `TypesettingError.drawing` where it is empty, or larger than `pixelsMax`.
    public init(width: Int, height: Int) throws {
        guard (1...32_767).contains(width), (1...32_767).contains(height), width * height <= ImageSurface.pixelsMax,
            let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
        else { throw TypesettingError.drawing("a picture of \(width) by \(height) pixels") }
        do {
            canvas = try Canvas(on: surface)
        } catch {
            cairo_surface_destroy(surface)
            throw error
        }
        self.surface = surface
        self.width = width
        self.height = height
    }

    deinit {
        cairo_surface_destroy(surface)
    }

    /// Reads or changes the pixels: `body` gets all rows, and the bytes from one row's start to the next one's.
    ///
    /// - Throws: `TypesettingError.drawing` where the drawing failed before; what `body` throws.
    public func withPixels<Result>(
        _ body: (UnsafeMutableRawBufferPointer, _ stride: Int) throws -> Result
    ) throws -> Result {
        try canvas.check()
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { throw TypesettingError.drawing("no pixels") }
        let stride = Int(cairo_image_surface_get_stride(surface))
        defer { cairo_surface_mark_dirty(surface) }
        return try body(UnsafeMutableRawBufferPointer(start: data, count: stride * height), stride)
    }
}
