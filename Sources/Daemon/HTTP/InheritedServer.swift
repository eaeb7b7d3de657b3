import Foundation
import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import Units

/// The framework's server on a socket that listens already: its own can only bind one itself.
struct InheritedServer<Responder: HTTPResponder<APIContext>>: Service {
    let listener: InheritedListener
    let connectionsMax: Int
    let responder: Responder
    let builder: @Sendable (@escaping HTTPChannelHandler.Responder) -> any ServerChildChannel
    /// The framework's lines.
    let logger: Logger
    let onListening: @Sendable () -> Void

    func run() async throws { try await serve(builder(respond)) }

    private func serve(_ child: some ServerChildChannel) async throws {
        // A descriptor of its own: this one is closed at the end, the one that was handed over may be served again.
        let descriptor = fcntl(listener.descriptor, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "dup") }
        let quiescing = ServerQuiescingHelper(group: MultiThreadedEventLoopGroup.singleton)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let bound = AvailableConnectionsChannelHandler(
                        delegate: MaximumAvailableConnections(connectionsMax, logger: logger)
                    )
                    try channel.pipeline.syncOperations.addHandler(bound)
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel)
                    )
                }
            }
            .bind(descriptor) { child.setup(channel: $0, logger: logger) }
        await withGracefulShutdownHandler {
            onListening()
            await withDiscardingTaskGroup { group in
                do {
                    try await server.executeThenClose { connections in
                        for try await connection in connections {
                            group.addTask { await child.handle(value: connection, logger: logger) }
                        }
                    }
                } catch {
                    logger.error("http: connections are not taken any more", metadata: ["error": "\(error)"])
                }
            }
        } onGracefulShutdown: {
            quiescing.initiateShutdown(promise: nil)
        }
    }

    @Sendable
    private func respond(
        _ request: Request,
        _ writer: consuming ResponseWriter,
        _ channel: any Channel
    ) async throws {
        let context = APIContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        var response: Response
        do {
            response = try await responder.respond(to: request, context: context)
        } catch let error as HTTPParserError {
            throw error
        } catch {
            response = Response(status: .internalServerError)
        }
        response.headers[.date] = SystemClock.now().httpDate
        try await writer.write(response: response.head, body: response.body)
    }
}

extension Instant {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// As HTTP writes it (RFC 9110, 5.6.7): `Fri, 27 Nov 2026 06:00:00 GMT`.
    var httpDate: String {
        var seconds = time_t(millisecondsSince1970 / 1_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let weekday = Instant.weekdays[Int(parts.tm_wday + 6) % 7]
        let month = Instant.months[Int(parts.tm_mon) % 12]
        let time = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return "\(weekday), \(two(parts.tm_mday)) \(month) \(parts.tm_year + 1_900) \(time) GMT"
    }
}
