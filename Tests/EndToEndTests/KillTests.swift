import Foundation
import TestSupport
import Testing

@Suite("Programs that are killed, with the real ones", .timeLimit(.minutes(60)))
struct KillTests {
    private enum Fault: CaseIterable {
        case daemonKilled, stationKilled, bothKilled, daemonStopped
    }

    /// What runs, and what brings it back.
    private final class Scene {
        let directory: TemporaryDirectory
        let ports: Ports
        var daemon: RunningDaemon
        let station: SpoolingStation

        /// Passages a second over eight lanes. Many more are no traffic any more.
        private static let rate = 16
        private static let settleQuickly = "pairing: { settle_after_ms: 500 }"

        init() throws {
            directory = try TemporaryDirectory()
            ports = try Ports.fixed()
            daemon = try RunningDaemon(in: directory, extra: Scene.settleQuickly, ports: ports)
            station = try SpoolingStation(in: directory, ports, rate: Setting.number("RATE") ?? Scene.rate)
        }

        func killDaemon() {
            daemon.program.signal(SIGKILL)
            daemon.program.wait()
        }

        func startDaemon() throws {
            daemon = try RunningDaemon(in: directory, extra: Scene.settleQuickly, ports: ports)
        }
    }

    private func play(_ fault: Fault, _ scene: Scene, _ chance: inout SeededGenerator) throws {
        let meanwhile = chance.int(0...8_000)
        switch fault {
        case .daemonKilled:
            scene.killDaemon()
            if chance.once(in: 2) { try scene.station.waitForSpool(toGrowBy: meanwhile) }
            try scene.startDaemon()
        case .stationKilled:
            scene.station.kill()
            try scene.station.start()
        case .bothKilled:
            scene.station.kill()
            scene.killDaemon()
            try scene.station.start()
            try scene.startDaemon()
        case .daemonStopped:
            scene.daemon.program.signal(SIGSTOP)
            try scene.station.waitForSpool(toGrowBy: meanwhile)
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
        try scene.station.drain()
        try scene.daemon.expectEverythingOnce()
    }
}
