import ArgumentParser
import Daemon
import Foundation
import Journal
import Programs
import Units

struct StationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stations",
        abstract: "站点与设备 / the stations, their devices and instruments.",
        discussion: """
            Example:
              zhichao stations list
              zhichao stations check
              zhichao stations gaps
            """,
        subcommands: [
            StationsListCommand.self, StationsCheckCommand.self, StationsGapsCommand.self, StationsResetCommand.self,
        ]
    )
}

struct StationsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "站点、设备和检定证书 / lists stations with their devices and certificates.",
        discussion: """
            Example:
              zhichao stations list
              zhichao stations list --json | jq .station

            With --json one object a line.
            """
    )

    @OptionGroup var options: CommonOptions

    func run() throws {
        let configuration = try DaemonConfiguration.load(options.config)
        // Before the daemon has run there is nothing learnt.
        let learnt = (try? JournalReader(directory: configuration.main.dataDirectory).offsets()) ?? []
        for station in configuration.stations {
            if options.json {
                print(try StationJSON(station, learnt: learnt).jsonText)
            } else {
                for line in StationText(options.lang).lines(station, learnt: learnt) { print(line) }
            }
        }
    }
}

struct StationsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查站点配置 / every contradiction in the stations' files.",
        discussion: """
            Example:
              zhichao stations check
              zhichao stations check --at 2027-01-01
              zhichao stations check --json | jq '.findings[].code'

            检查车道与设备、仪器与证书、位置与区划、时钟与配对，并与规则和检测设备台账核对。
            Looks at lanes and devices, instruments and certificates, positions and
            districts, clocks and pairing, the rules and the register of instruments.
            Exits with 1 when a finding is an error, with 78 when a file cannot be read.
            """
    )

    @OptionGroup var options: CommonOptions

    @Option(help: "按某日检查证书 / the day on which certificates have to be good; today by default.", transform: readDay)
    var at: CivilDate?

    func run() throws {
        let report: StationCheck.Report
        do {
            report = try StationCheck.run(config: options.config, today: at ?? SystemClock.now().day)
        } catch let error as ConfigurationError {
            guard options.json else { throw error }
            let findings = error.problems.map { StationFinding($0) }
            print(try StationCheckJSON(stations: 0, findings: findings).jsonText)
            throw ExitCode(ExitStatus.configuration.rawValue)
        }
        if options.json {
            print(try StationCheckJSON(stations: report.stations.count, findings: report.findings).jsonText)
        } else {
            for line in StationCheckText(options.lang).lines(report) { print(line) }
        }
        guard report.isWhole else { throw ExitCode(ExitStatus.configuration.rawValue) }
        guard report.findings.allSatisfy({ $0.severity == .warning }) else { throw ExitCode(ExitStatus.no.rawValue) }
    }
}
