import Glibc
import Programs
import StationFeed

/// Something at work on a thread of its own.
protocol RunningFeed {
    associatedtype Outcome

    var hasEnded: Bool { get }
    /// How far it is, in one line.
    var progressLine: String { get }
    /// What is said when the end is not waited for.
    static var hurried: String { get }

    func stop()
    func result() throws(PublishError) -> Outcome
}

/// A feed at work: shows how far it is, stops it on a signal, and gives the outcome.
struct Run<Feed: RunningFeed> {
    private let feed: Feed
    private var signals: Signals
    private var isStopping = false

    /// How often the end and the signals are looked at, and how many looks there are to one line of progress.
    private static var lookMilliseconds: Int { 20 }
    private static var looksOfProgress: Int { 10 }

    /// Starts a feed.
    init(_ start: () throws(PublishError) -> Feed) throws {
        // First of all, since the feed's threads inherit what is blocked.
        signals = Signals()
        do {
            feed = try start()
        } catch {
            throw Refusal(error)
        }
    }

    /// Waits for the end.
    mutating func outcome() throws -> Feed.Outcome {
        var looks = 0
        while !feed.hasEnded {
            if signals.wait(milliseconds: Run.lookMilliseconds) { stop() }
            looks += 1
            if Console.isTerminal, looks % Run.looksOfProgress == 0 { Console.progress(feed.progressLine) }
        }
        if Console.isTerminal { Console.progress("") }
        do {
            return try feed.result()
        } catch {
            throw Refusal(error)
        }
    }

    /// The first signal lets everything that was sent arrive; the second does not wait for it.
    private mutating func stop() {
        guard !isStopping else {
            Console.line("zhichao-station: \(Feed.hurried)")
            exit(ExitStatus.unavailable.rawValue)
        }
        isStopping = true
        feed.stop()
    }
}

extension Publisher: RunningFeed {
    static var hurried: String { "stopped; the last messages may be lost" }

    var progressLine: String {
        let sent = progress
        guard hasBegun else { return "waiting for the daemon to subscribe" }
        return "sending: \(sent.passages) passages, \(sent.messages) messages"
    }
}

extension StationLink: RunningFeed {
    static var hurried: String { "stopped; what was read last may not be in the spool" }

    var progressLine: String {
        let progress = progress
        let doing = progress.isConnected ? "connected" : "waiting for the daemon"
        return "\(doing): \(progress.status.spooled) spooled, \(progress.status.waiting) not acknowledged"
            + (progress.status.isRefusing ? ", the spool is full" : "")
    }
}
