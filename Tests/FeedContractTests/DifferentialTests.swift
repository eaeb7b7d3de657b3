import FeedContract
import Foundation
import TestSupport
import Testing

/// `MessageDecoder` against `JSONDecoder` and plain checks: both accept a message or both do not, and what they accept
/// is the same.
@Suite struct DifferentialTests {
    /// Messages for each seed; `ZHICHAO_ROUNDS` for a longer run.
    private static let rounds = ProcessInfo.processInfo.environment["ZHICHAO_ROUNDS"].flatMap { Int($0) } ?? 2_500

    @Test(arguments: Seeds.run(ci: 8))
    func agreesWithFoundation(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let decoder = MessageDecoder()
        var accepted = 0
        for round in 0..<DifferentialTests.rounds {
            let (topic, payload) = message(&random)
            let decoded = decoder.decode(topic: Array(topic.utf8), payload: payload)
            let expected = ReferenceDecoder.decode(topic: topic, payload: payload)
            // The one exception: Foundation is stricter than RFC 8259 here, and only here.
            if expected == nil, StrictScanner.hasUnderflow(payload) { continue }
            guard agree(decoded, expected) else {
                let text = String(decoding: payload, as: UTF8.self)
                Issue.record(
                    "seed \(seed), round \(round), topic \(topic): \(text)\n\(decoded)\n\(String(describing: expected))"
                )
                return
            }
            if expected != nil { accepted += 1 }
        }
        // Of mutations alone nothing would be learnt about values.
        #expect(accepted > DifferentialTests.rounds / 5, "seed \(seed)")
        #expect(accepted < DifferentialTests.rounds * 4 / 5, "seed \(seed)")
    }

    private func agree(_ decoded: Decoded, _ expected: ReferenceDecoder.Message?) -> Bool {
        switch (decoded, expected) {
        case (.weigh(let reading), .weigh(let reference)): reading == reference
        case (.camera(let reading), .camera(let reference)): reading == reference
        case (.invalid(let message), nil): !message.faults.isEmpty && message.faults.count <= FeedLimits.faults
        default: false
        }
    }

    /// A valid message, or one with some mutations, and its topic.
    private func message(_ random: inout SeededGenerator) -> (topic: String, payload: [UInt8]) {
        let isWeigh = random.once(in: 2)
        var tree = isWeigh ? random.weighTree() : random.cameraTree()
        var topic = topic(of: tree, isWeigh ? "weigh" : "camera")
        if random.once(in: 2) { tree = random.shuffled(tree) }
        let kind = random.int(1...10)
        if kind > 3 {
            for _ in 0..<random.int(1...2) where kind <= 7 { tree = random.mutated(tree) }
        }
        var payload = Array(random.text(tree).utf8)
        if kind > 7 { payload = random.damaged(payload) }
        if random.once(in: 40) { topic = random.pick(["weigh/a/1", "camera", topic + "/", "x" + topic, ""]) }
        return (topic, payload)
    }

    private func topic(of tree: JSONTree, _ kind: String) -> String {
        guard case .members(let members) = tree else { return "" }
        var (station, lane) = ("", "")
        for member in members {
            if member.key == "source", case .string(let source) = member.value {
                station = String(source.prefix { $0 != "/" })
            }
            if member.key == "lane", case .token(let number) = member.value { lane = number }
        }
        return "\(kind)/\(station)/\(lane)"
    }
}
