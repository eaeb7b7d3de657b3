import Enforcement
import Intake
import Law
import Logging
import Readings
import ServiceLifecycle
import UnixSignals

/// Reads the configuration anew on SIGHUP: stations, keys, rule packs, days off, how readings are paired, the certificate.
///
/// Everything is read and found good before any of it counts; a configuration with a problem is refused as a whole, and the
/// old one goes on. What else has changed (addresses, the data directory, the daemon's own key) stays as it is until the
/// next start, and the log says so.
struct ReloadService: Service {
    /// Problems that are logged; `zhichaod --check-config` names them all.
    private static let problemsMax = 10

    let configuration: DaemonConfiguration
    let engine: IntakeEngine
    let door: FeedDoor
    let stations: StationDirectory
    let basis: LawAndRegisters
    let certificate: TLSCertificate?
    let manager: ServiceManager
    let standing: Standing
    let logger: Logger
    /// Called when the law is another: cases are counted anew.
    let lawChanged: @Sendable () -> Void

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        var current = configuration
        for await _ in signals.cancelOnGracefulShutdown() {
            manager.reloading()
            if let next = await reload(from: current) { current = next }
            manager.status(standing.words)
            manager.reloaded()
        }
    }

    /// - Returns: the configuration that counts now; `nil` when that is the old one.
    private func reload(from current: DaemonConfiguration) async -> DaemonConfiguration? {
        do {
            let next = try NextConfiguration(current.main.path)
            try await take(next, insteadOf: current)
            standing.note(reloadProblem: nil)
            return next.configuration
        } catch {
            let problems = (error as? ConfigurationError)?.problems.map(\.description) ?? ["\(error)"]
            for problem in problems.prefix(ReloadService.problemsMax) {
                logger.error("reload: the configuration is not good", metadata: ["problem": "\(problem)"])
            }
            logger.error(
                "reload refused: the old configuration goes on",
                metadata: ["problems": "\(problems.count)", "what_to_do": "zhichaod --check-config"]
            )
            standing.note(reloadProblem: problems.first ?? "\(error)")
            return nil
        }
    }

    private func take(_ next: NextConfiguration, insteadOf current: DaemonConfiguration) async throws {
        let profiles = next.configuration.stations.map(\.profile)
        let known = Dictionary(current.stations.map { ($0.profile.station, $0.profile) }) { $1 }
        let new = profiles.filter { known[$0.station] == nil }
        let changed = profiles.filter { profile in known[profile.station].map { $0 != profile } ?? false }
        let areGone = profiles.count - new.count < known.count
        let isOtherLaw = !basis.follows(next.configuration.rules, next.calendar)
        let isOtherPairing = next.configuration.main.pipeline != current.main.pipeline
        let needsCore = !changed.isEmpty || areGone || isOtherLaw || isOtherPairing
        let change = IntakeChange(
            admission: Admission(stations: profiles, unknownStations: configuration.main.unknownStations),
            keys: next.access.keyRing,
            newStations: new,
            core: needsCore ? next.configuration.core : nil
        )
        // First who may speak, then who may come in: whoever comes in is heard.
        switch await engine.take(change) {
        case .taken: break
        case .refused: throw ReloadError.diskRefuses
        case .stopping: throw ReloadError.stopping
        }
        door.admit(next.access.allowList)
        stations.replace(next.configuration.stations)
        if isOtherLaw {
            basis.replace(next.configuration.rules, next.calendar)
            lawChanged()
        }
        if let certificate, let other = next.certificate {
            certificate.take(other)
            logger.notice("reload: certificate read again")
        }
        for key in next.configuration.main.keysForNextStart(unlike: configuration.main) {
            logger.warning("reload: a change that takes effect at the next start", metadata: ["key": "\(key)"])
        }
        logger.notice(
            "configuration reloaded",
            metadata: [
                "stations": "\(profiles.count)", "new": "\(new.map(\.station.text))",
                "changed": "\(changed.map(\.station.text))", "rules_changed": "\(isOtherLaw)",
            ]
        )
    }
}

/// Everything that a reload takes, read and found good.
private struct NextConfiguration {
    let configuration: DaemonConfiguration
    let access: FeedAccess
    let calendar: WorkingCalendar?
    let certificate: TLSCertificate?

    init(_ path: String) throws {
        configuration = try DaemonConfiguration.load(path)
        access = try configuration.access()
        calendar = try configuration.calendar()
        certificate = try configuration.main.http.certificate()
    }
}

private enum ReloadError: Error, CustomStringConvertible {
    case diskRefuses
    case stopping

    var description: String {
        switch self {
        case .diskRefuses: "the journal does not take commits now; make room on the disk of data_dir and reload again"
        case .stopping: "the daemon is stopping"
        }
    }
}

extension DaemonConfiguration {
    /// A core that has heard nothing.
    var core: Pipeline { Pipeline(settings: main.pipeline, stations: stations.map(\.profile), rules: rules) }
}

extension MainFile {
    /// The keys that another file changes and that count from the next start on.
    fileprivate func keysForNextStart(unlike old: MainFile) -> [String] {
        var (feeds, http) = (feeds, http)
        // Who may listen to results, and another file of the certificate, count at once.
        feeds.resultReaders = old.feeds.resultReaders
        if http.tls != nil, old.http.tls != nil { http.tls = old.http.tls }
        let pairs: [(String, Bool)] = [
            ("data_dir", dataDirectory == old.dataDirectory),
            ("unknown_stations", unknownStations == old.unknownStations),
            ("local_roles", localRoles == old.localRoles), ("feeds", feeds == old.feeds),
            ("quarantine", quarantine == old.quarantine), ("retention", retention == old.retention),
            ("http", http == old.http),
        ]
        return pairs.filter { !$0.1 }.map(\.0)
    }
}
