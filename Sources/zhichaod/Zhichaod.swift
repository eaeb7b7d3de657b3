import ArgumentParser
import Daemon
import Foundation
import Logging
import Programs

@main
struct Zhichaod: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zhichaod",
        abstract: "治超: takes weighings and pictures from stations, pairs and judges them, and opens cases.",
        discussion: """
            Example:
              zhichaod --check-config --config conf/zhichaod.yaml
              zhichaod --config conf/demo/zhichaod.yaml

            Exit codes: 0 stopped, 2 usage, 69 another zhichaod has the data, 74 I/O, 78 configuration.
            """,
        version: Version.text
    )

    @Option(help: "The configuration file.")
    var config = MainFile.defaultPath

    @Flag(help: "Read the configuration, name every problem with its line and key, and exit 0 or 78.")
    var checkConfig = false

    /// What a service manager has handed over; taken before any thread begins.
    private static let sockets = InheritedSockets.take()

    static func main() async {
        _ = sockets
        // SIGHUP is to mean reload; until it does, it must not kill.
        signal(SIGHUP, SIG_IGN)
        await Program.run(Zhichaod.self, status: ExitStatus.init(for:))
    }

    func run() async throws {
        let configuration = try DaemonConfiguration.load(config)
        // Only whether it can be read; a daemon that starts reads it again.
        _ = try configuration.access()
        try configuration.checkCertificate()
        guard !checkConfig else {
            print("\(config): good; \(configuration.summary)")
            return
        }
        let logger = Logger(label: "zhichaod") { _ in LogLines() }
        try await ZhichaoDaemon(
            configuration,
            manager: ServiceManager(),
            sockets: Zhichaod.sockets,
            logger: logger
        ).run()
    }
}
