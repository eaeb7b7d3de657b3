import CaseStore
import Enforcement
import Law
import TestSupport
import Testing
import Units

/// Random acts of a vehicle, and what the law says of them.
private struct Story {
    struct Weighing {
        var seq: Int
        var at: Double
        var excess: Int
        var isOnSite: Bool
        var colour: String
    }

    struct Unloading {
        var seq: Int
        var at: Double
        var of: Weighing
        var gross: Int
        var isEnd: Bool { gross <= 49_000 }
    }

    let plate: String
    /// Each within 12 h, more than 12 h apart: every passage of the same one without an unloading between is one act.
    private(set) var days: [(weighings: [Weighing], unloadings: [Unloading])] = []

    init(_ generator: inout SeededGenerator, plate: String, firstSeq: Int) {
        self.plate = plate
        var seq = firstSeq
        for day in 0...1 {
            let start = Double(day) * 30
            // Whole minutes, each once, so that "before" and "after" are never in doubt.
            var minutes = Array(0...720).shuffled(using: &generator)
            func at() -> Double { start + Double(minutes.removeLast()) / 60 }
            let weighings = (1...generator.int(1...5)).map { _ in
                seq += 1
                return Weighing(
                    seq: seq,
                    at: at(),
                    excess: generator.int(1...3) * 2_000,
                    isOnSite: generator.once(in: 2),
                    colour: generator.once(in: 3) ? "unknown" : "yellow"
                )
            }
            let unloadings = weighings.filter(\.isOnSite).flatMap { first in
                (0..<generator.int(0...2)).map { _ in
                    seq += 1
                    return Unloading(
                        seq: seq,
                        at: at(),
                        of: first,
                        gross: generator.once(in: 3) ? 50_000 : 48_000
                    )
                }
            }
            days.append((weighings, unloadings))
        }
    }

    /// What is told, each thing after what it presupposes; the rest in any order.
    func telling(_ generator: inout SeededGenerator) throws -> [ForwardedInput] {
        var told: [(place: Double, input: ForwardedInput)] = []
        func place() -> Double { Double(generator.int(0...1_000_000)) }
        for day in days {
            for weighing in day.weighings {
                let input = try Told.overload(
                    weighing.seq,
                    at: weighing.at,
                    plate: plate,
                    colour: weighing.colour,
                    excess: weighing.excess,
                    ticket: weighing.isOnSite ? "T\(weighing.seq)" : nil
                )
                var places = (0...2).map { _ in place() }.sorted()
                told.append((places[0], input))
                if generator.once(in: 4) { told.append((place() + places[0], input)) }
                guard generator.once(in: 3) else { continue }
                // It falls for a while.
                told.append((places[1], try Told.amended(weighing.seq, verdict: .notEvidence, plate: plate)))
                told.append((places[2], try Told.amended(weighing.seq, plate: plate)))
                places.removeAll()
            }
            for unloading in day.unloadings {
                let input = try Told.unloaded(
                    unloading.seq,
                    of: "T\(unloading.of.seq)",
                    at: unloading.at,
                    gross: unloading.gross,
                    plate: plate
                )
                for _ in 0...(generator.once(in: 4) ? 1 : 0) { told.append((place(), input)) }
            }
        }
        return told.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
            .map(\.element.input)
    }

    /// The cases by the law alone, each as a line.
    var cases: [String] {
        days.flatMap { day in
            let ends = day.unloadings.filter(\.isEnd).map { max($0.at, $0.of.at) }
            let acts = Dictionary(grouping: day.weighings) { weighing in ends.filter { $0 < weighing.at }.count }
            return acts.values.compactMap { line($0, day.unloadings) }
        }.sorted()
    }

    private func line(_ act: [Weighing], _ unloadings: [Unloading]) -> String? {
        let isOnSite = act.contains(where: \.isOnSite)
        let last = unloadings.filter { unloading in act.contains { $0.seq == unloading.of.seq } }.max { $0.at < $1.at }
        return act.min { ($0.excess, $0.at) < ($1.excess, $1.at) }.map { carrier in
            Story.line(
                plate: plate,
                passages: act.map(\.seq).sorted().map(Told.passage),
                carrier: Told.passage(carrier.seq),
                state: isOnSite ? .confirmed : .detected,
                colour: act.contains { $0.colour == "yellow" } ? "yellow" : "unknown",
                unloaded: last.map { 49_000 + $0.of.excess - $0.gross },
                isUnloaded: last?.isEnd ?? false
            )
        }
    }

    static func line(
        plate: String,
        passages: [String],
        carrier: String,
        state: CaseState,
        colour: String,
        unloaded: Int?,
        isUnloaded: Bool
    ) -> String {
        "\(plate) \(colour) \(passages.sorted()) by \(carrier) \(state) \(unloaded.map(String.init) ?? "-") \(isUnloaded)"
    }
}

@Suite("Cases do not depend on the order of telling")
struct TellingOrderTests {
    @Test("random tellings of the same acts come to what the law says of them", arguments: Seeds.run(ci: 60))
    func anyOrder(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let stories = [("豫A12345", 0), ("豫A00002", 100)].map { plate, seq in
            Story(&generator, plate: plate, firstSeq: seq)
        }
        for round in 1...3 {
            let bench = try CaseBench()
            let telling = try stories.flatMap { try $0.telling(&generator) }
            for input in telling { try bench.take(input) }
            let cases = try bench.reader.list().map { summary in
                let dossier = try #require(try bench.reader.find(summary.id))
                return Story.line(
                    plate: summary.plate,
                    passages: dossier.passages.filter(\.stands).map(\.passage),
                    carrier: summary.passage,
                    state: summary.state,
                    colour: summary.plateColour,
                    unloaded: summary.unloaded?.rawValue,
                    isUnloaded: summary.isUnloaded
                )
            }
            #expect(cases.sorted() == stories.flatMap(\.cases).sorted(), "seed \(seed), round \(round)")
            #expect(try bench.reader.list().allSatisfy { !$0.needsReview }, "seed \(seed), round \(round)")
            let verifier = try CaseVerifier(directory: bench.directory.path, publicKeys: [], witness: nil)
            #expect(try verifier.run().difference == nil, "seed \(seed), round \(round)")
        }
    }

    @Test("told twice, nothing changes", arguments: Seeds.run(ci: 20))
    func twice(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let bench = try CaseBench()
        let telling = try Story(&generator, plate: "豫A12345", firstSeq: 0).telling(&generator)
        for input in telling {
            try bench.take(input)
            let before = try bench.dump()
            #expect(try bench.take(input).isEmpty, "seed \(seed): \(input.input)")
            #expect(try bench.dump() == before, "seed \(seed)")
        }
        let before = try bench.dump()
        let position = try bench.store.position()
        #expect(try bench.store.take(telling, position: position, at: Told.hours(48)).cases.isEmpty)
        #expect(try bench.dump() == before, "what lies before the position was taken: seed \(seed)")
    }
}
