import CPangoCairo
import CTurboJPEG

/// Pictures as JPEG: the same picture is the same bytes, with one version of libjpeg-turbo.
enum JPEG {
    private static let quality: Int32 = 80

    /// - Returns: `nil` when there is no memory.
    static func encode(_ pen: Pen) -> [UInt8]? {
        cairo_surface_flush(pen.surface)
        guard let pixels = cairo_image_surface_get_data(pen.surface), let encoder = tjInitCompress() else { return nil }
        defer { tjDestroy(encoder) }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        defer { tjFree(bytes) }
        let code = tjCompress2(
            encoder,
            pixels,
            Int32(pen.width),
            cairo_image_surface_get_stride(pen.surface),
            Int32(pen.height),
            Int32(TJPF_BGRX.rawValue),
            &bytes,
            &count,
            Int32(TJSAMP_420.rawValue),
            quality,
            0
        )
        guard code == 0, let bytes else { return nil }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
}
