import Foundation
import TestSupport
import Testing

@Suite("TLS and the configuration of the API", .timeLimit(.minutes(60)))
struct TLSTests {
    private func certificate(_ directory: TemporaryDirectory, named name: String) throws {
        let made = try RunningProgram.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-keyout", directory.path + "/key.pem", "-out", directory.path + "/cert.pem", "-subj", "/CN=\(name)",
                "-addext", "subjectAltName=IP:127.0.0.1",
            ]
        )
        try #require(made.status == 0, "\(made.errors)")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: directory.path + "/key.pem")
    }

    /// Whose certificate the daemon shows.
    private func shown(_ daemon: RunningDaemon) throws -> String {
        let script = """
            import socket, ssl, subprocess, sys
            context = ssl._create_unverified_context()
            with socket.create_connection(("127.0.0.1", int(sys.argv[1]))) as plain:
                with context.wrap_socket(plain) as peer:
                    der = peer.getpeercert(True)
                    peer.sendall(b"GET /health/live HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n")
                    print(peer.recv(20).decode().split("\\r")[0], peer.version())
            print(subprocess.run(["openssl", "x509", "-inform", "der", "-noout", "-subject"], input=der, capture_output=True).stdout.decode())
            """
        let port = try #require(daemon.http.split(separator: ":").last.map(String.init))
        let answer = try RunningProgram.run("/usr/bin/python3", ["-c", script, port])
        return answer.output + answer.errors
    }

    @Test("HTTPS with the daemon's own certificate; a reload shows a new one, and one that is not good changes nothing")
    func reload() throws {
        let directory = try TemporaryDirectory()
        try certificate(directory, named: "first")
        let tls = "http: { listen: \"127.0.0.1:0\", tls: { certificate: cert.pem, key: key.pem } }"
        let site = try APISite(extra: tls, in: directory)
        let first = try shown(site.daemon)
        #expect(first.contains("HTTP/1.1 200") && first.contains("first") && first.contains("TLSv1.3"), "\(first)")
        // `zhichao pull` trusts whom it is told to, and nobody else.
        let token = try directory.write(try site.token("officer"), to: "token")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: token)
        let pull = ["pull", "--server", site.daemon.http, "--token-file", token, "--to", directory.path + "/mirror"]
        let trusting = try RunningProgram.run("zhichao", pull + ["--ca", directory.path + "/cert.pem"])
        #expect(trusting.status == 0, "\(trusting)")

        try certificate(directory, named: "second")
        site.daemon.program.signal(SIGHUP)
        try site.daemon.program.line(containing: "certificate read again")
        #expect(try shown(site.daemon).contains("second"))
        try directory.write("nothing", to: "cert.pem")
        site.daemon.program.signal(SIGHUP)
        try site.daemon.program.line(containing: "reload refused: the old configuration goes on")
        #expect(try shown(site.daemon).contains("second"))
    }

    @Test("off loopback plain HTTP is refused unless a proxy is said to stand before it; every problem has its line")
    func configuration() throws {
        let directory = try TemporaryDirectory()
        func check(_ http: String) throws -> (status: Int32, output: String, errors: String) {
            let text =
                "data_dir: data\nrules_dir: \(Project.rules)\nstations_dir: \(Project.root.path)/conf/demo/stations.d\n"
            let path = try directory.write(text + http + "\n", to: "zhichaod.yaml")
            return try RunningProgram.run("zhichaod", ["--check-config", "--config", path])
        }
        let open = try check("http: { listen: \"0.0.0.0:7780\" }")
        #expect(open.status == 78 && open.errors.contains("http.listen: 0.0.0.0 is not loopback"), "\(open)")
        #expect(open.errors.contains("zhichaod.yaml:4"))
        let unnamed = try check("http: { listen: \"0.0.0.0:7780\", behind_proxy: true }")
        #expect(unnamed.status == 78 && unnamed.errors.contains("http.proxies"), "\(unnamed)")
        let named = "http: { listen: \"0.0.0.0:7780\", behind_proxy: true, proxies: [10.1.0.0/16] }"
        #expect(try check(named).status == 0)
        #expect(try check("http: { listen: \"[::1]:7780\" }").status == 0)
        #expect(try check("http: { listen: \"localhost\" }").status == 78)
        #expect(try check("http: { listen: \"127.0.0.1:7780\", port: 5 }").status == 78)
        let missing = try check("http: { listen: \"0.0.0.0:7780\", tls: { certificate: c.pem, key: k.pem } }")
        #expect(missing.status == 78 && missing.errors.contains("c.pem"), "\(missing)")
        try certificate(directory, named: "x")
        let tls = "http: { listen: \"0.0.0.0:7780\", tls: { certificate: cert.pem, key: key.pem } }"
        #expect(try check(tls).status == 0)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: directory.path + "/key.pem")
        let readable = try check(tls)
        #expect(readable.status == 78 && readable.errors.contains("0600"), "\(readable)")
    }

    @Test("a port that is taken is said and tried again; readings are taken all the same")
    func takenPort() throws {
        let first = try APISite()
        let port = try #require(first.daemon.http.split(separator: ":").last)
        let second = try APISite(extra: "http: { listen: \"127.0.0.1:\(port)\" }")
        try second.daemon.program.line(containing: "http: cannot listen; tried again")
        #expect(second.daemon.http.isEmpty)
        try second.openCases()
        #expect(first.daemon.stop() == 0)
        let script = """
            import sys, time, urllib.request
            for _ in range(300):
                try:
                    sys.exit(0 if urllib.request.urlopen(sys.argv[1] + "/health/live", timeout=5).status == 200 else 1)
                except OSError:
                    time.sleep(0.1)
            sys.exit(1)
            """
        #expect(try RunningProgram.run("/usr/bin/python3", ["-c", script, "http://127.0.0.1:\(port)"]).status == 0)
    }
}
