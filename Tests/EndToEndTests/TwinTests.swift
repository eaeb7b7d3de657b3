import Foundation
import TestSupport
import Testing

@Suite("Stations that are not what they say")
struct TwinTests {
    private func station(_ daemon: RunningDaemon, spool: String, _ more: String...) throws -> RunningProgram {
        try RunningProgram(
            "zhichao-station",
            [
                "simulate", "--stations", "1", "--rate", "5", "--spool", daemon.directory.path + "/" + spool, "--data",
                daemon.data, "--control", daemon.control,
            ] + more
        )
    }

    @Test("two devices under one name: both are told, an alert goes out, and what the first has sent stands")
    func twins() throws {
        let daemon = try RunningDaemon()
        let sign = try Sign(daemon.results)
        let first = try station(daemon, spool: "first")
        _ = try daemon.status { $0.committed > 5 }
        let second = try station(daemon, spool: "second", "--seed", "2")
        let alert = try sign.alert("duplicate-source", nil)
        #expect(alert.said.topic == "alert/gap" && alert.said.body.station == "410184-07")
        _ = try first.line(containing: "duplicate-source")
        _ = try second.line(containing: "duplicate-source")
        for station in [first, second] {
            station.signal(SIGTERM)
            station.wait()
        }
        let status = try daemon.status()
        #expect(status.addsUp && status.gaps == 0, "\(status)")
        #expect(daemon.stop() == 0)
    }

    @Test("a station that was there long before the daemon has lost nothing")
    func waitingStation() throws {
        let ports = try Ports.fixed()
        let directory = try TemporaryDirectory()
        let arguments = [
            "simulate", "--stations", "1", "--rate", "50", "--spool", directory.path + "/spool", "--data", ports.data,
            "--control", ports.control, "--for", "2s", "--until-acknowledged",
        ]
        let station = try RunningProgram("zhichao-station", arguments)
        _ = try station.line(containing: "begins epoch")
        let daemon = try RunningDaemon(in: directory, ports: ports)
        #expect(station.wait() == 0, "\(station.log)")
        #expect(station.log.contains("0 not acknowledged"), "\(station.log)")
        _ = try daemon.status { $0.isSettled(passages: 50) }
        try daemon.expectOnceEach()
        #expect(daemon.stop() == 0)
    }
}
