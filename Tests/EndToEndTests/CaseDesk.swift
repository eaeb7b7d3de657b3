import Foundation
import TestSupport
import Testing

/// People at work on the cases of a running daemon, over its control socket.
struct CaseDesk {
    struct Step: Encodable {
        let id, action: String
        var body: [String: Value] = [:]
        /// The version that is named in If-Match, or `*`; `nil` leaves it out.
        var match: String?
    }

    enum Value: Encodable {
        case text(String), list([String]), number(Int)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .list(let texts): try container.encode(texts)
            case .number(let number): try container.encode(number)
            }
        }
    }

    struct Answer: Decodable {
        let status, version: Int
        let kind, detail: String
    }

    /// Makes whoever runs the tests an admin.
    static let role = "local_roles: { \(NSUserName()): admin }"

    private static let script = Project.root.path + "/Tests/EndToEndTests/Scripts/case_steps.py"
    private static let python = "/usr/bin/python3"

    /// The way of a case to its closing.
    static func way(_ id: String) -> [Step] {
        let today = Value.text(String("\(Date().addingTimeInterval(8 * 3_600).ISO8601Format())".prefix(10)))
        return [
            confirm(id, match: "*"),
            Step(
                id: id,
                action: "notify",
                body: ["method": .text("直接送达"), "at": today, "recipient": .text("王五")],
                match: "*"
            ),
            Step(
                id: id,
                action: "decide",
                body: [
                    "decision_number": .text("1号"), "officers": .list(["赵六", "钱七"]), "fine_yuan": .number(900),
                    "reason": .text("从轻"), "at": today,
                ],
                match: "*"
            ),
            Step(id: id, action: "close", body: ["paid_at": today, "note": .text("已缴")], match: "*"),
        ]
    }

    static func confirm(_ id: String, match: String?) -> Step {
        Step(
            id: id,
            action: "confirm",
            body: ["technical_reviewer": .text("张三"), "legal_reviewer": .text("李四"), "reason": .text("完整")],
            match: match
        )
    }

    let daemon: RunningDaemon

    private var socket: String { daemon.directory.path + "/data/control.sock" }

    /// Takes all steps at the same moment.
    func take(_ steps: [Step]) throws -> [Answer] {
        let answer = try RunningProgram.run(CaseDesk.python, [CaseDesk.script, socket, try file(steps)])
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode([Answer].self, from: Data(answer.output.utf8))
    }

    /// Several people take steps until the daemon is gone, two of them on each case; says "taken ID ACTION" of each.
    func start(_ steps: [Step], people: Int) throws -> RunningProgram {
        try RunningProgram(CaseDesk.python, [CaseDesk.script, socket, try file(steps), "\(people)"])
    }

    private func file(_ steps: [Step]) throws -> String {
        let lines = try steps.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
        return try daemon.directory.write(lines.joined(), to: "steps-\(UUID().uuidString).jsonl")
    }
}

extension RunningDaemon {
    /// Checks that `zhichao verify` finds every case as it was written.
    func expectVerified(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let answer = try zhichao("verify", "--lang", "en")
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)", sourceLocation: sourceLocation)
    }
}
