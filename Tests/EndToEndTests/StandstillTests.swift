import Foundation
import TestSupport
import Testing

@Suite("Programs that stand still for a while, with the real ones", .timeLimit(.minutes(60)))
struct StandstillTests {
    /// Lets programs stand still. How long they do is the fault itself; nobody waits for anything meanwhile.
    private func stop(_ programs: RunningProgram..., seconds: Int) {
        for program in programs { program.signal(SIGSTOP) }
        Thread.sleep(forTimeInterval: Double(seconds))
        for program in programs { program.signal(SIGCONT) }
    }

    @Test("daemon, station and both stand still in turn: everything that was spooled is there, once")
    func standStill() throws {
        // In a long run a minute each: ZHICHAO_STOP_SECONDS=60.
        let seconds = Setting.number("STOP_SECONDS") ?? 3
        let directory = try TemporaryDirectory()
        let daemon = try RunningDaemon(in: directory, extra: Roadside.quick)
        let ports = Ports(data: daemon.data, control: daemon.control)
        let station = try SpoolingStation(in: directory, ports, rate: 20)
        func goOn() throws {
            let reached = try daemon.status().committed
            _ = try daemon.status { $0.committed > reached + 40 }
        }
        try goOn()
        let spooled = station.spooled
        stop(daemon.program, seconds: seconds)
        #expect(station.spooled > spooled, "the station stood still, too")
        try goOn()
        stop(station.program, seconds: seconds)
        try goOn()
        stop(daemon.program, station.program, seconds: seconds)
        try goOn()
        #expect(station.program.isRunning && daemon.program.isRunning)
        try station.drain()
        try daemon.expectEverythingOnce()
    }
}
