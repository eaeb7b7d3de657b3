import TestSupport
import Testing

@testable import Daemon

@Suite("Where a request comes from")
struct TrustedProxiesTests {
    private func proxies(_ list: String) throws -> TrustedProxies {
        let directory = try TemporaryDirectory()
        return try MainFile.load(try directory.write("data_dir: x\nhttp: { proxies: \(list) }\n", to: "p.yaml")).http
            .proxies
    }

    @Test("only what a proxy of ours has appended is believed, and of that the last one who is none of ours")
    func client() throws {
        let ours = try proxies("[10.1.0.0/20, \"fd00::7\"]")
        func client(_ peer: String, _ forwarded: String...) -> String { ours.client(peer: peer, forwarded: forwarded) }
        // Nobody else is believed, whatever he says.
        #expect(client("192.0.2.1", "198.51.100.9") == "192.0.2.1" && client("127.0.0.1", "::1") == "127.0.0.1")
        #expect(client("10.1.16.1", "198.51.100.9") == "10.1.16.1", "beyond the network")
        // What the client itself has written stands to the left of what the proxy knows.
        #expect(client("10.1.15.255", "203.0.113.5, 198.51.100.9") == "198.51.100.9")
        #expect(client("10.1.2.3", "203.0.113.5", "198.51.100.9") == "198.51.100.9", "each in a header of its own")
        // Through two of them.
        #expect(client("fd00::7", "203.0.113.5, 198.51.100.9 ,10.1.2.3") == "198.51.100.9")
        #expect(client("::ffff:10.1.2.3", "2001:db8::1") == "2001:db8::1", "a socket of both families")
        // Where nobody says more, and where what stands there is no address.
        #expect(client("10.1.2.3") == "10.1.2.3" && client("10.1.2.3", "10.1.2.4") == "10.1.2.4")
        #expect(client("10.1.2.3", "198.51.100.9, unknown") == "10.1.2.3" && client("?", "::1") == "?")
    }

    @Test("this machine alone, unless others are named")
    func loopback() {
        #expect(TrustedProxies.loopback.client(peer: "127.0.0.9", forwarded: ["192.0.2.1"]) == "192.0.2.1")
        #expect(TrustedProxies.loopback.client(peer: "::1", forwarded: ["192.0.2.1"]) == "192.0.2.1")
        #expect(TrustedProxies.loopback.client(peer: "10.0.0.1", forwarded: ["192.0.2.1"]) == "10.0.0.1")
    }
}
