import Access
import Enforcement
import FeedContract
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /stream`: verdicts, alerts and changes of cases as they happen, as server-sent events.
struct StreamRoutes: APIRoutes {
    /// How long a listener who was cut off has for what still waits before the connection is closed.
    static let lastWordsWithin = TimeAmount.seconds(10)

    let feed: LiveFeed
    let stations: StationDirectory
    let access: AccessKeeper
    let audit: AuditTrail

    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "stream",
                "verdicts, alerts and changes of cases as they happen; Last-Event-ID takes up where a stream ended",
                access: .caseWorkers,
                answer: .other(["text/event-stream"]),
                handler: stream
            )
        ]
    }

    @Sendable
    private func stream(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        // Changes of cases name the case: that somebody listens to them is an access.
        try await audit.note(context, "stream", cases: [])
        let subscription = try feed.listen(
            after: request.headers[.lastEventID].map { String($0.prefix(64)) },
            caller: caller.user,
            sees: { [stations] in stations.sees(caller, $0) },
            // Where nobody can know, what was allowed goes on: a disk that is away for a minute is no reason to cut off every
            // screen, and whoever comes anew is not let in meanwhile.
            isAllowed: { [access] in access.standing(of: caller, at: SystemClock.now()) != .ended }
        )
        let channel = context.channel
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store", .init("X-Accel-Buffering") ?? .age: "no",
            ],
            body: .init { [feed] writer in
                defer { feed.leave(subscription.id) }
                try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
                for event in subscription.missed ?? [] { try await writer.write(feed.text(of: event)) }
                if subscription.missed == nil { try await writer.write(StreamRoutes.reset) }
                for await item in subscription.items {
                    let end = feed.end(of: subscription.id)
                    if end == .tooSlow {
                        channel.eventLoop.scheduleTask(in: StreamRoutes.lastWordsWithin) {
                            channel.close(promise: nil)
                        }
                    }
                    switch item {
                    case .event(let event): try await writer.write(feed.text(of: event))
                    case .quiet: try await writer.write(ByteBuffer(string: ": quiet\n\n"))
                    }
                }
                try await writer.write(StreamRoutes.lastWord(feed.end(of: subscription.id)))
                try await writer.finish(nil)
            }
        )
    }

    private static let reset = ByteBuffer(
        string: """
            event: reset
            data: {"zh":"无法从所给的 Last-Event-ID 继续，请重新读取列表","en":"events since Last-Event-ID are not known any more; \
            read the lists again"}


            """
    )

    private static func lastWord(_ end: LiveFeed.End) -> ByteBuffer {
        let reason =
            switch end {
            case .running: "ended"
            case .tooSlow: "too-slow"
            case .stopping: "stopping"
            case .noLongerAllowed: "no-longer-allowed"
            }
        return ByteBuffer(string: "event: end\ndata: {\"reason\":\"\(reason)\"}\n\n")
    }
}

extension LiveFeed {
    /// An event on the wire; its data is the message of the results socket.
    fileprivate func text(of event: Event) -> ByteBuffer {
        var buffer = ByteBuffer(string: "id: \(life).\(event.n)\nevent: \(event.message.streamKind)\ndata: ")
        buffer.writeBytes(event.message.body)
        buffer.writeString("\n\n")
        return buffer
    }
}
