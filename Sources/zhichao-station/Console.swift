import Glibc
import StationFeed

/// Standard error and standard output, unbuffered: what is said comes before what happens next.
enum Console {
    /// Whether a person looks at standard error.
    static let isTerminal = isatty(STDERR_FILENO) == 1

    /// Writes a line to standard error.
    static func line(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    /// Says what a station has to tell.
    @Sendable static func notice(_ notice: StationNotice) {
        line("zhichao-station: \(notice.isSevere ? "" : "note: ")\(notice)")
    }

    /// Replaces the line that a terminal shows.
    static func progress(_ text: String) {
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    /// Writes a line to standard output.
    static func output(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // Whoever closed it does not want to know.
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
