import Daemon
import Foundation
import TestSupport
import Testing

@Suite("Where the control socket is")
struct ControlSocketPathTests {
    @Test("in the runtime directory that systemd gives, with a link in data_dir")
    func runtimeDirectory() {
        let path = ControlSocketPath(dataDirectory: "/var/lib/zhichao", runtimeDirectory: "/run/zhichao:/run/other")
        #expect(path.path == "/run/zhichao/control.sock" && path.link == "/var/lib/zhichao/control.sock")
    }

    @Test("else in data_dir, without a link", arguments: [nil, "", "/var/lib/zhichao"])
    func dataDirectory(runtime: String?) {
        let path = ControlSocketPath(dataDirectory: "/var/lib/zhichao", runtimeDirectory: runtime)
        #expect(path.path == "/var/lib/zhichao/control.sock" && path.link == nil)
    }

    @Test("a path that the address has no room for is reached through the directory's descriptor")
    func long() throws {
        let directory = try TemporaryDirectory()
        #expect(try SocketAddressInDirectory(directory: "/tmp").path == "/tmp/control.sock")
        let long = directory.path + "/" + String(repeating: "d", count: 150)
        try FileManager.default.createDirectory(atPath: long, withIntermediateDirectories: true)
        let address = try SocketAddressInDirectory(directory: long)
        #expect(address.path.hasPrefix("/proc/self/fd/") && address.path.utf8.count <= ControlSocketPath.bytesMax)
        try directory.write("here", to: String(repeating: "d", count: 150) + "/control.sock")
        #expect(try String(contentsOfFile: address.path, encoding: .utf8) == "here")
        #expect(throws: ControlSocketError.self) { try SocketAddressInDirectory(directory: long + "/none") }
    }
}
