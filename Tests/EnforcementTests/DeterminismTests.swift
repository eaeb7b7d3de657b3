import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

/// A made-up feed: several lanes, readings out of order, pictures missing, doubled, late, with and without triggers.
struct MadeUpFeed {
    let events: [Event]

    init(seed: UInt64, passages: Int = 120) {
        var generator = SeededGenerator(seed: seed)
        var due: [(at: Int64, order: Int, reading: Either)] = []
        var seqs = (weigh: UInt64(0), camera: UInt64(0))
        for number in 0..<passages {
            let at = Int64(number) * 700 + Int64.random(in: 0...900, using: &generator)
            let lane = Int.random(in: 1...2, using: &generator)
            let trigger = Bool.random(using: &generator) ? String(number % 50) : nil
            let plate = "豫A\(10_000 + Int.random(in: 0...40, using: &generator))"
            seqs.weigh += 1
            let gross = Int.random(in: 12_000...70_000, using: &generator)
            let weighing = Given.weighing(seq: seqs.weigh, at: .noon(at), gross: gross, trigger: trigger, lane: lane)
            due.append((at + .random(in: 0...6_000, using: &generator), due.count, .weighing(weighing)))
            for _ in 0..<generator.pick([0, 1, 1, 1, 2]) {
                seqs.camera += 1
                let picture = Given.picture(
                    seq: seqs.camera,
                    at: .noon(at + .random(in: -800...1_500, using: &generator)),
                    plate: plate,
                    trigger: trigger,
                    lane: lane
                )
                due.append((at + .random(in: 0...8_000, using: &generator), due.count, .picture(picture)))
            }
        }
        due.sort { ($0.at, $0.order) < ($1.at, $1.order) }
        events =
            due.enumerated().map { index, item in
                let arrival = Arrival(ordinal: Int64(index + 1), receivedAt: .noon(item.at))
                return switch item.reading {
                case .weighing(let reading): .weighed(reading, arrival)
                case .picture(let reading): .sighted(reading, arrival)
                }
            } + [.tick(.noon(10_000_000))]
    }

    private enum Either {
        case weighing(WeighReading)
        case picture(CameraReading)
    }
}

@Suite("The core")
struct DeterminismTests {
    /// FNV-1a over the effects as text: equal effects give an equal number in every process.
    private func digest(_ effects: [Effect]) -> String {
        let digest = String(describing: effects).utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return String(digest, radix: 16)
    }

    private func run(seed: UInt64) throws -> [Effect] {
        var core = try Core()
        var effects: [Effect] = []
        for event in MadeUpFeed(seed: seed).events { core.pipeline.apply(event, effects: &effects) }
        return effects
    }

    @Test("gives the same effects for the same events in any process: this figure was recorded in another one")
    func sameInAnyProcess() throws {
        let found = digest(try run(seed: 1))
        #expect(found == "eae735af0ff036f0")
    }

    @Test("gives every weighing exactly one passage, and no picture to two of them")
    func invariants() throws {
        for seed in Seeds.run(ci: 60) {
            let effects = try run(seed: seed)
            let settled = effects.compactMap { if case .settled(let passage) = $0 { passage } else { nil } }
            let amended = effects.compactMap { if case .amended(let passage, _) = $0 { passage } else { nil } }
            let last = Dictionary(amended.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            let passages = settled.map { last[$0.id] ?? $0 }
            #expect(passages.count == 120, "seed \(seed)")
            #expect(Set(passages.map(\.id)).count == 120, "seed \(seed)")
            let used = passages.filter { $0.verdict != .ambiguous }.flatMap(\.sightings)
            #expect(Set(used).count == used.count, "seed \(seed): a picture was given to two passages")
            let overloads = effects.compactMap {
                if case .toCases(.overload(let opening)) = $0 { opening.passage } else { nil }
            }
            let taken = effects.compactMap { if case .toCases(.amended(let it)) = $0 { it.passage } else { nil } }
            let over = Set(passages.filter { $0.verdict == .overloaded }.map(\.id.description))
            #expect(Set(overloads).count == overloads.count && over.isSubset(of: overloads), "seed \(seed)")
            #expect(Set(overloads).subtracting(over).isSubset(of: taken), "seed \(seed)")
            let opened = effects.compactMap { if case .verdict(let passage) = $0 { passage } else { nil } }
            for passage in passages {
                #expect(opened.last { $0.id == passage.id }?.verdict == passage.verdict, "seed \(seed): \(passage.id)")
            }
        }
    }

    @Test("never ties a weight to another truck's plate where triggers or distances tell them apart")
    func rightPlate() throws {
        for seed in Seeds.run(ci: 60) {
            var generator = SeededGenerator(seed: seed)
            var core = try Core()
            // Trucks two seconds apart, pictures within half a second of their own: nothing is ambiguous.
            let order = (0..<60).shuffled(using: &generator).sorted { abs($0 - $1) > 3 && $0 < $1 }
            for (place, number) in order.enumerated() {
                let at = Int64(number) * 2_000
                let trigger = number % 3 == 0 ? "\(number)" : nil
                core.receive(
                    Given.weighing(seq: UInt64(number + 1), at: .noon(at), trigger: trigger),
                    after: Int64(place)
                )
                let offset = Int64.random(in: -400...400, using: &generator)
                core.receive(
                    Given.picture(
                        seq: UInt64(number + 1),
                        at: .noon(at + offset),
                        plate: "豫A\(10_000 + number)",
                        trigger: trigger
                    ),
                    after: Int64(place)
                )
            }
            core.settleAll()
            #expect(core.passages.count == 60)
            for passage in core.passages where passage.plate != nil {
                #expect(passage.plate?.number == "豫A\(10_000 + Int(passage.id.seq) - 1)", "seed \(seed)")
            }
        }
    }
}
