import CPangoCairo

extension Double {
    /// Millimetres in points of 1/72 inch, the unit of pages.
    public var mm: Double { self * 72 / 25.4 }
}

/// A PDF of A4 pages in memory. The same drawing with the same arguments gives the same bytes.
///
/// Not `Sendable`: one thread draws and finishes it.
public final class PDFSurface {
    /// Width of a page, points.
    public static let width = 210.0.mm
    /// Height of a page, points.
    public static let height = 297.0.mm

    /// Where to draw; the unit is the point, the origin the page's upper left corner.
    public let canvas: Canvas

    private let surface: OpaquePointer
    private let sink: Sink

    /// Takes the bytes that the library writes.
    private final class Sink {
        var bytes: [UInt8] = []
    }

    /// An empty document.
    ///
    /// - Parameters:
    ///   - title: what a reader's window shows.
    ///   - created: the creation date as ISO 8601 says it, `2026-11-23T10:15:30+08:00`; the clock is never asked.
    /// - Throws: `TypesettingError.drawing`.
    public init(title: String, created: String) throws {
        let sink = Sink()
        let write: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
            sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
            return CAIRO_STATUS_SUCCESS
        }
        let closure = Unmanaged.passUnretained(sink).toOpaque()
        guard
            let surface = cairo_pdf_surface_create_for_stream(write, closure, PDFSurface.width, PDFSurface.height)
        else { throw TypesettingError.drawing("no surface") }
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, PlainText(title).text)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "zhichao")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created)
        do {
            canvas = try Canvas(on: surface)
        } catch {
            cairo_surface_finish(surface)
            cairo_surface_destroy(surface)
            throw error
        }
        self.surface = surface
        self.sink = sink
    }

    deinit {
        // Finished before the sink goes: the library writes its last bytes here.
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// Ends the page; what follows is drawn on the next one.
    public func endPage() {
        canvas.endPage()
    }

    /// Ends the document.
    ///
    /// - Returns: the whole file.
    /// - Throws: `TypesettingError.drawing` where anything failed on the way.
    public func finish() throws -> [UInt8] {
        try canvas.check()
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else { throw TypesettingError.drawing(words(of: status)) }
        return sink.bytes
    }
}

/// The library's words for a status.
func words(of status: cairo_status_t) -> String {
    cairo_status_to_string(status).map { String(cString: $0) } ?? "status \(status.rawValue)"
}
