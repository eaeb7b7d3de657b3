/// What kept a page from being set.
public enum TypesettingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A font is not there, or lacks these characters; the Debian package that has it.
    case font(family: String, lacking: String, package: String)
    /// The drawing library refused, in its own words.
    case drawing(String)
    /// The bytes are no JPEG picture that can be set, and why.
    case picture(String)
    /// The text is too long for a code (二维码); bytes given.
    case code(bytes: Int)

    /// In plain words.
    public var description: String {
        switch self {
        case .font(let family, let lacking, let package):
            "the font \(family) is missing"
                + (lacking.isEmpty ? "" : " or has no characters \(lacking)")
                + ": install the Debian package \(package)"
        case .drawing(let words): "drawing failed: \(words)"
        case .picture(let words): "not a picture that can be set: \(words)"
        case .code(let bytes): "\(bytes) bytes do not fit into a code"
        }
    }
}
