import Foundation
import TestSupport
import Testing

@Suite("Programs that are killed, with the real ones", .timeLimit(.minutes(30)))
struct KillTests {
    private enum Fault: CaseIterable {
        case daemonKilled, stationKilled, bothKilled, daemonStopped
    }

    /// What runs, and what brings it back.
    private final class Scene {
        let directory: TemporaryDirectory
        let ports: Ports
        var daemon: RunningDaemon
        var station: RunningProgram
        private(set) var stationsStarted = 0

        /// Passages a second over eight lanes. Many more are no traffic any more, and late readings among so many
        /// vehicles a lane cost the daemon so much time to pair that the test would measure that.
        private static let rate = ["--rate", "16"]
        private static let settleQuickly = "pairing: { settle_after_ms: 500 }"

        init() throws {
            directory = try TemporaryDirectory()
            ports = try Ports.fixed()
            daemon = try RunningDaemon(in: directory, extra: Scene.settleQuickly, ports: ports)
            station = try RunningProgram("zhichao-station", Scene.arguments(directory, ports) + Scene.rate)
        }

        func killDaemon() {
            daemon.program.signal(SIGKILL)
            daemon.program.wait()
        }

        func startDaemon() throws {
            daemon = try RunningDaemon(in: directory, extra: Scene.settleQuickly, ports: ports)
        }

        func killStation() {
            station.signal(SIGKILL)
            station.wait()
        }

        func startStation() throws {
            stationsStarted += 1
            let rate = Scene.rate + ["--seed", "\(stationsStarted + 1)"]
            station = try RunningProgram("zhichao-station", Scene.arguments(directory, ports) + rate)
        }

        /// Ends the station, and starts it once more until the daemon has everything.
        func drain() throws {
            station.signal(SIGTERM)
            // One that was started just now may not listen to signals yet, and dies of it: its spool lives.
            #expect([0, 128 + SIGTERM].contains(station.wait()), "\(station.log)")
            let last = Scene.arguments(directory, ports, "--until-acknowledged", "--for", "100ms", "--rate", "10")
            let (status, _, errors) = try RunningProgram.run("zhichao-station", last)
            #expect(status == 0 && errors.contains("0 not acknowledged") && errors.contains("0 lost"), "\(errors)")
        }

        private static func arguments(_ directory: TemporaryDirectory, _ ports: Ports, _ more: String...) -> [String] {
            [
                "simulate", "--stations", "2", "--spool", directory.path + "/spool", "--data", ports.data, "--control",
                ports.control,
            ] + more
        }

        /// Bytes in the spool's files.
        var spooled: Int {
            let files = FileManager.default.enumerator(atPath: directory.path + "/spool")
            var sum = 0
            while files?.nextObject() != nil { sum += (files?.fileAttributes?[.size] as? Int) ?? 0 }
            return sum
        }
    }

    /// Waits for a station to fill its spool by so many bytes while nobody takes anything.
    private func waitForSpool(_ scene: Scene, bytes: Int) throws {
        let before = scene.spooled
        let deadline = ContinuousClock.now + .seconds(60)
        while scene.spooled < before + bytes {
            try #require(ContinuousClock.now < deadline && scene.station.isRunning, "\(scene.station.log)")
            sched_yield()
        }
    }

    private func play(_ fault: Fault, _ scene: Scene, _ chance: inout SeededGenerator) throws {
        let meanwhile = chance.int(0...8_000)
        switch fault {
        case .daemonKilled:
            scene.killDaemon()
            if chance.once(in: 2) { try waitForSpool(scene, bytes: meanwhile) }
            try scene.startDaemon()
        case .stationKilled:
            scene.killStation()
            try scene.startStation()
        case .bothKilled:
            scene.killStation()
            scene.killDaemon()
            try scene.startStation()
            try scene.startDaemon()
        case .daemonStopped:
            scene.daemon.program.signal(SIGSTOP)
            try waitForSpool(scene, bytes: meanwhile)
            scene.daemon.program.signal(SIGCONT)
        }
    }

    @Test("kill -9 of daemon and stations at random moments: every reading that was spooled is there, once")
    func killed() throws {
        let rounds = Setting.number("ROUNDS") ?? 10
        let seed = Setting.seed
        print("killed: ZHICHAO_SEED=\(seed) ZHICHAO_ROUNDS=\(rounds)")
        var chance = SeededGenerator(seed: seed)
        let scene = try Scene()
        for round in 1...rounds {
            let aim = try scene.daemon.status().committed + chance.int(0...60)
            _ = try scene.daemon.status { $0.committed >= aim }
            let fault = chance.pick(Fault.allCases)
            print("killed: round \(round), \(aim) readings, \(fault)")
            try play(fault, scene, &chance)
        }
        try scene.drain()
        let weighings = try #require(try scene.daemon.rows("SELECT count(*) FROM reading WHERE kind = 'weigh'").first)
        let status = try scene.daemon.status { $0.isSettled(passages: Int(weighings) ?? .max) }
        #expect(status.refused == 0 && status.control_refused == 0 && status.control_malformed == 0, "\(status)")
        try scene.daemon.expectOnceEach()
        #expect(scene.daemon.stop() == 0)
        try scene.daemon.expectOnceEach()
    }
}
