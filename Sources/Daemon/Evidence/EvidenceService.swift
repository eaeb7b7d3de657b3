import Intake
import ServiceLifecycle

/// Runs the keeper of evidence: whatever arrives is taken at once, and twice a second it looks for what is to be done.
struct EvidenceService: Service {
    /// Between two looks: what arrived in between is told in one event a case.
    static let interval = Duration.milliseconds(500)

    let keeper: EvidenceKeeper
    let arrivals: MediaArrivals

    func run() async throws {
        await keeper.prepare()
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { [keeper] in
                    while !Task.isCancelled {
                        await keeper.look()
                        try? await Task.sleep(for: EvidenceService.interval)
                    }
                }
                for await arrival in arrivals.stream { await keeper.take(arrival) }
                group.cancelAll()
            }
        } onGracefulShutdown: {
            arrivals.finish()
        }
        // What has come is told before the case store is closed.
        await keeper.look()
    }
}

/// The way of media from the intake thread to the keeper: as many as may be on their way fit in, so that memory has a bound;
/// one more is dropped, and asked for again.
struct MediaArrivals: Sendable {
    let stream: AsyncStream<MediumArrival>
    private let continuation: AsyncStream<MediumArrival>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(
            bufferingPolicy: .bufferingOldest(MediaFetcher.outstandingMax)
        )
    }

    /// - Returns: false when it was dropped.
    func put(_ arrival: MediumArrival) -> Bool {
        if case .enqueued = continuation.yield(arrival) { true } else { false }
    }

    func finish() { continuation.finish() }
}
