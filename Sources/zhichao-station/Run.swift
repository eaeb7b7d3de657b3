import Glibc
import Programs
import StationFeed

/// A publisher at work: shows how far it is, stops it on a signal, and gives the summary.
struct Run {
    private let publisher: Publisher
    private var signals: Signals
    private var isStopping = false

    /// How often the end and the signals are looked at, and how many looks there are to one line of progress.
    private static let lookMilliseconds = 20
    private static let looksOfProgress = 10

    /// Starts a publisher.
    init(_ start: () throws(PublishError) -> Publisher) throws {
        // First of all, since the publisher's threads inherit what is blocked.
        signals = Signals()
        do {
            publisher = try start()
        } catch {
            throw Refusal(error)
        }
    }

    /// Waits for the end.
    mutating func tally() throws -> Tally {
        var looks = 0
        while !publisher.hasEnded {
            if signals.wait(milliseconds: Run.lookMilliseconds) { stop() }
            looks += 1
            if Console.isTerminal, looks % Run.looksOfProgress == 0 { showProgress() }
        }
        if Console.isTerminal { Console.progress("") }
        do {
            return try publisher.result()
        } catch {
            throw Refusal(error)
        }
    }

    /// The first signal lets everything that was sent arrive; the second does not wait for it.
    private mutating func stop() {
        guard !isStopping else {
            Console.line("zhichao-station: stopped; the last messages may be lost")
            exit(ExitStatus.unavailable.rawValue)
        }
        isStopping = true
        publisher.stop()
    }

    private func showProgress() {
        let sent = publisher.progress
        let doing = isStopping ? "delivering the last messages" : "sending"
        Console.progress(
            publisher.hasBegun
                ? "\(doing): \(sent.passages) passages, \(sent.messages) messages"
                : "waiting for the daemon to subscribe"
        )
    }
}
