/// Text from anywhere, made harmless for a page: it is set as it stands, never read as markup.
///
/// Line ends stay. Other control characters (NUL among them), and characters that turn the direction of writing, become
/// 〓 (as printers mark what they have no type for), so that nothing hides. At most `scalarsMax` characters; what is cut is said.
public struct PlainText: Hashable, Sendable {
    /// Characters (Unicode scalars) of one text at most.
    public static let scalarsMax = 20_000

    /// What is set.
    public let text: String

    /// Makes it harmless.
    public init(_ raw: String) {
        var clean = String.UnicodeScalarView()
        var count = 0
        for scalar in raw.unicodeScalars {
            guard count < PlainText.scalarsMax else {
                clean.append(contentsOf: "〔以下从略〕".unicodeScalars)
                break
            }
            count += 1
            switch scalar.value {
            case 0x0A: clean.append(scalar)
            case 0x09: clean.append(" ")
            case 0x2028, 0x2029: clean.append("\n")
            case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB:
                clean.append("〓")
            default: clean.append(scalar)
            }
        }
        text = String(clean)
    }
}
