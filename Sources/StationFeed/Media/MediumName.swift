import Readings
import Units

/// The name of a medium's file: its digest, when it goes, and whether the daemon was sent it.
///
/// So what is known of a medium is known after a restart, too, and changes with one rename.
struct MediumName: Equatable {
    let digest: SHA256Digest
    /// Kept until then, if there is room.
    var expires: Instant
    /// Whether it was sent. It is kept for a while: the daemon asks again when it did not arrive whole.
    var isSent = false

    private static let sentMark = "sent"

    init(_ digest: SHA256Digest, expires: Instant) {
        (self.digest, self.expires) = (digest, expires)
    }

    /// Reads a name; `nil` for that of any other file.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let digest = SHA256Digest(String(parts[0])),
            let expires = Int64(parts[1]), parts.count == 2 || parts[2] == MediumName.sentMark
        else { return nil }
        self.digest = digest
        self.expires = Instant(millisecondsSince1970: expires)
        isSent = parts.count == 3
    }

    var text: String {
        "\(digest).\(expires.millisecondsSince1970)" + (isSent ? "." + MediumName.sentMark : "")
    }

    /// The name while the file is written.
    static func unfinished(_ digest: SHA256Digest) -> String { "\(digest).new" }

    /// Whether it goes before another one when there is no room: first those that were sent, then the oldest.
    func goes(before other: MediumName) -> Bool {
        isSent == other.isSent ? expires < other.expires : isSent
    }
}
