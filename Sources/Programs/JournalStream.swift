import Foundation
import Glibc

/// Whether standard error goes to systemd's journal, which reads `<priority>` at the head of a line (sd-daemon(3)).
public enum JournalStream {
    /// Whether it does: `$JOURNAL_STREAM` alone may be the one of a process above us, whose standard error is another.
    public static let isStandardError = isJournal(
        STDERR_FILENO,
        stream: ProcessInfo.processInfo.environment["JOURNAL_STREAM"]
    )

    /// Whether a descriptor is the stream that is named as `device:inode`.
    static func isJournal(_ descriptor: Int32, stream: String?) -> Bool {
        var status = stat()
        guard let stream, fstat(descriptor, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    /// An error's text, each of its lines with the priority of an error where the journal reads it.
    static func error(_ text: String) -> String {
        guard isStandardError else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { "<3>" + $0 }.joined(separator: "\n")
    }
}
