/// The version of all programs.
public enum Version {
    /// As in CHANGELOG.md.
    public static let text = "0.1.0"
}
