/// A font by its role.
public enum Typeface: CaseIterable, Hashable, Sendable {
    /// Song (宋体): titles and running text.
    case song
    /// Hei (黑体): labels and figures.
    case hei

    /// The family's name as fontconfig knows it.
    public var family: String {
        switch self {
        case .song: "Noto Serif CJK SC"
        case .hei: "Noto Sans CJK SC"
        }
    }

    /// The Debian package that has it.
    public var package: String { "fonts-noto-cjk" }
}

/// How a text is set.
public struct TextStyle: Hashable, Sendable {
    /// Where its lines stand within the width.
    public enum Alignment: Hashable, Sendable {
        /// At the left.
        case leading
        /// In the middle.
        case centre
        /// At the right.
        case trailing
    }

    /// The font.
    public var face: Typeface
    /// The size in the canvas's units: points on a page, pixels in a picture.
    public var size: Double
    /// Whether it is heavy.
    public var isBold: Bool
    /// Where its lines stand.
    public var alignment: Alignment

    /// A style.
    public init(_ face: Typeface, _ size: Double, bold: Bool = false, _ alignment: Alignment = .leading) {
        self.face = face
        self.size = size
        isBold = bold
        self.alignment = alignment
    }
}
