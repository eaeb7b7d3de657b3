import Daemon
import Enforcement
import Journal
import Logging
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("What is said of the quarantine and of results that were dropped")
struct QuarantineWatchTests {
    /// Keeps what is logged.
    private struct Kept: LogHandler {
        let lines: Monitor<[String]>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.withLock { $0.append("\(event.level): \(event.message)") } }
    }

    private func day(_ number: Int64) -> Instant { Given.noon + .hours(24 * number) }

    @Test("it is warned of once a day, and what goes is an error each time, with nothing arriving")
    func log() throws {
        let directory = try TemporaryDirectory()
        var bench = try Bench(directory: directory)
        bench.receive("weigh/S1/1", Array("{".utf8), at: day(0))
        bench.receive("weigh/S1/1", Array("{".utf8), at: day(2))
        try bench.commit()
        let lines = Monitor<[String]>([])
        let clock = Monitor(day(0))
        var watch = QuarantineWatch(
            bounds: QuarantineBounds(megabytes: 1, days: 100),
            logger: Logger(label: "test") { _ in Kept(lines: lines) },
            now: { clock.withLock { $0 } }
        )
        func said(at instant: Instant) throws -> [String] {
            clock.withLock { $0 = instant }
            try bench.look(&watch)
            return lines.withLock { lines in
                defer { lines = [] }
                return lines
            }
        }
        #expect(try said(at: day(69)) == [])
        let warned = try said(at: day(70))
        #expect(warned.count == 1 && warned[0].hasPrefix("warning: quarantine: messages will soon be lost"))
        #expect(try said(at: day(70) + .hours(23)) == [])
        #expect(try said(at: day(71)).count == 1)
        let lost = try said(at: day(101))
        #expect(lost.count == 2 && lost[0].hasPrefix("error: quarantine: messages that nobody has mended"))
        #expect(try said(at: day(103)).map { $0.prefix(6) } == ["error:"])
        #expect(bench.ledger.agedOut == 2)
    }

    @Test("results that were dropped are counted with everything else, across restarts")
    func dropped() throws {
        let directory = try TemporaryDirectory()
        for expected in [3, 6] {
            let bench = try Bench(directory: directory)
            var reception = Reception(
                pipeline: Pipeline(
                    settings: PipelineSettings(),
                    stations: [],
                    rules: try RulePackFile.loadAll(Project.rules)
                ),
                settings: Reception.Settings(
                    admission: Admission(stations: [], unknownStations: .refuse),
                    droppedResults: { 3 }
                ),
                resumption: try bench.reader.resumption(),
                now: Given.noon
            )
            reception.tick(Given.noon + .seconds(1))
            #expect(reception.hasNews)
            try bench.commit(reception.takeBatch(replacing: Batch()))
            #expect(try bench.reader.counters().droppedResults == expected)
            _ = try bench.killed()
        }
    }
}
