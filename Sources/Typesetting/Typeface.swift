/// A font by its role. Three files of a font are mapped and read for each page, so there is no heavy Hei: it is a heading's face
/// as it is (GB/T 9704).
public enum Typeface: CaseIterable, Hashable, Sendable {
    /// Song (宋体): running text.
    case song
    /// Heavy Song, in the manner of 小标宋: titles, and whom a letter is to.
    case heavySong
    /// Hei (黑体): heads of sections, labels and figures.
    case hei

    /// The family's name as fontconfig knows it.
    public var family: String {
        switch self {
        case .song, .heavySong: "Noto Serif CJK SC"
        case .hei: "Noto Sans CJK SC"
        }
    }

    /// Whether it is its family's heavy one.
    var isHeavy: Bool { self == .heavySong }

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
    /// Where its lines stand.
    public var alignment: Alignment

    /// A style.
    public init(_ face: Typeface, _ size: Double, _ alignment: Alignment = .leading) {
        self.face = face
        self.size = size
        self.alignment = alignment
    }
}
