import Access
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Units

/// Serves the API over the network until the daemon stops.
///
/// A port that is taken does not keep the daemon from taking readings: it is said, and tried again.
struct HTTPService: Service {
    /// Connections that wait to be taken; beyond them the kernel refuses.
    static let backlog = 512
    /// Bytes of all headers of a request; more answer 400.
    static let headerBytesMax = 16 << 10
    /// Headers of a request.
    static let headersMax = 100
    /// How long a stop waits for requests under way before their connections are cut.
    static let stopWithin = Duration.seconds(2)
    /// Between two tries to bind.
    private static let retryInterval = Duration.seconds(5)
    /// How often listeners of the stream hear that the line works.
    private static let tickInterval = Duration.seconds(15)
    /// How often the log says where the audit ends.
    private static let headInterval = Duration.seconds(3_600)

    let settings: HTTPSettings
    let certificate: TLSCertificate?
    let parts: APIParts
    let routes: [any APIRoutes]
    let logger: Logger
    /// A socket that the service manager has opened, in place of one that is bound here.
    var inherited: InheritedListener?
    /// Told each time where it listens, and `nil` when it cannot, or ends.
    let onListening: @Sendable (String?) -> Void

    func run() async throws {
        HTTPService.raiseDescriptorLimit()
        defer { onListening(nil) }
        // First, so that no barrier is told "unknown" of a vehicle that was weighed before the restart.
        await parts.board.warm(from: parts.desk, at: SystemClock.now(), logger)
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await serveUntilStopped() }
                group.addTask { await tick() }
                group.addTask {
                    try await gracefulShutdown()
                    try await Task.sleep(for: HTTPService.stopWithin)
                }
                try await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            parts.stop()
        }
    }

    private func serveUntilStopped() async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await server().run()
                return
            } catch {
                logger.error(
                    "http: cannot listen; tried again",
                    metadata: ["address": "\(settings.url(port: settings.port))", "error": "\(error)"]
                )
                onListening(nil)
                try? await cancelWhenGracefulShutdown { try await Task.sleep(for: HTTPService.retryInterval) }
            }
        }
    }

    private func tick() async {
        var saidAt = ContinuousClock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: HTTPService.tickInterval)
            parts.feed.tick()
            guard ContinuousClock.now - saidAt >= HTTPService.headInterval else { continue }
            saidAt = .now
            await parts.logAuditHead(logger)
        }
    }

    private func server() -> any Service {
        let http = HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestDeadlines()],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: HTTPService.headerBytesMax,
                maxHeaderListSize: HTTPService.headerBytesMax,
                maxHeaderFieldCount: HTTPService.headersMax
            )
        )
        let certificate = certificate
        let child: @Sendable (@escaping HTTPChannelHandler.Responder) -> any ServerChildChannel = { responder in
            let base = HTTP1Channel(responder: responder, configuration: http)
            guard let certificate else { return base }
            return TLSServerChannel(base: base, certificate: certificate)
        }
        let router = APIRouter.make(
            identify: parts.tokenMiddleware(settings, logger),
            reach: .everywhere,
            meter: parts.meter,
            repetitions: parts.repetitions,
            routes: routes
        )
        if let inherited {
            return InheritedServer(
                listener: inherited,
                connectionsMax: settings.connectionsMax,
                responder: router.buildResponder(),
                builder: child,
                logger: quiet
            ) { onListening(settings.url(of: inherited)) }
        }
        return Application(
            router: router,
            server: HTTPServerBuilder(child),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port),
                backlog: HTTPService.backlog,
                availableConnectionsDelegate: .maximum(settings.connectionsMax, logger: quiet)
            ),
            onServerRunning: { channel in
                onListening(settings.url(port: channel.localAddress?.port ?? settings.port))
            },
            logger: quiet
        )
    }

    /// The framework's own lines say nothing that ours do not.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = .critical
        return quiet
    }

    /// As many connections as the system lets this process have.
    private static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
    }
}
