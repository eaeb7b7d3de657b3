import Foundation
import TestSupport
import Testing

@Suite("Hostile bytes at the ports")
struct HostileTests {
    /// Resident memory that noise may add; a thousand connections cost libzmq some kilobytes each.
    private static let growthMegabytesMax = 64

    @Test(
        "noise, silence and messages that no station sends: no crash, no growth, and a station is not disturbed",
        .enabled(if: Setting.python != nil, "ZHICHAO_PYTHON is not set: run tools/test")
    )
    func noise() throws {
        let seed = Setting.seed
        print("noise: ZHICHAO_SEED=\(seed)")
        let daemon = try RunningDaemon()
        let spooling = [
            "simulate", "--stations", "1", "--rate", "10", "--spool", daemon.directory.path + "/spool", "--data",
            daemon.data, "--control", daemon.control,
        ]
        let station = try RunningProgram("zhichao-station", spooling)
        _ = try daemon.status { $0.committed > 20 }
        let before = try daemon.residentMegabytes
        let noise = try RunningProgram.run(
            try #require(Setting.python),
            [
                Project.root.appendingPathComponent("Tests/EndToEndTests/Scripts/hostile.py").path, daemon.data,
                daemon.control, "\(seed)", "1000", "3000",
            ]
        )
        #expect(noise.status == 0, "\(noise.errors)")
        // The answers prove that the daemon has read all of it.
        #expect(noise.output.contains("1000 idle") && !noise.output.hasPrefix("0 errors"), "\(noise.output)")
        let growth = try daemon.residentMegabytes - before
        #expect(growth < HostileTests.growthMegabytesMax, "\(growth) MB more")

        let reached = try daemon.status().committed + 20
        _ = try daemon.status { $0.committed >= reached }
        station.signal(SIGTERM)
        #expect(station.wait() == 0, "\(station.log)")
        let drained = try RunningProgram.run("zhichao-station", spooling + ["--until-acknowledged", "--for", "100ms"])
        #expect(drained.status == 0 && drained.errors.contains("0 not acknowledged"), "\(drained.errors)")
        let last = try daemon.status()
        #expect(last.addsUp && last.missing == 0 && last.gaps == 0, "\(last)")
        #expect(daemon.stop() == 0)
    }
}

extension RunningDaemon {
    /// Memory that it holds now.
    var residentMegabytes: Int {
        get throws {
            let status = try String(contentsOfFile: "/proc/\(program.processID)/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
            return try #require(Int(line.split(separator: " ").dropFirst().first ?? "0")) / 1_024
        }
    }
}
