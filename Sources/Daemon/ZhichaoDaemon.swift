import CaseStore
import Enforcement
import FeedContract
import Foundation
import Intake
import Journal
import Law
public import Logging
import Programs
import Registry
import ServiceLifecycle
import Storage
import UnixSignals
import ZeroMQ

/// The daemon: opens the stores, binds the sockets, and runs until it is told to stop.
public struct ZhichaoDaemon {
    /// Longest time that a stop may take; SIGTERM stops within it with everything committed.
    static let stopSeconds = 10

    private let configuration: DaemonConfiguration
    private let logger: Logger

    /// Takes a configuration that was checked.
    public init(_ configuration: DaemonConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT.
    ///
    /// - Throws: what kept it from starting, or what ended it.
    public func run() async throws {
        let main = configuration.main
        // Until its sockets are given their keys, it must not open in the clear what is meant to be encrypted.
        if let socket = FeedSocket.allCases.first(where: main.feeds.isEncrypted) {
            throw Refusal(
                .configuration,
                "feeds.\(socket.rawValue).bind: \(main.feeds.endpoint(of: socket)): this build does not encrypt its "
                    + "sockets yet; stay on loopback"
            )
        }
        try FileManager.default.createDirectory(atPath: main.dataDirectory, withIntermediateDirectories: true)
        let lock = try WriterLock(directory: main.dataDirectory)
        if main.isInsecure {
            logger.warning("feeds.insecure is set: anyone who reaches the sockets is believed")
        }
        if main.unknownStations == .accept {
            logger.warning("unknown_stations is accept: stations without a file are believed; for trials only")
        }
        try await run(main)
        // The lock is held until every file is closed.
        _ = consume lock
    }

    private func run(_ main: MainFile) async throws {
        let context = try Context()
        let results = try ResultsPublisher(endpoint: main.resultsEndpoint, context: context, logger: logger)
        let registry = try RegistryWriter(directory: main.dataDirectory)
        let registers = try RegisterLookup(directory: main.dataDirectory, logger: logger)
        let cases = CaseStoreOwner(try SQLiteCaseStore(directory: main.dataDirectory))
        let (caseInputs, caseInputCommitted) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let engine = try IntakeEngine(
            IntakeEngine.Settings(
                directory: main.dataDirectory,
                dataEndpoint: main.dataEndpoint,
                admission: Admission(
                    stations: configuration.stations.map(\.profile),
                    unknownStations: main.unknownStations
                ),
                registers: registers.source,
                pipeline: Pipeline(
                    settings: main.pipeline,
                    stations: configuration.stations.map(\.profile),
                    rules: configuration.rules
                )
            ),
            context: context,
            results: results,
            logger: logger,
            now: SystemClock.now,
            caseInputsCommitted: { caseInputCommitted.yield() }
        )
        let forwarder = Forwarder(
            journal: try JournalReader(directory: main.dataDirectory),
            cases: cases,
            caseInputs: caseInputs,
            logger: logger
        ) { results.publish($0) }
        let ready: Logger.Metadata = [
            "data": "\(engine.endpoint)", "results": "\(results.endpoint)",
            "control": "\(ControlSocketPath(dataDirectory: main.dataDirectory).path)",
            "stations": "\(configuration.stations.count)", "data_dir": "\(main.dataDirectory)",
        ]
        let (listening, hasControlSocket) = AsyncStream.makeStream(of: Void.self)
        let control = ControlService(
            path: ControlSocketPath(dataDirectory: main.dataDirectory),
            roles: main.localRoles,
            desk: ImportDesk(registry: registry, logger: logger) { _ in registers.forget() },
            logger: logger
        ) { hasControlSocket.finish() }
        let intake = EngineService(engine: engine, logger: logger, ready: ready, listening: listening)
        // Services stop in reverse: the control socket first, so that nobody begins anything; then the intake, so that
        // the forwarder can move what it committed last.
        var group = ServiceGroupConfiguration(
            services: [.init(service: forwarder), .init(service: intake), .init(service: control)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = .seconds(ZhichaoDaemon.stopSeconds)
        defer { results.stop() }
        try await ServiceGroup(configuration: group).run()
        try await cases.close()
        try registry.close()
        logger.info("stopped")
    }
}

/// Runs the intake engine's threads under the service group.
private struct EngineService: Service {
    let engine: IntakeEngine
    let logger: Logger
    let ready: Logger.Metadata
    /// Ends when the control socket takes connections.
    let listening: AsyncStream<Void>

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await withTaskCancellationHandler {
                try await runUntilEnd()
            } onCancel: {
                engine.requestStop()
            }
        } onGracefulShutdown: {
            engine.requestStop()
        }
    }

    private func runUntilEnd() async throws {
        // Ready means all of it; signals are caught from here on.
        for await _ in listening {}
        if !Task.isCancelled, !Task.isShuttingDownGracefully { logger.info("ready", metadata: ready) }
        // Its threads do the work; this only waits for their end, off the pool that tasks share.
        try await withCheckedThrowingContinuation { (end: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { end.resume(with: Result { try engine.waitForEnd() }) }
        }
    }
}
