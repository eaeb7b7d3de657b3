import Foundation
import TestSupport
import Testing

@Suite("A disk that is full for a while, with the real programs", .timeLimit(.minutes(60)))
struct FullDiskTests {
    private struct Summary: Decodable {
        let weigh, spooled, waiting, lost: Int
    }

    @Test("it says why, acknowledges nothing more, goes on by itself when there is room, and has everything once")
    func fullThenFree() throws {
        let daemon = try RunningDaemon(extra: Roadside.quick, fileKilobytesMax: 2_048)
        let output = daemon.directory.path + "/summary.json"
        let arguments = [
            "simulate", "--seed", "5", "--rate", "7", "--for", "15m", "--full-speed", "--spool",
            daemon.directory.path + "/spool", "--data", daemon.data, "--control", daemon.control,
            "--until-acknowledged", "--json",
        ]
        let command = "exec \"$0\" \"$@\" > \(output)"
        let station = try RunningProgram(
            "/bin/sh",
            ["-c", command, RunningProgram.directory + "/zhichao-station"] + arguments
        )
        let line = try daemon.program.line(containing: "journal does not take a commit")
        #expect(line.contains("what_to_do="), "\(line)")
        // The station goes on spooling and the daemon goes on hearing it, and does not say that it has anything.
        let full = try daemon.status()
        let again = try daemon.status { _ in station.isRunning }
        #expect(again.committed == full.committed && again.running)

        let free = try RunningProgram.run(
            "/usr/bin/prlimit",
            ["--pid", "\(daemon.program.processID)", "--fsize=unlimited:unlimited"]
        )
        #expect(free.status == 0, "\(free.errors)")
        try daemon.program.line(containing: "journal takes commits again")
        #expect(station.wait() == 0, "\(station.log)")
        let sent = try JSONDecoder().decode(Summary.self, from: try Data(contentsOf: URL(fileURLWithPath: output)))
        #expect(sent.spooled > Int(full.committed) && sent.waiting == 0 && sent.lost == 0)
        _ = try daemon.status { $0.isSettled(passages: sent.weigh) }
        try daemon.expectOnceEach(sent.spooled)
        #expect(daemon.stop() == 0)
    }
}
