import Foundation
import TestSupport
import Testing

/// A real `zhichaod` on free ports with a data directory of its own, and what `zhichao` says of it.
final class RunningDaemon: Sendable {
    let directory: TemporaryDirectory
    let program: RunningProgram
    /// Where stations connect to.
    let data: String
    /// Where stations and daemon talk.
    let control: String
    /// Where results come from.
    let results: String

    /// Where the API is served; empty where it is not.
    let http: String

    /// Its configuration.
    var config: String { directory.path + "/zhichaod.yaml" }

    /// Starts a daemon; with the directory of one that has ended it goes on where that one stopped.
    ///
    /// - Parameters:
    ///   - extra: further keys of the configuration.
    ///   - feeds: further keys of `feeds`, indented by two.
    ///   - ports: where it binds.
    ///   - fileKilobytesMax: a disk that is full: no file may grow beyond this.
    ///   - rules: the rule packs.
    ///   - dataDirectory: where its files are, relative to the directory.
    ///   - network: the namespace of its network; the tests' own when `nil`.
    ///   - through: a command that becomes the daemon, with its arguments.
    init(
        in directory: TemporaryDirectory? = nil,
        stations: String? = nil,
        rules: String = Project.rules,
        extra: String = "",
        feeds: String = "",
        ports: Ports = Ports(),
        fileKilobytesMax: Int? = nil,
        dataDirectory: String = "data",
        environment: [String: String] = [:],
        network: String? = nil,
        through: [String] = []
    ) throws {
        self.directory = try directory ?? TemporaryDirectory()
        let stations = stations ?? Project.root.appendingPathComponent("conf/demo/stations.d").path
        try self.directory.write(
            """
            data_dir: \(dataDirectory)
            stations_dir: \(stations)
            rules_dir: \(rules)
            feeds:
              data: { bind: "\(ports.data)" }
              control: { bind: "\(ports.control)" }
              results: { bind: "\(ports.results)" }
            \(feeds)
            \(extra.contains("http:") ? "" : "http: { listen: \"127.0.0.1:0\" }")
            \(extra)
            """,
            to: "zhichaod.yaml"
        )
        let config = self.directory.path + "/zhichaod.yaml"
        if let fileKilobytesMax {
            // A write beyond the limit fails like one on a full disk, once its signal is ignored.
            let script = "trap '' XFSZ; ulimit -S -f \(fileKilobytesMax * 2); exec \"$0\" --config \"$1\""
            let zhichaod = RunningProgram.directory + "/zhichaod"
            program = try RunningProgram("/bin/sh", ["-c", script, zhichaod, config])
        } else {
            program = try RunningProgram(
                "zhichaod",
                ["--config", config],
                environment: environment,
                network: network,
                through: through
            )
        }
        let ready = try program.line(containing: "ready control=")
        func endpoint(_ key: String) throws -> String {
            let pair = try #require(ready.split(separator: " ").first { $0.hasPrefix(key + "=") })
            return String(pair.dropFirst(key.count + 1))
        }
        data = try endpoint("data")
        control = try endpoint("control")
        results = try endpoint("results")
        http = try ready.contains(" http=") ? endpoint("http") : ""
    }

    /// Stops it as systemd would.
    ///
    /// - Returns: its exit code.
    @discardableResult
    func stop() -> Int32 {
        program.signal(SIGTERM)
        return program.wait()
    }

    /// Runs `zhichao` on its data.
    func zhichao(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
        try RunningProgram.run("zhichao", arguments + ["--config", config])
    }

    func status() throws -> Status {
        let answer = try zhichao("status", "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Status.self, from: Data(answer.output.utf8))
    }

    /// The status as soon as it is what is waited for.
    ///
    /// Asks again and again: the daemon answers when it has committed, and nothing else says so to an outsider. A
    /// daemon that never comes that far ends in the test's time limit.
    func status(when isReached: (Status) -> Bool) throws -> Status {
        let deadline = ContinuousClock.now + .seconds(120)
        while true {
            let status = try status()
            if isReached(status) { return status }
            try #require(ContinuousClock.now < deadline, "still \(status)\n\(program.log)")
            try #require(program.isRunning, "zhichaod has ended: \(program.log)")
        }
    }

    func cases() throws -> [CaseLine] {
        let answer = try zhichao("cases", "list", "--json")
        try #require(answer.status == 0, "\(answer.errors)")
        return try answer.output.split(separator: "\n").map {
            try JSONDecoder().decode(CaseLine.self, from: Data($0.utf8))
        }
    }
}
