import Access
import CaseStore
import Enforcement
import Evidence
import FeedContract
import Journal
import Logging
import Readings
import Units

/// What the routes of the API work with, made once for both listeners.
final class APIParts: Sendable {
    /// Threads that read the stores for requests: two cores have the intake to do, too.
    private static let readingThreads = 3
    /// … and goes first: where both want a processor, these threads get a tenth of it.
    private static let readingNiceness: Int32 = 10

    let access: AccessKeeper
    let audit: AuditTrail
    let repetitions: Repetitions
    let desk: ReadingDesk
    /// A thread of their own for barriers, which wait for nobody's long list.
    let entryDesk: ReadingDesk
    /// One more for reports, each of which goes through days of passages: one at a time.
    let reportDesk: ReadingDesk
    /// One thread for what is printed: setting documents takes much processor, and for each thread the memory of the fonts' outlines.
    let paperDesk: ReadingDesk
    let stations: StationDirectory
    let bell = ChangeBell()
    let feed = LiveFeed()
    let board = EntryBoard()
    let commits = CommitMeter()
    let meter = HTTPMeter()
    let evidence = EvidenceMeter()
    let media: MediaStore
    private let guesses = GuessTable()
    private let limits: RateLimits

    init(_ configuration: DaemonConfiguration, logger: Logger) async {
        let directory = configuration.main.dataDirectory
        media = MediaStore(dataDirectory: directory)
        access = AccessKeeper(directory: directory, logger: logger)
        audit = AuditTrail(access: access)
        repetitions = Repetitions(access: access)
        desk = ReadingDesk(directory: directory, threads: APIParts.readingThreads, niceness: APIParts.readingNiceness)
        entryDesk = ReadingDesk(directory: directory, threads: 1)
        reportDesk = ReadingDesk(directory: directory, threads: 1)
        paperDesk = ReadingDesk(directory: directory, threads: 1, niceness: APIParts.readingNiceness)
        stations = StationDirectory(configuration.stations)
        limits = RateLimits(configuration.main.http.rate)
        // A file that is away is said, and opened when it is back.
        try? await access.reloadTokens()
    }

    /// Takes what the daemon publishes, on the thread that does.
    func take(_ messages: [any ResultMessage]) {
        feed.take(messages)
        board.take(messages)
    }

    /// The routes that are served everywhere.
    func routes(_ main: MainFile) -> [any APIRoutes] {
        [
            WhoAmIRoute(), CaseReadRoutes(desk: desk, stations: stations, audit: audit, media: media),
            ChangeRoutes(self),
            EntryRoutes(board: board, stations: stations, desk: entryDesk),
            OperationRoutes(desk: desk, stations: stations), ReportRoutes(desk: reportDesk, stations: stations),
            StreamRoutes(feed: feed, stations: stations, access: access, audit: audit), MetricsRoutes(self, main),
        ]
    }

    func tokenMiddleware(_ settings: HTTPSettings, _ logger: Logger) -> TokenMiddleware {
        TokenMiddleware(
            access: access,
            guesses: guesses,
            limits: limits,
            proxies: settings.isBehindProxy ? settings.proxies : nil,
            logger: logger
        )
    }

    /// A token has ended: whoever listens or waits with it is let go at once.
    func tokenEnded() {
        feed.dismiss()
        bell.ring()
    }

    /// Lets go of everybody who waits.
    func stop() {
        bell.stop()
        feed.stop()
    }

    /// Says where the audit ends, so that cutting it off shows.
    func logAuditHead(_ logger: Logger) async {
        guard let head = try? await audit.head() else { return }
        logger.notice("audit", metadata: ["entry": "\(head.id)", "hash": "\(head.hash.hex)"])
    }

    /// Closes the stores once nobody asks any more.
    func close(_ logger: Logger) async {
        await logAuditHead(logger)
        try? await access.close()
        try? await desk.close()
        try? await entryDesk.close()
        try? await reportDesk.close()
        try? await paperDesk.close()
    }
}

extension EntryBoard {
    /// Passages of the time before the start that are taken up at most.
    private static let warmedMax = 50_000

    /// Takes up what was committed before this start and is fresh; what has come since stays.
    func warm(from desk: ReadingDesk, at now: Instant, _ logger: Logger) async {
        do {
            var filter = JournalReader.PassageFilter()
            // Small pages: what is read is held at once.
            filter.limit = 500
            filter.from = now + -EntryBoard.freshFor
            for _ in 0..<(EntryBoard.warmedMax / filter.limit) {
                let page = try await desk.read { [filter] in try $0.journal().passages(filter) }
                for passage in page.items {
                    guard let plate = passage.plate else { continue }
                    take(Verdict(passage), on: plate)
                }
                // They come in the order of commit. An empty page has looked at very many of which none is fresh.
                guard let next = page.next, !page.items.isEmpty else { return }
                filter.before = next
            }
        } catch {
            logger.warning("entry: verdicts before the start are not known", metadata: ["error": "\(error)"])
        }
    }
}

extension EntryBoard.Verdict {
    fileprivate init(_ passage: ListedPassage) {
        self.init(
            station: passage.id.source.station.text,
            passage: passage.id.description,
            at: passage.at,
            verdict: passage.verdict,
            assessed: passage.assessed,
            limit: passage.limit,
            excess: passage.limit.map { Kilograms(max(0, passage.assessed.rawValue - $0.rawValue)) }
        )
    }
}
