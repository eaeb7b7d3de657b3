import CPangoCairo

/// A JPEG picture, kept as its bytes; on a page it is embedded as it is, never compressed anew, so that the page holds the
/// evidence itself.
public struct Picture: Hashable, Sendable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The file.
    public let jpeg: [UInt8]

    /// Reads how large the picture is.
    ///
    /// - Throws: `TypesettingError.picture` where the bytes are no JPEG, or one of more than `ImageSurface.pixelsMax`.
    public init(jpeg: [UInt8]) throws {
        guard let (width, height) = Picture.size(of: jpeg) else { throw TypesettingError.picture("not a JPEG file") }
        guard (1...32_767).contains(width), (1...32_767).contains(height), width * height <= ImageSurface.pixelsMax
        else { throw TypesettingError.picture("\(width) by \(height) pixels") }
        self.width = width
        self.height = height
        self.jpeg = jpeg
    }

    /// Width and height from the frame header (ISO 10918-1 B.2.2).
    private static func size(of bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var at = 2
        while at + 9 <= bytes.count, bytes[at] == 0xFF {
            let marker = bytes[at + 1]
            if marker == 0xFF {
                at += 1
                continue
            }
            // SOF0 to SOF15 without the tables DHT, JPG and DAC.
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                let word = { (index: Int) in Int(bytes[index]) << 8 | Int(bytes[index + 1]) }
                return (word(at + 7), word(at + 5))
            }
            guard marker != 0xDA, marker != 0xD9 else { return nil }
            at += 2 + (Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
        }
        return nil
    }
}

extension Canvas {
    /// Draws a picture as large as fits into a box, in its middle.
    ///
    /// - Throws: `TypesettingError.drawing`.
    public func draw(_ picture: Picture, in box: Box) throws {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(picture.width), Int32(picture.height))
        else { throw TypesettingError.drawing("no picture") }
        defer { cairo_surface_destroy(surface) }
        let count = picture.jpeg.count
        let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        bytes.initialize(from: picture.jpeg, count: count)
        // The surface owns the bytes: a page may be written after this call.
        let status = cairo_surface_set_mime_data(
            surface,
            "image/jpeg",
            bytes,
            UInt(count),
            { $0?.assumingMemoryBound(to: UInt8.self).deallocate() },
            bytes
        )
        guard status == CAIRO_STATUS_SUCCESS else {
            bytes.deallocate()
            throw TypesettingError.drawing(words(of: status))
        }
        let scale = min(box.width / Double(picture.width), box.height / Double(picture.height))
        keepingState {
            cairo_translate(
                context,
                box.x + (box.width - Double(picture.width) * scale) / 2,
                box.y + (box.height - Double(picture.height) * scale) / 2
            )
            cairo_scale(context, scale, scale)
            cairo_set_source_surface(context, surface, 0, 0)
            cairo_paint(context)
        }
        try check()
    }
}
