import Foundation
import TestSupport
import Testing

/// A daemon and a foreign station whose camera keeps pictures and gives them as a test says.
struct MediaStation {
    struct Truck: Encodable {
        struct Medium: Encodable {
            let view: String
            let bytes: Int
            let answers: [String]
        }

        let plate: String
        let media: [Medium]

        /// A truck whose front and rear were taken.
        init(_ plate: String, bytes: Int = 2_000, front: [String] = ["right"], rear: [String] = ["right"]) {
            self.plate = plate
            media = [
                Medium(view: "front", bytes: bytes, answers: front), Medium(view: "rear", bytes: bytes, answers: rear),
            ]
        }
    }

    private struct Story: Encodable { let trucks: [Truck] }

    let daemon: RunningDaemon
    let program: RunningProgram

    /// Starts the station; its trucks have passed when this returns.
    init(_ daemon: RunningDaemon, _ trucks: [Truck]) throws {
        self.daemon = daemon
        let python = try #require(Setting.python, "ZHICHAO_PYTHON is not set; use tools/test")
        let story = String(decoding: try JSONEncoder().encode(Story(trucks: trucks)), as: UTF8.self)
        let file = try daemon.directory.write(story, to: "trucks.json")
        let script = Project.root.path + "/Tests/EndToEndTests/Scripts/media_station.py"
        program = try RunningProgram(python, [script, daemon.data, daemon.control, file])
        try program.line(containing: "passed")
    }

    /// The id of a truck's case, which is open.
    func id(of plate: String) throws -> String {
        try #require(try daemon.cases().first { $0.plate == plate }?.id, "no case of \(plate)")
    }

    /// What is said to somebody who confirms a case.
    func confirm(_ id: String) throws -> CaseDesk.Answer {
        try #require(try CaseDesk(daemon: daemon).take([CaseDesk.confirm(id, match: "*")]).first)
    }

    /// The media of a case, with their state: `front|stored`.
    func media(of id: String) throws -> [String] {
        try daemon.rows("SELECT view, state FROM case_medium WHERE case_id = '\(id)' ORDER BY view", of: "cases.sqlite")
    }

    /// Every digest that is to be stored, in order.
    func digests(of id: String) throws -> [String] {
        try daemon.rows("SELECT sha256 FROM case_medium WHERE case_id = '\(id)' ORDER BY view", of: "cases.sqlite")
    }

    /// What the daemon answers to who asks for a medium: status, type, nosniff, tag, SHA-256 of the bytes.
    func get(_ digest: String, of id: String) throws -> [Substring] {
        let name = try #require(id.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let answer = try RunningProgram.run(
            "/usr/bin/python3",
            [
                Project.root.path + "/Tests/EndToEndTests/Scripts/medium.py",
                daemon.directory.path + "/data/control.sock", "/api/v1/cases/\(name)/media/\(digest)",
            ]
        )
        return answer.output.trimmingCharacters(in: .newlines).split(separator: "|", omittingEmptySubsequences: false)
    }
}
