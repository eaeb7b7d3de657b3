// Prints what one message costs: decoding, the parse alone, Foundation's decoder beside it, and encoding.
//
//     swift run -c release --package-path tools/benchmarks decode-benchmark [ROUNDS]

import FeedContract

let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 7

for sample in [Sample.weigh, .camera] {
    print("\(sample.name): \(sample.payload.count) bytes")
    let decoder = MessageDecoder()
    report("MessageDecoder", messages: 200_000) { count in
        sample.payload.withUnsafeBytes { payload in
            sample.topic.withUnsafeBytes { topic in
                for _ in 0..<count {
                    if case .invalid(let invalid) = decoder.decode(topic: topic, payload: payload) {
                        preconditionFailure("\(invalid.faults)")
                    }
                }
            }
        }
    }
    let parse = ParseAlone()
    report("simdjson parse alone", messages: 200_000) { parse.run(sample.payload, count: $0) }
    report("Foundation JSONDecoder", messages: 5_000) { sample.decodeWithFoundation(count: $0) }
    report("MessageEncoder", messages: 200_000) { sample.encode(count: $0) }
}

/// Runs `body` for each round, after one that does not count, and prints the least and the median of the rounds.
func report(_ name: String, messages: Int, _ body: (Int) -> Void) {
    body(messages / 10)
    let clock = ContinuousClock()
    let times = (0..<rounds).map { _ in clock.measure { body(messages) } / messages }.sorted()
    let (least, median) = (microseconds(times[0]), microseconds(times[times.count / 2]))
    print("  \(name): \(least) µs/message at best, \(median) in the median of \(rounds) rounds")
}

func microseconds(_ duration: Duration) -> String {
    let nanoseconds = duration.components.attoseconds / 1_000_000_000
    let fraction = String(1_000 + nanoseconds % 1_000).dropFirst()
    return "\(nanoseconds / 1_000).\(fraction)"
}
