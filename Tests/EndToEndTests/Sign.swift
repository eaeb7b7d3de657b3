import Foundation
import Testing
import ZeroMQ

/// Something at the roadside that listens to the results socket, in the order in which it speaks.
final class Sign {
    private let context: Context
    private let socket: Socket
    private var scratch = Message()
    /// Everything heard so far.
    private(set) var heard: [Heard] = []

    /// How long it listens for something that has to come.
    private static let patienceMilliseconds = 30_000

    init(_ endpoint: String) throws {
        context = try Context()
        socket = try Socket(.sub, in: context)
        try socket.subscribe("")
        try socket.connect(endpoint)
    }

    /// Whether it hears something in so many milliseconds.
    func hears(within milliseconds: Int) throws -> Bool {
        guard
            let frames = try socket.receiveMultipart(
                through: &scratch,
                framesMax: 2,
                wait: .milliseconds(milliseconds)
            )?
            .frames
        else { return false }
        try #require(frames.count == 2, "a result has two frames")
        heard.append(try Heard(topic: String(decoding: frames[0], as: UTF8.self), body: frames[1]))
        return true
    }

    /// The first result that is meant, from a place on; listens until it comes.
    ///
    /// - Returns: its place among what was heard, and what it says.
    func first(
        _ meaning: String,
        from first: Int = 0,
        where isMeant: (Heard) -> Bool
    ) throws -> (place: Int, said: Heard) {
        var place = first
        while true {
            while place < heard.count {
                if isMeant(heard[place]) { return (place, heard[place]) }
                place += 1
            }
            try #require(
                try hears(within: Sign.patienceMilliseconds),
                "\(meaning) was not heard; heard were \(heard.map { "\($0.topic) \($0.body)" })"
            )
        }
    }

    /// The verdict on a passage.
    func verdict(on pass: String, from first: Int = 0) throws -> (place: Int, said: Heard) {
        try self.first("the verdict on \(pass)", from: first) { $0.body.pass == pass }
    }

    /// An alert of a kind about a plate, under any topic.
    func alert(_ kind: String, _ plate: String?, from first: Int = 0) throws -> (place: Int, said: Heard) {
        try self.first("\(kind) of \(plate ?? "nobody")", from: first) {
            $0.body.kind == kind && $0.body.plate == plate
        }
    }
}

/// A result as it was published.
struct Heard {
    /// The members of verdicts, alerts and cases (feed contract, Results); absent and null are both nothing.
    struct Body: Decodable {
        struct Text: Decodable { let zh, en: String }

        let pass, verdict, action, rule: String?
        let gross_kg, assessed_kg, limit_kg, excess_kg: Int?
        let alert, kind, station, record: String?
        let lane: Int?
        let text: Text?
        let at, plate: String?
    }

    let topic: String
    let body: Body
    /// The names of its members.
    let keys: Set<String>

    init(topic: String, body: [UInt8]) throws {
        self.topic = topic
        self.body = try JSONDecoder().decode(Body.self, from: Data(body))
        keys = Set((try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]).keys)
    }
}
