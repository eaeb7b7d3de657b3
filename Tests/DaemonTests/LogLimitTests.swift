import Logging
import Synchronization
import Testing

@testable import Daemon

@Suite("Lines of the log that repeat")
struct LogLimitTests {
    /// A clock and a log in the test's hands.
    private final class Desk: Sendable {
        private let state = Mutex((now: ContinuousClock.now, lines: [String]()))

        var now: ContinuousClock.Instant { state.withLock { $0.now } }
        var lines: [String] { state.withLock { $0.lines } }
        func pass(_ duration: Duration) { state.withLock { $0.now += duration } }
        func write(_ line: String) { state.withLock { $0.lines.append(line) } }
    }

    private let desk = Desk()
    private let limit: LogLimit

    init() {
        let desk = desk
        limit = LogLimit(now: { desk.now }, write: { desk.write($0) })
    }

    private func logger(isForJournal: Bool = false) -> Logger {
        let (desk, limit) = (desk, limit)
        return Logger(label: "test") { _ in
            LogLines(limit: limit, isForJournal: isForJournal) { desk.write($0) }
        }
    }

    @Test("so many are written, the others counted; the next one after the span says how many")
    func repeats() {
        let logger = logger()
        for number in 0..<100 { logger.error("disk away", metadata: ["try": "\(number)"]) }
        #expect(desk.lines.count == LogLimit.linesMax && desk.lines.last == "error: disk away try=19\n")
        // Another event, and the same words at another level, have lines of their own.
        logger.error("another")
        logger.warning("disk away")
        #expect(desk.lines.count == LogLimit.linesMax + 2)
        desk.pass(LogLimit.span)
        logger.error("disk away")
        #expect(desk.lines.last == "error: disk away left_out=80\n")
        logger.error("disk away")
        #expect(desk.lines.last == "error: disk away\n")
    }

    @Test("of an event that does not come any more it is told, too, once")
    func told() {
        let logger = logger()
        for _ in 0..<30 { logger.error("disk away") }
        limit.tellSuppressed()
        #expect(desk.lines.count == LogLimit.linesMax, "the span is not over")
        desk.pass(LogLimit.span)
        limit.tellSuppressed()
        limit.tellSuppressed()
        #expect(desk.lines.dropFirst(LogLimit.linesMax) == ["10 more lines were left out of: error: disk away"])
        logger.error("disk away")
        #expect(desk.lines.last == "error: disk away\n")
    }

    @Test("the table has a bound; what finds no room is written, and counts are not lost")
    func bound() {
        for _ in 0..<30 { _ = limit.admit("loud") }
        for number in 1..<LogLimit.eventsMax { #expect(limit.admit("event \(number)") == 0) }
        for _ in 0..<100 { #expect(limit.admit("one too many") == 0) }
        desk.pass(LogLimit.span)
        #expect(limit.admit("there is room") == 0)
        limit.tellSuppressed()
        #expect(desk.lines == ["10 more lines were left out of: loud"])
    }

    @Test("one line an event: priority in front for the journal, keys in order, no line within the line")
    func format() {
        logger(isForJournal: true).warning("a", metadata: ["b": "two\nlines", "a": "1"])
        #expect(desk.lines == ["<4>a a=1 b=two\\nlines\n"])
    }
}
