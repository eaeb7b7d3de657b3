import CaseStore
import Documents
import Enforcement
import Evidence
import FeedContract
import Foundation
import Intake
import Journal
import Law
public import Logging
import Registry
import ServiceLifecycle
import Storage
import Units
import UnixSignals
import ZeroMQ

/// The daemon: opens the stores, binds the sockets, and runs until it is told to stop.
public struct ZhichaoDaemon {
    /// Longest time that a stop may take; SIGTERM stops within it with everything committed.
    static let stopSeconds = 10

    private let configuration: DaemonConfiguration
    private let manager: ServiceManager
    private let sockets: InheritedSockets
    private let logger: Logger

    /// Takes a configuration that was checked.
    ///
    /// - Parameters:
    ///   - manager: who is told how it stands.
    ///   - sockets: what was handed over at the start: `http` is served in place of `http.listen`.
    public init(
        _ configuration: DaemonConfiguration,
        manager: ServiceManager,
        sockets: InheritedSockets,
        logger: Logger
    ) {
        self.configuration = configuration
        self.manager = manager
        self.sockets = sockets
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT.
    ///
    /// - Throws: what kept it from starting, or what ended it.
    public func run() async throws {
        let main = configuration.main
        try FileManager.default.createDirectory(atPath: main.dataDirectory, withIntermediateDirectories: true)
        let lock = try WriterLock(directory: main.dataDirectory)
        guard !StoreRestore.isIncomplete(main.dataDirectory) else {
            throw IncompleteRestore(directory: main.dataDirectory)
        }
        if main.isInsecure {
            logger.warning("feeds.insecure is set: anyone who reaches the sockets is believed")
        }
        if main.unknownStations == .accept {
            logger.warning("unknown_stations is accept: stations without a file are believed; for trials only")
        }
        try CaseDocuments.requireFonts()
        try await run(main)
        // The lock is held until every file is closed.
        _ = consume lock
    }

    private func run(_ main: MainFile) async throws {
        let context = try Context()
        let access = try configuration.access()
        let door = try FeedDoor(access, context: context, logger: logger)
        defer { door.stop() }
        // Before anything else: a certificate that is not good keeps the daemon from starting.
        let certificate = try main.http.certificate()
        let inherited = try sockets.listener("http")
        if let inherited { try main.http.require(inherited) }
        let opening = OpeningTime(manager)
        let parts = await APIParts(configuration, logger: logger)
        let results = try ResultsPublisher(
            endpoint: main.resultsEndpoint,
            curve: access.role(of: .results),
            context: context,
            logger: logger
        ) { parts.take($0) }
        let registry = try RegistryWriter(directory: main.dataDirectory)
        let registers = try RegisterLookup(directory: main.dataDirectory, logger: logger)
        let basis = try LawAndRegisters(configuration)
        let (imports, imported) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let (caseInputs, caseInputCommitted) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let arrivals = MediaArrivals()
        let engine = try IntakeEngine(
            intakeSettings(access, registers, door, parts, arrivals),
            context: context,
            results: results,
            logger: logger,
            now: SystemClock.now,
            caseInputsCommitted: { caseInputCommitted.yield() }
        )
        let journal = try JournalReader(directory: main.dataDirectory)
        let witness = try journal.caseWitness()
        let cases = try await openCases(main.dataDirectory, witness, basis, parts)
        opening.end()
        let signingKey = try SigningKey.open(directory: main.dataDirectory)
        let checkpoints = CheckpointService(
            cases: cases,
            key: signingKey,
            engine: engine,
            witness: witness,
            logger: logger
        )
        let forwarder = Forwarder(
            journal: journal,
            cases: cases,
            caseInputs: caseInputs,
            logger: logger
        ) { results.publish($0) }
        let evidence = EvidenceService(
            keeper: EvidenceKeeper(
                cases: cases,
                store: MediaStore(dataDirectory: main.dataDirectory),
                engine: engine,
                meter: parts.evidence,
                notice: EvidenceNotice(directory: main.dataDirectory),
                logger: logger
            ) { results.publish($0.messages) },
            arrivals: arrivals
        )
        let ready: Logger.Metadata = [
            "data": "\(engine.endpoint)", "results": "\(results.endpoint)",
            "control": "\(engine.controlEndpoint)",
            "control_socket": "\(ControlSocketPath(dataDirectory: main.dataDirectory).path)",
            "stations": "\(configuration.stations.count)", "data_dir": "\(main.dataDirectory)",
        ]
        let recounts = RecountService(cases: cases, basis: basis, imports: imports, logger: logger) {
            [logger] referrals in
            logger.notice(referrals)
            results.publish(referrals.compactMap(ReferralMessage.init))
        }
        let importDesk = ImportDesk<ImportReport>(registry: registry, logger: logger) { _ in
            registers.forget()
            imported.yield()
        }
        let standing = Standing()
        let listening = ListeningSignal(["control_socket", "http"]) { [manager] in
            manager.ready()
            manager.status(standing.words)
        }
        let routes: [any APIRoutes] =
            parts.routes(main) + [
                CaseFileRoutes(parts, CaseFileMaker(media: parts.media, key: signingKey), logger),
                CaseRoutes(parts, cases, logger) { results.publish($0.messages) },
                ReferralRoutes(parts, cases, logger), ReferralFileRoutes(parts), SubjectRoutes(parts, basis),
            ]
        let control = ControlService(
            path: ControlSocketPath(dataDirectory: main.dataDirectory),
            roles: main.localRoles,
            desk: importDesk,
            parts: parts,
            routes: routes + [
                RegistryRoutes(desk: importDesk), QuarantineRoutes(engine: engine, journal: journal, logger: logger),
                StationRoutes(engine: engine, logger: logger),
                RetentionRoutes(cases: cases, access: parts.access, retention: main.retention, logger: logger),
                TokenRoutes(access: parts.access, audit: parts.audit, logger: logger, ended: parts.tokenEnded),
            ],
            logger: logger
        ) { listening.report("control_socket", $0) }
        let http = HTTPService(
            settings: main.http,
            certificate: certificate,
            parts: parts,
            routes: routes,
            logger: logger,
            inherited: inherited
        ) { listening.report("http", $0) }
        let reload = ReloadService(
            configuration: configuration,
            engine: engine,
            door: door,
            stations: parts.stations,
            basis: basis,
            certificate: certificate,
            manager: manager,
            standing: standing,
            logger: logger
        ) { imported.yield() }
        let watch = StandingService(
            engine: engine,
            cases: cases,
            parts: parts,
            listening: listening,
            evidence: EvidenceNotice(directory: main.dataDirectory),
            standing: standing,
            manager: manager
        )
        let intake = EngineService(engine: engine, logger: logger, ready: ready, listening: listening)
        // Services stop in reverse: the listeners first, so that nobody begins anything; then the intake, so that
        // the forwarder can move what it committed last.
        var group = ServiceGroupConfiguration(
            services: [
                .init(service: forwarder), .init(service: intake), .init(service: checkpoints),
                .init(service: evidence), .init(service: recounts), .init(service: reload), .init(service: control),
                .init(service: http), .init(service: watch),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = .seconds(ZhichaoDaemon.stopSeconds)
        defer { results.stop() }
        try await ServiceGroup(configuration: group).run()
        await leave(cases, signingKey)
        await parts.close(logger)
        try registry.close()
        logger.info("stopped")
    }

    private func openCases(
        _ directory: String,
        _ witness: CaseWitness?,
        _ basis: LawAndRegisters,
        _ parts: APIParts
    ) async throws -> CaseStoreOwner {
        // The journal has noted events of it: there was one.
        let isKnown = (witness?.event ?? 0) > 0
        let cases = CaseStoreOwner(
            notice: CaseStoreNotice(directory: directory),
            isKnown: isKnown,
            logger: logger,
            written: { parts.bell.ring() }
        ) { mayCreate in
            try SQLiteCaseStore(directory: directory, basis: basis, mayCreate: mayCreate)
        }
        try await cases.openFirst()
        return cases
    }

    /// Signs the chain's end and closes the store; one that is away is left as it is, and the outbox keeps the rest.
    ///
    /// The journal is closed by now: it hears of this checkpoint after the next start, the log at once.
    private func leave(_ cases: CaseStoreOwner, _ key: SigningKey) async {
        do {
            if await !cases.isTroubled, let checkpoint = try await cases.checkpoint(key, at: SystemClock.now()) {
                logger.notice(checkpoint)
            }
            try await cases.close()
        } catch {
            logger.error("case store was not closed in good order", metadata: ["error": "\(error)"])
        }
    }

    private func intakeSettings(
        _ access: FeedAccess,
        _ registers: RegisterLookup,
        _ door: FeedDoor,
        _ parts: APIParts,
        _ arrivals: MediaArrivals
    ) -> IntakeEngine.Settings {
        let main = configuration.main
        let stations = configuration.stations.map(\.profile)
        var settings = IntakeEngine.Settings(
            directory: main.dataDirectory,
            endpoints: FeedEndpoints(
                data: .init(main.dataEndpoint, curve: access.role(of: .data)),
                control: .init(main.controlEndpoint, curve: access.role(of: .control)),
                connections: main.feeds.connections.map {
                    (.init($0.endpoint, curve: access.role(of: $0)), $0.speaker)
                }
            ),
            admission: Admission(stations: stations, unknownStations: main.unknownStations),
            keys: access.keyRing,
            readingsPerSecondMax: main.feeds.rateLimitPerSource,
            replayShare: Double(main.feeds.replayShare.rawValue) / 1_000_000,
            registers: registers.source,
            pipeline: configuration.core
        )
        settings.quarantine = main.quarantine
        settings.readings = main.retention.readings
        settings.alive = { [manager] in manager.beat() }
        settings.committed = { parts.commits.note($0, oldest: $1) }
        settings.refusedPeers = { door.refused }
        settings.handshakeFailed = door.handshakeFailed
        settings.messageRefused = door.messageRefused
        settings.mediumArrived = arrivals.put
        return settings
    }
}

/// Runs the intake engine's threads under the service group.
private struct EngineService: Service {
    let engine: IntakeEngine
    let logger: Logger
    let ready: Logger.Metadata
    /// Ends when every listener takes connections, or has said that it cannot.
    let listening: ListeningSignal

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
        await listening.wait()
        if !Task.isCancelled, !Task.isShuttingDownGracefully {
            logger.info("ready", metadata: ready.merging(listening.endpoints) { $1 })
        }
        // Its threads do the work; this only waits for their end, off the pool that tasks share.
        try await withCheckedThrowingContinuation { (end: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { end.resume(with: Result { try engine.waitForEnd() }) }
        }
    }
}
