import Foundation
import Readings
import TestSupport
import Testing
import Units

/// A daemon with one case in each of two districts, tokens of every kind, and Python clients that ask it.
final class APISite {
    static let own = "410184"
    static let other = "410122"

    let daemon: RunningDaemon
    private let wire: Wire
    private var seq: [String: UInt64] = [:]

    /// - Parameter extra: further keys of the configuration.
    init(extra: String = "", in directory: TemporaryDirectory? = nil, environment: [String: String] = [:]) throws {
        let keys = [CaseDesk.role, extra].joined(separator: "\n")
        daemon = try RunningDaemon(in: directory, extra: keys, environment: environment)
        try Pictures.put(into: daemon)
        wire = try Wire(daemon.data)
    }

    /// The next daemon on the same data, once this one has ended; the devices go on where they were.
    func again(_ extra: String) throws -> APISite {
        let next = try APISite(extra: extra, in: daemon.directory)
        next.seq = seq
        return next
    }

    /// One case in each district.
    func openCases() throws {
        try overload("豫A10001", station: "410184-07", instrument: "ZZ-113")
        try overload("豫A10002", station: "410122-03", instrument: "ZZ-201")
        _ = try daemon.status { $0.cases["detected"] == 2 }
        try daemon.waitForPictures(4)
    }

    /// An overloaded vehicle passes.
    func overload(_ plate: String, station: String = "410184-07", instrument: String = "ZZ-113") throws {
        try pass(plate, gross: 62_000, station: station, instrument: instrument)
    }

    /// A vehicle of six axles passes.
    func pass(
        _ plate: String,
        gross: Int,
        station: String = "410184-07",
        instrument: String = "ZZ-113"
    ) throws {
        let number = seq[station, default: 0] + 1
        seq[station] = number
        let at = Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
        let trigger = "t\(number)"
        try wire.send(
            Given.weighing(seq: number, at: at, gross: gross, trigger: trigger, station: station) {
                $0.instrument = instrument
            }
        )
        try wire.send(
            Given.picture(seq: number, at: at, plate: plate, trigger: trigger, station: station) {
                $0.media = Pictures.media
            }
        )
    }

    /// A new token.
    func token(_ role: String, _ districts: String...) throws -> String {
        let options = districts.flatMap { ["--district", $0] }
        let answer = try RunningProgram.run(
            "zhichao",
            ["token", "new", "--role", role, "--json", "--config", daemon.config] + options
        )
        try #require(answer.status == 0, "\(answer.errors)")
        struct Made: Decodable { let token: String }
        return try JSONDecoder().decode(Made.self, from: Data(answer.output.utf8)).token
    }

    /// A token for every role, bound to nothing, to the own district and to the other one: `officer@410184`.
    func allTokens() throws -> [String: String] {
        var tokens: [String: String] = [:]
        for role in ["officer", "reviewer", "registrar", "auditor", "admin"] {
            tokens[role] = try token(role)
            tokens["\(role)@\(APISite.own)"] = try token(role, APISite.own)
            tokens["\(role)@\(APISite.other)"] = try token(role, APISite.other)
        }
        return tokens
    }

    /// Runs a Python client to its end; it says what is wrong and exits with 1, or all is well.
    ///
    /// - Parameter facts: what it has to know beside the address, as JSON.
    @discardableResult
    func run(_ script: String, _ arguments: [String] = [], facts: [String: String]) throws -> String {
        let python = try #require(Setting.python, "ZHICHAO_PYTHON is not set; use tools/test")
        let path = Project.root.path + "/Tests/EndToEndTests/Scripts/" + script
        let data = try JSONEncoder().encode(facts)
        let file = try daemon.directory.write(String(decoding: data, as: UTF8.self), to: "facts.json")
        let answer = try RunningProgram.run(python, [path, daemon.http, file] + arguments)
        #expect(
            answer.status == 0,
            "\(script) \(arguments): \(answer.output)\(answer.errors)\n\(daemon.program.log.suffix(4_000))"
        )
        return answer.output
    }
}
