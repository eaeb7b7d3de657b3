import Foundation
import Hummingbird
import Logging
import NIOCore
import Registry
import ServiceLifecycle

/// Serves the API on the control socket until the daemon stops.
struct ControlService: Service {
    /// Connections at a time; further ones wait in the backlog.
    static let connectionsMax = 64
    /// Connections that wait to be taken; beyond them the kernel refuses.
    static let backlog = 128
    /// A connection that has neither sent nor asked anything for so long is closed.
    static let idleTimeout = TimeAmount.seconds(60)
    /// Bytes of all headers of a request; more answer 400.
    static let headerBytesMax = 16 << 10
    /// How long a stop waits for requests under way before their connections are cut.
    static let stopWithin = Duration.seconds(2)

    let path: ControlSocketPath
    let roles: LocalRoles
    let desk: ImportDesk<ImportReport>
    let parts: APIParts
    /// What can be asked.
    let routes: [any APIRoutes]
    let logger: Logger
    /// Told where, once connections are taken, and `nil` when it ends.
    let onListening: @Sendable (String?) -> Void

    func run() async throws {
        defer { onListening(nil) }
        // Whoever holds the writer's lock owns the socket: what lies there is a dead daemon's.
        try path.remove()
        let address = try SocketAddressInDirectory(directory: path.directory)
        try await serve(on: address)
        // Nothing of it is left for a client to find; an error here must not hide how the run ended.
        try? path.remove()
    }

    private func serve(on address: SocketAddressInDirectory) async throws {
        let application = application(on: address)
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                group.addTask {
                    try await gracefulShutdown()
                    try await Task.sleep(for: ControlService.stopWithin)
                    logger.warning("control socket: requests under way are cut off")
                }
                try await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            parts.stop()
            desk.stop()
        }
    }

    private func application(on address: SocketAddressInDirectory) -> some ApplicationProtocol {
        Application(
            router: APIRouter.make(
                identify: PeerMiddleware(roles: roles),
                reach: .local,
                meter: parts.meter,
                repetitions: parts.repetitions,
                routes: routes
            ),
            server: .http1(
                configuration: .init(
                    idleTimeout: ControlService.idleTimeout,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: ControlService.headerBytesMax,
                        maxHeaderListSize: ControlService.headerBytesMax,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: .init(
                address: .unixDomainSocket(path: address.path),
                backlog: ControlService.backlog,
                availableConnectionsDelegate: .maximum(ControlService.connectionsMax, logger: logger)
            ),
            onServerRunning: { _ in open() },
            logger: quiet
        )
    }

    /// The framework's own lines say nothing that ours do not.
    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = .warning
        return quiet
    }

    private func open() {
        // Anyone on this machine may connect: who may do what is decided by who the kernel says they are, not by the
        // file's mode. The mode of the directory still applies.
        if chmod(path.path, 0o666) != 0 {
            logger.error("control socket: only this user can connect", metadata: ["path": "\(path.path)"])
        }
        do {
            try path.makeLink()
        } catch {
            logger.error("control socket: cannot be found in data_dir", metadata: ["error": "\(error)"])
        }
        onListening(path.path)
    }
}
