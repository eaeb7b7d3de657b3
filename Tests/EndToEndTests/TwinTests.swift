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

    @Test("a station that published before there was a daemon has lost nothing; all that it published is sent again")
    func waitingStation() throws {
        let ports = try Ports.fixed()
        let directory = try TemporaryDirectory()
        let station = try SpoolingStation(in: directory, ports, stations: 1, rate: 50)
        // More than a second's traffic, published to nobody.
        try station.waitForSpool(toGrowBy: 80_000)
        let daemon = try RunningDaemon(in: directory, extra: Roadside.quick, ports: ports)
        _ = try daemon.status { $0.committed > 0 }
        try station.drain()
        #expect(try daemon.status().replayed > 50)
        try daemon.expectEverythingOnce()
    }
}
