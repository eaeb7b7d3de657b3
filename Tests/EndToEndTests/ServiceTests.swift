import Foundation
import Glibc
import Readings
import TestSupport
import Testing
import Units

/// As systemd runs it; `tools/test-systemd` does the same under a real one.
@Suite("The daemon as a service", .timeLimit(.minutes(60)))
struct ServiceTests {
    /// Where the daemon says how it stands.
    private final class Manager {
        let address: String
        private let descriptor: Int32

        init(_ directory: TemporaryDirectory) throws {
            address = directory.path + "/notify"
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(address.utf8)) }
            let length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let status = withUnsafePointer(to: name) { name in
                name.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            try #require(status == 0)
            var patience = timeval(tv_sec: 60, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(descriptor) }

        /// Waits for a message that begins so.
        func hear(_ text: String) throws -> String {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                try #require(count > 0, "nobody said \(text)")
                let message = String(decoding: buffer.prefix(count), as: UTF8.self)
                if message.hasPrefix(text) { return message }
            }
        }
    }

    private var now: Instant { Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000)) }

    @Test("says that it is ready, alive, how it stands, that it reloads, why it does not, and that it stops")
    func notices() throws {
        let directory = try TemporaryDirectory()
        let manager = try Manager(directory)
        try FileManager.default.copyItem(
            atPath: Project.root.path + "/conf/demo/stations.d",
            toPath: directory.path + "/stations.d"
        )
        let daemon = try RunningDaemon(
            in: directory,
            stations: "stations.d",
            environment: ["NOTIFY_SOCKET": manager.address, "WATCHDOG_USEC": "600000"]
        )
        _ = try manager.hear("STATUS=opens the stores")
        _ = try manager.hear("READY=1")
        _ = try manager.hear("STATUS=no device heard yet")
        for _ in 0..<3 { _ = try manager.hear("WATCHDOG=1") }
        daemon.program.signal(SIGHUP)
        #expect(try manager.hear("RELOADING=1").contains("MONOTONIC_USEC="))
        _ = try manager.hear("READY=1")
        try directory.write("station: [", to: "stations.d/broken.yaml")
        daemon.program.signal(SIGHUP)
        _ = try manager.hear("RELOADING=1")
        let status = try manager.hear("STATUS=WRONG: reload refused, the old configuration goes on")
        #expect(status.contains("broken.yaml"))
        _ = try manager.hear("READY=1")
        try FileManager.default.removeItem(atPath: directory.path + "/stations.d/broken.yaml")
        daemon.program.signal(SIGHUP)
        _ = try manager.hear("STATUS=no device heard yet")
        daemon.program.signal(SIGTERM)
        _ = try manager.hear("STOPPING=1")
        #expect(daemon.program.wait() == 0)
    }

    @Test(
        "a reload takes what a known station's file says of lanes, and rule packs that have changed, without a restart"
    )
    func reload() throws {
        let directory = try TemporaryDirectory()
        let rules = directory.path + "/rules"
        try FileManager.default.copyItem(atPath: Project.rules, toPath: rules)
        let site = try CurveSite()
        try site.list("A", keys: [])
        let daemon = try RunningDaemon(
            in: directory,
            stations: site.directory.path + "/stations.d",
            rules: rules
        )
        let wire = try Wire(daemon.data)
        func weighing(_ seq: UInt64, lane: Int) -> WeighReading {
            Given.weighing(seq: seq, at: now, gross: 20_000, lane: lane, station: "A") { $0.instrument = "A-1" }
        }
        try wire.send(weighing(1, lane: 1))
        try wire.send(weighing(2, lane: 2))
        _ = try daemon.status { $0.committed == 1 && $0.quarantined == 1 }
        let path = site.directory.path + "/stations.d/A.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try Data(text.replacing("[1]", with: "[1, 2]").utf8).write(to: URL(fileURLWithPath: path))
        daemon.program.signal(SIGHUP)
        let first = try daemon.program.line(1, containing: "configuration reloaded")
        #expect(first.contains("changed=[\"A\"]") && first.contains("rules_changed=false"), "\(first)")
        try wire.send(weighing(3, lane: 2))
        let status = try daemon.status { $0.committed == 2 }
        #expect(status.quarantined == 1 && status.missing == 0 && status.addsUp)

        let pack = rules + "/zhengzhou.yaml"
        let rule = try String(contentsOfFile: pack, encoding: .utf8)
        let other = rule.replacing("The policy makes", with: "This policy makes")
        try Data(other.utf8).write(to: URL(fileURLWithPath: pack))
        daemon.program.signal(SIGHUP)
        #expect(try daemon.program.line(2, containing: "configuration reloaded").contains("rules_changed=true"))
        try wire.send(weighing(4, lane: 1))
        _ = try daemon.status { $0.committed == 3 && $0.passages == 3 }
        #expect(daemon.stop() == 0)
    }

    /// Listens, and becomes the daemon with that socket as its third descriptor.
    private static let activation = """
        import os, socket, sys
        listener = socket.create_server(("127.0.0.1", 0))
        os.dup2(listener.fileno(), 3)
        os.set_inheritable(3, True)
        os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1", LISTEN_FDNAMES=sys.argv[1])
        os.execv(sys.argv[2], sys.argv[2:])
        """

    @Test("serves HTTP on the socket that it is handed, and leaves it to nobody else")
    func activation() throws {
        let daemon = try RunningDaemon(
            extra: "http: { listen: \"127.0.0.1:1\" }",
            through: ["/usr/bin/python3", "-c", ServiceTests.activation, "http"]
        )
        let port = try #require(daemon.http.split(separator: ":").last.map(String.init))
        #expect(port != "1")
        let script = """
            import sys, urllib.request
            for _ in range(3):
                answer = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/health/ready", timeout=30)
                print(answer.status, answer.headers["Date"], answer.read().decode())
            """
        let answer = try RunningProgram.run("/usr/bin/python3", ["-c", script, port])
        #expect(answer.status == 0 && answer.output.contains("200 ") && answer.output.contains("GMT"), "\(answer)")
        #expect(daemon.stop() == 0)
    }

    @Test("a socket by another name is refused with the name that it should have")
    func misnamed() throws {
        let directory = try TemporaryDirectory()
        let config = try directory.write(
            "data_dir: data\nrules_dir: \(Project.rules)\nstations_dir: \(Project.root.path)/conf/demo/stations.d\n",
            to: "zhichaod.yaml"
        )
        let zhichaod = RunningProgram.directory + "/zhichaod"
        let ended = try RunningProgram.run(
            "/usr/bin/python3",
            ["-c", ServiceTests.activation, "web", zhichaod, "--config", config]
        )
        #expect(ended.status == 78 && ended.errors.contains("FileDescriptorName=http"), "\(ended)")
    }
}
