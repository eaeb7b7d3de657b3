import CQREncode

/// A QR code (二维码) that leads back from paper to the case.
public struct MatrixCode: Hashable, Sendable {
    /// Modules on each side.
    public let side: Int
    private let dark: [Bool]

    /// Encodes a text at level M: 15 % may be unreadable.
    ///
    /// - Throws: `TypesettingError.code` where it is empty or too long.
    public init(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 2_000,
            let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
        else { throw TypesettingError.code(bytes: bytes.count) }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        guard let data = code.pointee.data else { throw TypesettingError.code(bytes: bytes.count) }
        dark = UnsafeBufferPointer(start: data, count: side * side).map { $0 & 1 == 1 }
    }

    /// Whether a module is dark; outside of the code none is.
    public func isDark(column: Int, row: Int) -> Bool {
        guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
        return dark[row * side + column]
    }
}

extension Canvas {
    /// Draws a code into the square at a box's upper left corner.
    public func draw(_ code: MatrixCode, in box: Box) {
        let module = min(box.width, box.height) / Double(code.side)
        for row in 0..<code.side {
            // Neighbours are one rectangle, so that no printer leaves hairlines between them.
            var column = 0
            while column < code.side {
                let start = column
                while code.isDark(column: column, row: row) { column += 1 }
                if column > start {
                    fill(
                        Box(
                            x: box.x + Double(start) * module,
                            y: box.y + Double(row) * module,
                            width: Double(column - start) * module,
                            height: module
                        ),
                        .black
                    )
                }
                column += 1
            }
        }
    }
}
