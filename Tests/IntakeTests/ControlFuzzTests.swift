import Enforcement
import FeedContract
import Journal
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("A reception that is sent anything")
struct ControlFuzzTests {
    private static let count = 20_000

    private func seedMessages() -> [[[UInt8]]] {
        let digest = String(repeating: "ab", count: 32)
        let medium = Array(#"{"source":"S1/wim-1","sha256":"\#(digest)"}"#.utf8)
        let error = Array(#"{"code":"malformed","message":"m","source":"S1/wim-1","epoch":1}"#.utf8)
        return [
            Say.hello(1, 9).frames, Say.hello(3, 40, epoch: 2).frames, Say.hello(1, 9, source: "S1/cam-1").frames,
            Say.lost(2...8).frames, Say.data(2).frames, Say.data(7).frames,
            Say.data(3, payload: Array("{".utf8)).frames,
            [Array("HAVE".utf8), Array(#"{"source":"S1/wim-1","epoch":1,"through":2}"#.utf8)],
            [Array("REPLAY".utf8), Array(#"{"source":"S1/wim-1","epoch":1,"from":1,"to":2}"#.utf8)],
            [Array("MEDIUM".utf8), medium, [0xFF]], [Array("GONE".utf8), medium], [Array("ERROR".utf8), error],
        ]
    }

    private func mutated(_ frames: [[UInt8]], _ generator: inout SeededGenerator) -> [[UInt8]] {
        var frames = frames
        switch generator.int(0...9) {
        case 0: frames.remove(at: generator.int(0...(frames.count - 1)))
        case 1: frames.insert(generator.pick(frames), at: generator.int(0...frames.count))
        case 2: break
        default:
            let place = generator.int(0...(frames.count - 1))
            for _ in 0...generator.int(0...2) { mutate(&frames[place], &generator) }
        }
        return frames
    }

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return bytes.append(UInt8(generator.int(0...255))) }
        let place = generator.int(0...(bytes.count - 1))
        switch generator.int(0...5) {
        case 0: bytes[place] = UInt8(generator.int(0...255))
        case 1: bytes.remove(at: place)
        case 2: bytes.removeLast(bytes.count - place)
        case 3: bytes.insert(contentsOf: bytes.suffix(generator.int(0...20)), at: place)
        default:
            // Numbers are where the harm could be: most mutations go there.
            let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
            guard !digits.isEmpty else { return }
            let digit = generator.pick(digits)
            let numbers = ["0", "9", "12", "9007199254740991", "9007199254740992", "1795420800001", "-1", "1e3"]
            bytes.replaceSubrange(digit...digit, with: Array(generator.pick(numbers).utf8))
        }
    }

    private func check(_ bench: Bench, _ what: String) {
        #expect(bench.reception.counters.addUp, "\(what)")
        for session in bench.reception.sources.sessions {
            #expect(session.tracker.epochs.count <= SequenceTracker.epochsMax, "\(what)")
            for mark in session.tracker.epochs {
                #expect(mark.holes.count <= SequenceTracker.holesMax, "\(what)")
                #expect(mark.gaps.count <= SequenceTracker.gapsMax, "\(what)")
                for (left, right) in zip(mark.holes, mark.holes.dropFirst())
                where left.seqs.upperBound + 1 >= right.seqs.lowerBound {
                    Issue.record("\(what): the holes \(left.seqs) and \(right.seqs) touch")
                }
                for (left, right) in zip(mark.gaps, mark.gaps.dropFirst())
                where left.last.map({ $0 >= right.first }) ?? true {
                    Issue.record("\(what): gaps \(left) and \(right)")
                }
            }
        }
    }

    @Test("does not crash, counts every message as one thing, and keeps its state bounded")
    func control() throws {
        for seed in Seeds.run(ci: 1) {
            var generator = SeededGenerator(seed: seed)
            let messages = seedMessages()
            var bench = try Bench()
            var now = Given.noon
            for number in 1...ControlFuzzTests.count {
                now = now + Milliseconds(Int64(generator.int(0...40)))
                let frames = mutated(generator.pick(messages), &generator)
                bench.control(frames, at: now, isDrained: generator.once(in: 2))
                bench.tick(now)
                if number % 500 == 0 {
                    check(bench, "seed \(seed), message \(number)")
                    #expect(bench.said().count <= 3_000)
                    try bench.commit()
                    bench.settle()
                }
                if number % 4_000 == 0 { bench = try bench.killed(startedAt: now) }
            }
            #expect(bench.reception.counters.controlMalformed > 1_000, "seed \(seed)")
        }
    }

    @Test("nor does it on the data socket")
    func data() throws {
        for seed in Seeds.run(ci: 1) {
            var generator = SeededGenerator(seed: seed &+ 7)
            let messages = [
                Message(Given.weighing(seq: 5, trigger: "7")), Message(Given.picture(seq: 5, trigger: "7")),
            ]
            var bench = try Bench()
            for number in 1...ControlFuzzTests.count {
                let message = generator.pick(messages)
                var payload = message.payload
                for _ in 0...generator.int(0...2) { mutate(&payload, &generator) }
                bench.receive(message.topic, payload, at: .noon(plus: Int64(number)))
                if number % 500 == 0 {
                    check(bench, "seed \(seed), message \(number)")
                    try bench.commit()
                }
            }
            #expect(bench.reception.counters.received == ControlFuzzTests.count)
            #expect(bench.reception.counters.quarantined > 1_000)
        }
    }
}
