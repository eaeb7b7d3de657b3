import FeedContract
import Foundation
import Readings
import TestSupport
import Testing
import Units
import ZeroMQ

@Suite(
    "Keys off loopback, with the real programs and a station in Python",
    .timeLimit(.minutes(60)),
    .enabled(if: Setting.python != nil, "ZHICHAO_PYTHON is not set: run tools/test")
)
struct CurveTests {
    private let site: CurveSite

    init() throws {
        site = try CurveSite()
        try site.list("A", keys: [try #require(site.publicKeys["A"])])
    }

    private var now: Instant { Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) }

    private func weighing(_ station: String, seq: UInt64) -> WeighReading {
        Given.weighing(seq: seq, at: now, gross: 20_000, lane: 1, station: station) { $0.instrument = station + "-1" }
    }

    /// How many readings of a station are stored.
    private func stored(_ daemon: RunningDaemon, _ station: String) throws -> Int {
        let query = """
            SELECT count(*) FROM reading r JOIN source s ON s.id = r.source WHERE s.name LIKE '\(station)/%'
            """
        return Int(try daemon.rows(query).first ?? "") ?? -1
    }

    private func reload(_ daemon: RunningDaemon, _ count: Int, saying text: String = "configuration reloaded") throws {
        daemon.program.signal(SIGHUP)
        try daemon.program.line(count, containing: text)
    }

    @Test("without a listed key, without any, or with the wrong key of the daemon nobody gets in; all are counted")
    func strangers() throws {
        let daemon = try site.daemon()
        let good = try site.python("A", daemon, "--every", "0.02", "--passages", "150")
        let listed = try CurveKeyPair.generate()
        let server = try site.serverKey
        let strangers: [CurveRole?] = [
            .client(listed, server: server), nil, .client(listed, server: try CurveKeyPair.generate().publicKey),
        ]
        for stranger in strangers {
            let before = try daemon.status().refused_peers
            let speaker = try Speaker(daemon.data.here, daemon.control.here, curve: stranger)
            // To both sockets, each refused by itself.
            let refused = try daemon.status { status in
                (try? speaker.publish(Array("weigh/A/1".utf8), MessageEncoder.payload(of: weighing("A", seq: 1))))
                    != nil
                    && status.refused_peers >= before + 2
            }
            #expect(refused.refused == 0 && refused.control_refused == 0 && refused.quarantined == 0)
        }
        let unlisted = try daemon.program.line(containing: "its key is not listed key=\(listed.publicKey)")
        #expect(unlisted.contains("peer=127.0.0.1"), "\(daemon.program.log)")
        // Of a failed handshake libzmq names no peer: who it was is looked up, and may have gone by then.
        let failed = try daemon.program.line(containing: "refused at the handshake")
        #expect(failed.contains("peer=127.0.0.1") || failed.contains("peer=unknown"), "\(daemon.program.log)")
        #expect(good.wait() == 0, "\(good.log)")
        _ = try daemon.status { $0.isSettled(passages: 150) }
        try daemon.expectOnceEach(300)
        #expect(daemon.stop() == 0)
    }

    @Test("a listed key that speaks for another station is refused on both sockets, counted and logged")
    func wrongStation() throws {
        let key = try CurveKeyPair.generate()
        try site.list("B", keys: [key.publicKey.description])
        let daemon = try site.daemon()
        let role = CurveRole.client(key, server: try site.serverKey)
        let speaker = try Speaker(daemon.data.here, daemon.control.here, curve: role)
        try speaker.waitForSubscription()
        let foreign = weighing("A", seq: 1)
        try speaker.publish(Array("weigh/A/1".utf8), MessageEncoder.payload(of: foreign))
        try speaker.publish(Array("weigh/A/1".utf8), Array("no JSON".utf8))
        try speaker.say(Array("HELLO".utf8), Speaker.hello("A/wim-1", epoch: foreign.header.id.epoch, next: 5))
        #expect(try speaker.hear()?.first == "ERROR")
        let data = Array(#"{"source":"A/wim-1","epoch":1,"seq":1}"#.utf8)
        try speaker.say(Array("DATA".utf8), data, Array("weigh/A/1".utf8), MessageEncoder.payload(of: foreign))
        #expect(try speaker.hear()?.last?.contains("unauthorised-source") == true)
        let status = try daemon.status { $0.refused == 3 && $0.control_refused == 2 }
        #expect(status.committed == 0 && status.quarantined == 0 && status.missing == 0 && status.addsUp)
        for socket in ["data", "control"] {
            let line = try daemon.program.line(containing: "socket=\(socket) speaker=B")
            #expect(line.contains("peer=127.0.0.1") && line.contains("A/"), "\(line)")
        }
        // What it may say is still heard.
        try speaker.publish(Array("weigh/B/1".utf8), MessageEncoder.payload(of: weighing("B", seq: 1)))
        _ = try daemon.status { $0.committed == 1 }
        #expect(daemon.stop() == 0)
    }

    @Test("a key withdrawn by SIGHUP is not heard any more though its connection lives; the others go on")
    func withdrawn() throws {
        try site.list("B", keys: [try #require(site.publicKeys["B"])])
        let daemon = try site.daemon()
        let stations = try ["A", "B"].map { try site.python($0, daemon, "--every", "0.02") }
        _ = try daemon.status { status in
            ["A", "B"].allSatisfy { ((try? stored(daemon, $0)) ?? 0) > 20 } && status.running
        }
        // Another key takes its place: a station without one would be no good configuration.
        try site.list("B", keys: [try CurveKeyPair.generate().publicKey.description])
        try reload(daemon, 1)
        let refused = try daemon.status { $0.refused > 0 && $0.control_refused > 0 }
        let (a, b) = (try stored(daemon, "A"), try stored(daemon, "B"))
        _ = try daemon.status { $0.refused > refused.refused + 30 && $0.control_refused > refused.control_refused + 1 }
        #expect(try stored(daemon, "B") == b && stored(daemon, "A") > a)
        try daemon.program.line(containing: "speaker=nobody")

        // Listed again it sends what it has kept, over the connection that it has.
        try site.list("B", keys: [try #require(site.publicKeys["B"])])
        try reload(daemon, 2)
        _ = try daemon.status { status in ((try? stored(daemon, "B")) ?? 0) > b + 50 && status.missing == 0 }
        for station in stations {
            station.signal(SIGTERM)
            #expect(station.wait() == 0)
        }
        #expect(daemon.stop() == 0)
    }

    @Test("a key added by SIGHUP gets in without a restart; a configuration with a fault is refused as a whole")
    func added() throws {
        let daemon = try site.daemon()
        let good = try site.python("A", daemon, "--every", "0.02")
        // A file that is good comes with one that is not: neither counts.
        let key = try #require(site.publicKeys["C"])
        try site.list("C", keys: [key])
        try site.list("B", keys: [])
        try reload(daemon, 1, saying: "reload refused")
        let refused = try daemon.status().refused_peers
        let early = try site.python("C", daemon, "--every", "0.02")
        _ = try daemon.status { $0.refused_peers > refused }
        early.signal(SIGKILL)
        early.wait()
        let before = try stored(daemon, "A")
        _ = try daemon.status { _ in ((try? stored(daemon, "A")) ?? 0) > before + 20 }
        #expect(try stored(daemon, "C") == 0)

        try FileManager.default.removeItem(atPath: site.directory.path + "/stations.d/B.yaml")
        try reload(daemon, 1)
        let late = try site.python("C", daemon, "--every", "0.02", "--passages", "50")
        #expect(late.wait() == 0, "\(late.log)")
        good.signal(SIGTERM)
        #expect(good.wait() == 0)
        #expect(try stored(daemon, "C") >= 100)
        #expect(daemon.stop() == 0)
    }

    @Test("off loopback it does not start without its key, without a station's, or with a key that others can read")
    func refusedStart() throws {
        func start(_ feeds: String) throws -> (status: Int32, output: String, errors: String) {
            let bind = "data: { bind: \"tcp://0.0.0.0:*\" }, control: { bind: \"tcp://0.0.0.0:*\" }"
            let path = try site.directory.write(
                """
                data_dir: data
                stations_dir: stations.d
                rules_dir: \(Project.rules)
                feeds: { \(bind), results: { bind: "tcp://127.0.0.1:*" }\(feeds) }
                """,
                to: "refused.yaml"
            )
            return try RunningProgram.run("zhichaod", ["--config", path])
        }
        let keyless = try start("")
        #expect(keyless.status == 78 && keyless.errors.contains("needs a key"), "\(keyless.errors)")
        let withKey = ", secret_key_file: zhichao.key"
        try site.list("B", keys: [])
        let unlisted = try start(withKey)
        #expect(unlisted.status == 78 && unlisted.errors.contains("no public key"), "\(unlisted.errors)")
        try FileManager.default.removeItem(atPath: site.directory.path + "/stations.d/B.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: site.path(of: "zhichao"))
        let open = try start(withKey)
        #expect(open.status == 78 && open.errors.contains("secret_key_file"), "\(open.errors)")
        #expect(!FileManager.default.fileExists(atPath: site.directory.path + "/data"))
    }
}
