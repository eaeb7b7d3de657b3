import FeedContract
import Intake
import Journal
import ServiceLifecycle
import Units

/// Looks every few seconds how the daemon stands and tells the service manager; tells it, too, when the daemon stops.
struct StandingService: Service {
    /// Between two looks.
    static let interval = Duration.seconds(5)

    let engine: IntakeEngine
    let cases: CaseStoreOwner
    let parts: APIParts
    let listening: ListeningSignal
    let evidence: EvidenceNotice
    let standing: Standing
    let manager: ServiceManager

    func run() async throws {
        await withGracefulShutdownHandler {
            var seen: Seen?
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                if let next = await look(after: seen) { seen = next }
                if manager.isReady { manager.status(standing.words) }
                LogLimit.shared.tellSuppressed()
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: StandingService.interval) }
            }
        } onGracefulShutdown: {
            manager.stopping()
            manager.status("stops; commits what was received")
        }
    }

    /// What a look remembers for the next one.
    private struct Seen {
        let committed: Int
        let at: ContinuousClock.Instant
    }

    private func look(after seen: Seen?) async -> Seen? {
        var figures = Standing.Figures()
        figures.journalRefuses = engine.isRefused
        figures.lag = parts.commits.takeLongestLag()
        figures.problems = await problems()
        defer { standing.note(figures) }
        let read = try? await parts.desk.read { stores in
            let journal = try stores.journal()
            return (try journal.counters().committed, try journal.sources(), try journal.outboxEnd())
        }
        guard let (committed, sources, outboxEnd) = read else {
            figures.problems.append("the journal cannot be read")
            return nil
        }
        let now = SystemClock.now()
        // Of a station whose file is gone nobody waits to hear; without any file everybody is taken.
        let listed = parts.stations.devices
        let awaited = sources.filter { listed.isEmpty || listed.contains($0.source) }
        figures.silent = awaited.count { now - $0.heardAt > StatusReport.staleAfter }
        figures.heard = awaited.count - figures.silent
        figures.missing = sources.flatMap(\.marks).reduce(0) { $0 &+ $1.mark.missing }
        figures.backlog = (try? await cases.position()).map { max(0, outboxEnd - $0) } ?? 0
        let next = Seen(committed: committed, at: .now)
        if let seen {
            let seconds = (next.at - seen.at) / .seconds(1)
            figures.perSecond = Double(max(0, next.committed - seen.committed)) / max(seconds, 0.1)
        }
        return next
    }

    private func problems() async -> [String] {
        [
            await cases.problem.map { "cases cannot be written: \($0)" },
            evidence.read().map { "pictures cannot be stored: \($0)" },
            listening.isListening("http") ? nil : "HTTP does not listen",
        ].compactMap { $0 }
    }
}
