import Enforcement
import Intake
import Logging
import Readings
import ServiceLifecycle
import UnixSignals

/// Reads the configuration anew on SIGHUP: who may speak, with which keys, and stations that are new.
///
/// A configuration with a problem is refused as a whole, and the old one goes on. What the core knows of a station that
/// it was started with, the endpoints, the rules and the daemon's own key stay as they are until the next start; where
/// such a thing has changed, the log says so.
struct ReloadService: Service {
    let configuration: DaemonConfiguration
    let engine: IntakeEngine
    let door: FeedDoor
    let stations: StationDirectory
    let certificate: TLSCertificate?
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        var known = Dictionary(configuration.stations.map { ($0.profile.station, $0.profile) }) { $1 }
        for await _ in signals.cancelOnGracefulShutdown() { reload(&known) }
    }

    private func reload(_ known: inout [Name: StationProfile]) {
        do throws(ConfigurationError) {
            let path = configuration.main.path
            let next = try DaemonConfiguration.load(path)
            reloadCertificate(next.main.http)
            apply(next, try next.access(), &known)
        } catch {
            for problem in error.problems {
                logger.error("reload: the configuration is not good", metadata: ["problem": "\(problem)"])
            }
            logger.error("reload refused: the old configuration goes on")
        }
    }

    /// One that is not good is said, and the old one goes on; the rest of the configuration counts all the same.
    private func reloadCertificate(_ settings: HTTPSettings) {
        guard let certificate, let files = settings.tls else { return }
        do {
            try certificate.reload(files)
            logger.notice("reload: certificate read again", metadata: ["certificate": "\(files.certificate)"])
        } catch {
            logger.error("reload: the certificate is not good; the old one goes on", metadata: ["problem": "\(error)"])
        }
    }

    private func apply(
        _ next: DaemonConfiguration,
        _ access: FeedAccess,
        _ known: inout [Name: StationProfile]
    ) {
        let profiles = next.stations.map(\.profile)
        let new = profiles.filter { known[$0.station] == nil }
        let changed = profiles.filter { profile in known[profile.station].map { $0 != profile } ?? false }
        for profile in changed {
            logger.warning(
                "reload: the station's devices, lanes or instruments have changed; that takes effect at the next start",
                metadata: ["station": "\(profile.station)"]
            )
        }
        for profile in new { known[profile.station] = profile }
        // Those that the core knows speak as it knows them.
        let admitted = profiles.map { known[$0.station] ?? $0 }
        let admission = Admission(stations: admitted, unknownStations: configuration.main.unknownStations)
        // First who may come in, then who may speak: a key that is new at both is not refused in between.
        door.admit(access.allowList)
        guard engine.admit(admission, access.keyRing, new: new) else { return }
        stations.replace(next.stations)
        logger.notice(
            "configuration reloaded",
            metadata: ["stations": "\(profiles.count)", "new": "\(new.map(\.station.text))"]
        )
    }
}
