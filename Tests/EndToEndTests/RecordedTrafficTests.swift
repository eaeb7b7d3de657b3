import Foundation
import TestSupport
import Testing

/// The recorded vehicles, read here by a few lines of this test's own.
struct RecordedVehicle {
    let axles: Int
    let loads: [Int]

    static let file = Project.shared?.appendingPathComponent("data/wim/recorded_1000.mon.txt")

    static func all() throws -> [RecordedVehicle] {
        let text = try String(contentsOf: try #require(file), encoding: .utf8)
        return text.split(separator: "\n").map { line in
            let bytes = Array(line.utf8)
            func number(_ range: Range<Int>) -> Int {
                Int(String(decoding: bytes[range], as: UTF8.self).trimmingCharacters(in: .whitespaces)) ?? -1
            }
            let axles = number(26..<28)
            return RecordedVehicle(axles: axles, loads: (0..<axles).map { number((50 + 10 * $0)..<(55 + 10 * $0)) })
        }
    }

    /// The gross mass in kg at a scale in tenths, each load floored.
    func gross(tenths: Int) -> Int { loads.reduce(0) { $0 + $1 * tenths / 10 } }

    /// Over by the limits of Order 62 Art. 3 with form and drive axles unknown, after the 5 % of a class 5 instrument.
    func isOver(tenths: Int) -> Bool {
        let limits = [2: 18_000, 3: 27_000, 4: 36_000, 5: 43_000]
        return gross(tenths: tenths) * 95 / 100 > limits[axles, default: 49_000]
    }
}

@Suite(
    "Recorded traffic over TCP, with the real programs",
    .enabled(if: Project.shared != nil, "../shared/data is absent: recorded traffic is not replayed"),
    .timeLimit(.minutes(60))
)
struct RecordedTrafficTests {
    private func replay(_ daemon: RunningDaemon, scale: String, _ more: String...) throws {
        let file = try #require(RecordedVehicle.file).path
        let replay = try RunningProgram.run(
            "zhichao-station",
            ["replay", file, "--format", "mon", "--data", daemon.data, "--rebase", "now", "--scale-mass", scale] + more
        )
        #expect(replay.status == 0, "\(replay.errors)")
    }

    @Test("1000 vehicles, twice: what the file holds comes out, and the second time adds nothing", arguments: [10, 16])
    func twice(tenths: Int) throws {
        let vehicles = try RecordedVehicle.all()
        let over = vehicles.filter { $0.isOver(tenths: tenths) }
        #expect(vehicles.count == 1_000 && over.count == (tenths == 10 ? 2 : 18))
        let scale = "\(tenths / 10).\(tenths % 10)"
        let daemon = try RunningDaemon()
        try replay(daemon, scale: scale)
        let first = try daemon.status { $0.isSettled(passages: 1_000) }
        #expect(first.committed == 2_000 && first.duplicates == 0 && first.quarantined == 0 && first.missing == 0)
        #expect(first.passages == 1_000 && first.unpaired == 0 && first.ambiguous == 0 && first.not_evidence == 0)
        #expect(first.overloaded == over.count && first.cases == ["detected": over.count] && first.addsUp)
        #expect(first.sources.map(\.through) == [1_000, 1_000])

        let cases = try daemon.cases()
        #expect(cases.map(\.gross_kg).sorted() == over.map { $0.gross(tenths: tenths) }.sorted())
        #expect(Set(cases.map(\.plate)).count == over.count && Set(cases.map(\.id)).count == over.count)
        for one in cases {
            #expect(one.assessed_kg == one.gross_kg * 95 / 100 && one.excess_kg == one.assessed_kg - one.limit_kg)
            #expect(one.excess_ratio == one.excess_kg * 10_000 / one.limit_kg)
        }

        try replay(daemon, scale: scale)
        let second = try daemon.status { $0.received >= 4_000 }
        #expect(second.duplicates == 2_000 && second.committed == 2_000 && second.addsUp)
        #expect(second.passages == 1_000 && second.overloaded == over.count)
        #expect(daemon.stop() == 0)
        #expect(try daemon.cases() == cases)
    }

    @Test("a daemon killed in between loses nothing and doubles nothing")
    func killed() throws {
        let over = try RecordedVehicle.all().filter { $0.isOver(tenths: 16) }
        let first = try RunningDaemon()
        let file = try #require(RecordedVehicle.file).path
        let replay = try RunningProgram(
            "zhichao-station",
            [
                "replay", file, "--format", "mon", "--data", first.data, "--rebase", "now", "--scale-mass", "1.6",
                "--rate", "2000",
            ]
        )
        _ = try first.status { $0.committed > 300 }
        first.program.signal(SIGKILL)
        #expect(first.program.wait() == 128 + SIGKILL)
        replay.signal(SIGKILL)
        replay.wait()
        #expect(try first.status().running == false)

        let second = try RunningDaemon(in: first.directory)
        try self.replay(second, scale: "1.6")
        let status = try second.status { $0.isSettled(passages: 1_000) }
        #expect(status.committed == 2_000 && status.passages == 1_000 && status.missing == 0)
        #expect(status.overloaded == over.count && status.cases == ["detected": over.count])
        #expect(second.stop() == 0)
    }

    @Test("as recorded, in 2012, nothing can be judged: no rule was in force")
    func asRecorded() throws {
        let daemon = try RunningDaemon()
        let file = try #require(RecordedVehicle.file).path
        let replay = try RunningProgram.run(
            "zhichao-station",
            ["replay", file, "--format", "mon", "--data", daemon.data, "--scale-mass", "1.6"]
        )
        #expect(replay.status == 0, "\(replay.errors)")
        let status = try daemon.status { $0.passages >= 1_000 }
        #expect(status.not_evidence == 1_000 && status.overloaded == 0 && status.cases.isEmpty)
    }
}

@Suite("Made-up traffic, with the real programs", .timeLimit(.minutes(60)))
struct SimulatedTrafficTests {
    private struct Summary: Decodable {
        let passages, weigh, camera, overloaded: Int
        let missing_pictures: Int
    }

    @Test("what the simulator says that it sent is what the daemon has, each reading once")
    func simulate() throws {
        let daemon = try RunningDaemon()
        let simulator = try RunningProgram.run(
            "zhichao-station",
            [
                "simulate", "--seed", "11", "--stations", "3", "--rate", "3", "--for", "20m", "--full-speed", "--json",
                "--data", daemon.data,
            ]
        )
        #expect(simulator.status == 0, "\(simulator.errors)")
        let sent = try JSONDecoder().decode(Summary.self, from: Data(simulator.output.utf8))
        #expect(sent.passages > 3_000 && sent.weigh == sent.passages)
        let status = try daemon.status { $0.isSettled(passages: sent.passages) }
        #expect(status.committed == sent.weigh + sent.camera && status.missing == 0 && status.quarantined == 0)
        #expect(status.passages == sent.passages && status.addsUp)
        // A picture that is missing leaves its weighing unpaired, unless another vehicle's picture could be meant.
        #expect(status.unpaired > 0 && status.unpaired <= sent.missing_pictures)
        #expect(status.overloaded > 0 && status.overloaded <= sent.overloaded)
        // Repeat offenders within 12 h are one act: fewer cases than overloads.
        let cases = status.cases["detected", default: 0]
        #expect(cases > 0 && cases < status.overloaded)
        #expect(daemon.stop() == 0)
    }
}
