import Foundation
import TestSupport
import Testing

/// The control socket of a real daemon, asked by the real command and by a few lines of Python.
@Suite("The control socket", .timeLimit(.minutes(60)))
struct ControlSocketTests {
    private static let header = "plate,colour,valid_from\n"

    private struct Answer: Decodable {
        let user: String?
        let uid: Int?
        let roles: [String]?
        let type: String?
        let status: Int?
    }

    /// Asks with nothing but HTTP over the socket.
    private func ask(_ socket: String, _ method: String, _ path: String, as user: String? = nil) throws -> Answer {
        let script = """
            import http.client, socket, sys
            class Unix(http.client.HTTPConnection):
                def connect(self):
                    self.sock = socket.socket(socket.AF_UNIX)
                    self.sock.connect(sys.argv[1])
            c = Unix("x"); c.request(sys.argv[2], "/api/v1/" + sys.argv[3]); print(c.getresponse().read().decode())
            """
        let python = ["/usr/bin/python3", "-c", script, socket, method, path]
        let command = (user.map { ControlSocketTests.asUser($0) } ?? []) + python
        let answer = try RunningProgram.run(command[0], Array(command.dropFirst()))
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode(Answer.self, from: Data(answer.output.utf8))
    }

    private static func asUser(_ user: String) -> [String] {
        ["/usr/bin/setpriv", "--reuid=\(user)", "--regid=nogroup", "--clear-groups"]
    }

    /// Whether the programs can be run as another user: only root can, and that user must reach them.
    private static let canBeNobody: Bool = {
        let zhichao = RunningProgram.directory + "/zhichao"
        guard getuid() == 0, FileManager.default.fileExists(atPath: "/usr/bin/setpriv") else { return false }
        let answer = try? RunningProgram.run(
            asUser("nobody")[0],
            Array(asUser("nobody").dropFirst()) + [zhichao, "--version"]
        )
        return answer?.status == 0
    }()

    @Test("it says whom it takes the caller for, and knows no other paths")
    func whoAmI() throws {
        let daemon = try RunningDaemon(extra: "local_roles: { \(NSUserName()): registrar }")
        let socket = daemon.directory.path + "/data/control.sock"
        let me = try ask(socket, "GET", "whoami")
        #expect(me.user == NSUserName() && me.uid == Int(getuid()))
        #expect(me.roles == (getuid() == 0 ? ["admin", "registrar"] : ["registrar"]))
        let none = try ask(socket, "GET", "nothing")
        #expect(none.status == 404 && none.type == "urn:zhichao:problem:not-found")
        let cars = try ask(socket, "POST", "registry/cars/imports")
        #expect(cars.status == 404)
        let message = try ask(socket, "POST", "quarantine/9/retry")
        #expect(message.status == 404 && message.type == "urn:zhichao:problem:not-found")
        #expect(try ask(socket, "POST", "quarantine/nine/retry").status == 404)
        #expect(try ask(socket, "POST", "quarantine/retry").type == "urn:zhichao:problem:bad-body")
        // A registrar may not; an admin is told that there is nothing to reset.
        let reset = try ask(socket, "POST", "stations/410184-07/wim-9/reset")
        #expect(reset.type == "urn:zhichao:problem:\(getuid() == 0 ? "not-found" : "wrong-role")")
        #expect(daemon.stop() == 0)
        #expect(!FileManager.default.fileExists(atPath: socket), "the socket goes with the daemon")
    }

    @Test(
        "a user without a role sees that, and is refused with the user's name and what to do",
        .enabled(if: canBeNobody, "skipped: takes root, setpriv, and programs that nobody may run")
    )
    func noRole() throws {
        let daemon = try RunningDaemon()
        let socket = daemon.directory.path + "/data/control.sock"
        let me = try ask(socket, "GET", "whoami", as: "nobody")
        #expect(me.user == "nobody" && me.roles == [])
        let file = try daemon.directory.write(ControlSocketTests.header + "豫A12345,yellow,2026-01-01\n", to: "v.csv")
        let zhichao = ControlSocketTests.asUser("nobody") + [RunningProgram.directory + "/zhichao"]
        let importing = ["registry", "import", "vehicles", file, "--config", daemon.config, "--lang", "en"]
        let refused = try RunningProgram.run(zhichao[0], Array(zhichao.dropFirst()) + importing)
        #expect(refused.status == 1 && refused.errors.contains("nobody") && refused.errors.contains("local_roles"))
        #expect(daemon.stop() == 0)

        let next = try RunningDaemon(in: daemon.directory, extra: "local_roles: { nogroup: registrar }")
        let taken = try RunningProgram.run(zhichao[0], Array(zhichao.dropFirst()) + importing)
        #expect(taken.status == 0, "\(taken.errors)")
        let rows = try next.zhichao("registry", "show", "vehicles", "--json")
        #expect(rows.output.contains("\"actor\":\"nobody\""))
        #expect(next.stop() == 0)

        let officer = try RunningDaemon(in: daemon.directory, extra: "local_roles: { nobody: officer }")
        let wrong = try RunningProgram.run(zhichao[0], Array(zhichao.dropFirst()) + importing)
        #expect(wrong.status == 1 && wrong.errors.contains("registrar"))
        #expect(officer.stop() == 0)
    }

    @Test("a data_dir too long for a socket's address is no hindrance, nor is the runtime directory of systemd")
    func places() throws {
        let long = "data-" + String(repeating: "l", count: 150)
        let daemon = try RunningDaemon(dataDirectory: long)
        let file = try daemon.directory.write(ControlSocketTests.header + "豫A12345,yellow,2026-01-01\n", to: "v.csv")
        #expect(try daemon.zhichao("registry", "import", "vehicles", file).status == 0)
        #expect(daemon.stop() == 0)

        let runtime = daemon.directory.path + "/run"
        try FileManager.default.createDirectory(atPath: runtime, withIntermediateDirectories: true)
        let service = try RunningDaemon(
            in: daemon.directory,
            dataDirectory: long,
            environment: ["RUNTIME_DIRECTORY": runtime + ":/nowhere"]
        )
        #expect(try ask(runtime + "/control.sock", "GET", "whoami").user == NSUserName())
        #expect(try service.zhichao("registry", "import", "vehicles", file).status == 0)
        #expect(service.stop() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: runtime).isEmpty)
        // Nothing of the service is in the way of a daemon started by hand.
        let next = try RunningDaemon(in: daemon.directory, dataDirectory: long)
        #expect(try next.zhichao("registry", "import", "vehicles", file).status == 0)
        #expect(next.stop() == 0)
    }

    @Test("the next daemon takes the place of a killed one's socket, and a socket that is gone is said")
    func stale() throws {
        let first = try RunningDaemon()
        let socket = first.directory.path + "/data/control.sock"
        first.program.signal(SIGKILL)
        first.program.wait()
        #expect(FileManager.default.fileExists(atPath: socket), "a killed daemon leaves it behind")
        let second = try RunningDaemon(in: first.directory)
        #expect(try ask(socket, "GET", "whoami").user == NSUserName())
        try FileManager.default.removeItem(atPath: socket)
        let file = try first.directory.write(ControlSocketTests.header, to: "v.csv")
        let lost = try second.zhichao("registry", "import", "vehicles", file)
        #expect(lost.status == 69 && lost.errors.contains("control.sock"))
        #expect(second.stop() == 0)
    }
}
