import Access
import CaseStore
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import NIOCore
import Synchronization
import Units

/// `/metrics`, `/health/live` and `/health/ready`, at the root.
struct MetricsRoutes: APIRoutes {
    /// The stores are looked at this often at most: counting a million cases is not for every scrape.
    static let freshFor = Duration.seconds(5)

    let directory: String
    let quarantine: QuarantineBounds
    let desk: ReadingDesk
    let access: AccessKeeper
    let feed: LiveFeed
    let bell: ChangeBell
    let commits: CommitMeter
    let meter: HTTPMeter
    let evidence: EvidenceMeter
    /// Whether the peer's address says nothing, for a proxy stands before us.
    let isBehindProxy: Bool
    private let kept = KeptStatus()

    init(_ parts: APIParts, _ main: MainFile) {
        directory = main.dataDirectory
        quarantine = main.quarantine
        (desk, access, feed, bell) = (parts.desk, parts.access, parts.feed, parts.bell)
        (commits, meter, evidence) = (parts.commits, parts.meter, parts.evidence)
        isBehindProxy = main.http.isBehindProxy
    }

    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "/health/live",
                "200 while the daemon answers",
                access: .open,
                answer: .json(.named("Health"))
            ) { _, _ in try Response(json: Health(status: "ok", problems: [])) },
            APIRoute(
                .get,
                "/health/ready",
                "200 while everything can be asked for, 503 with what is wrong otherwise",
                access: .open,
                answer: .json(.named("Health")),
                handler: ready
            ),
            APIRoute(
                .get,
                "/metrics",
                "metrics in Prometheus' text format; without a token on loopback alone",
                access: .open,
                answer: .other(["text/plain"]),
                refusals: [.unauthorized],
                handler: metrics
            ),
        ]
    }

    private struct Health: Codable {
        var status: String
        var problems: [String]
    }

    @Sendable
    private func ready(_ request: Request, _ context: APIContext) async throws -> Response {
        var problems: [String] = []
        if bell.isStopped { problems.append("stopping") }
        if CaseStoreNotice(directory: directory).read() != nil { problems.append("case store does not take cases") }
        do { _ = try access.token("") } catch { problems.append("access store cannot be used") }
        let isRead = (try? await desk.read { (try $0.cases().position(), try $0.journal().outboxEnd()) }) != nil
        if !isRead { problems.append("stores cannot be read") }
        var response = try Response(json: Health(status: problems.isEmpty ? "ok" : "not-ready", problems: problems))
        if !problems.isEmpty { response.status = .serviceUnavailable }
        return response
    }

    @Sendable
    private func metrics(_ request: Request, _ context: APIContext) async throws -> Response {
        try requireMayScrape(request, context)
        var page = Exposition()
        let status = try await status()
        status.write(to: &page)
        commits.write(to: &page)
        meter.write(to: &page)
        evidence.write(to: &page)
        page.single("zhichao_stream_listeners", .gauge, "Streams of live events that are open.", Double(feed.listeners))
        page.single("zhichao_changes_waiting", .gauge, "Requests that wait for a change.", Double(bell.waiters))
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: page.text))
        )
    }

    /// The peers of this machine may; others, and everybody behind a proxy, need a token of any role.
    private func requireMayScrape(_ request: Request, _ context: APIContext) throws {
        let peer = context.channel.remoteAddress
        let isLocal = peer?.ipAddress == nil || HTTPSettings.isLoopback(peer?.ipAddress ?? "")
        if isLocal, !isBehindProxy { return }
        let words = (request.headers[.authorization] ?? "").split(separator: " ")
        guard words.count == 2, let secret = TokenSecret(words[1]), let token = try access.token(secret.id),
            secret.matches(token.secretHash), token.isGood(at: SystemClock.now())
        else { throw Problem.unauthorized }
    }

    private func status() async throws -> StatusReport {
        if let report = kept.value(at: .now) { return report }
        let (directory, quarantine) = (directory, quarantine)
        let report = try await desk.read { _ in
            try StatusReport(directory: directory, quarantine: quarantine, now: SystemClock.now())
        }
        kept.keep(report, until: .now + MetricsRoutes.freshFor)
        return report
    }
}

/// The last look at the stores.
private final class KeptStatus: Sendable {
    private let kept = Mutex<(StatusReport, ContinuousClock.Instant)?>(nil)

    func value(at now: ContinuousClock.Instant) -> StatusReport? {
        kept.withLock { $0.flatMap { now < $1 ? $0 : nil } }
    }

    func keep(_ report: StatusReport, until end: ContinuousClock.Instant) { kept.withLock { $0 = (report, end) } }
}
