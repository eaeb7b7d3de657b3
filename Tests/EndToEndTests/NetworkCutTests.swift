import Foundation
import TestSupport
import Testing
import ZeroMQ

@Suite(
    "A network that is cut and heals, with the real programs in network namespaces",
    .timeLimit(.minutes(60)),
    .enabled(
        if: CabledNetworks.obstacle == nil,
        "SKIPPED, no network was cut: there can be no network namespaces here: \(CabledNetworks.obstacle ?? "")"
    )
)
struct NetworkCutTests {
    private static let station = "410184-07"

    /// A daemon and a station, each in a network of its own, with a key of its own.
    private func scene(_ networks: CabledNetworks) throws -> (RunningDaemon, SpoolingStation) {
        let site = try CurveSite()
        let name = NetworkCutTests.station + ".yaml"
        let demo = Project.root.appendingPathComponent("conf/demo/stations.d/" + name)
        let key = try #require(site.publicKeys["A"])
        try site.directory.write(
            String(contentsOf: demo, encoding: .utf8).replacing("public_keys: []", with: "public_keys: ['\(key)']"),
            to: "stations.d/" + name
        )
        let daemon = try site.daemon(extra: Roadside.quick, network: networks.daemon)
        func there(_ endpoint: String) -> String {
            endpoint.replacing("0.0.0.0", with: networks.daemonAddress)
        }
        let station = try SpoolingStation(
            in: site.directory,
            Ports(data: there(daemon.data), control: there(daemon.control)),
            stations: 1,
            rate: 20,
            extra: ["--key", site.path(of: "A"), "--server-key", try site.serverKey.description],
            network: networks.station
        )
        return (daemon, station)
    }

    @Test("the station goes on spooling while the cable is out, and when it is back everything is there, once")
    func cutAndHealed() throws {
        let seconds = Setting.number("CUT_SECONDS") ?? 3
        let networks = try CabledNetworks()
        let (daemon, station) = try scene(networks)
        _ = try daemon.status { $0.committed > 40 }
        // The second time it is out for longer: TCP and ZeroMQ have begun to wait longer between their attempts.
        for length in [1, seconds] {
            try networks.cut()
            let atCut = try daemon.status().committed
            // What the traffic of a second comes to, and a little less than what is on its way when the cable goes.
            try station.waitForSpool(toGrowBy: length * 20_000)
            let atMost = try daemon.status().committed
            try networks.heal()
            #expect(atMost - atCut < length * 40, "the cable was out, and readings came")
            // More than was on its way: readings of after the cut have come.
            _ = try daemon.status { $0.committed > atMost + length * 40 }
            #expect(station.program.isRunning && !station.program.log.contains("refused"), "\(station.program.log)")
        }
        try station.drain()
        try daemon.expectEverythingOnce()
    }
}
