/// A table for a terminal, aligned by display width: a Chinese character takes two columns.
struct TextTable {
    enum Alignment {
        case left, right
    }

    private let columns: [(title: String, alignment: Alignment, width: Int)]

    /// A table whose columns are at least so wide; wider cells push what follows to the right, nothing is cut.
    init(_ columns: [(title: String, alignment: Alignment, width: Int)]) {
        self.columns = columns.map { ($0.title, $0.alignment, max($0.width, $0.title.displayWidth)) }
    }

    var header: String { row(columns.map(\.title)) }

    func row(_ cells: [String]) -> String {
        let padded = zip(columns, cells).map { column, cell in
            let space = String(repeating: " ", count: max(0, column.width - cell.displayWidth))
            return column.alignment == .left ? cell + space : space + cell
        }
        let line = padded.joined(separator: "  ")
        return line.withoutTrailingBlanks
    }
}

extension String {
    /// Columns on a terminal.
    var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }
}

extension Unicode.Scalar {
    /// East Asian wide and fullwidth characters (UAX #11) take two columns, combining marks none.
    fileprivate var displayWidth: Int {
        if properties.generalCategory == .nonspacingMark || properties.generalCategory == .enclosingMark { return 0 }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
