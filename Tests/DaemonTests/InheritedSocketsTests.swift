import Glibc
import Testing

@testable import Daemon

@Suite("Sockets that a service manager hands over")
struct InheritedSocketsTests {
    private func sockets(_ pid: String?, _ count: String?, _ names: String? = nil) -> InheritedSockets {
        var environment: [String: String] = [:]
        environment["LISTEN_PID"] = pid
        environment["LISTEN_FDS"] = count
        environment["LISTEN_FDNAMES"] = names
        return InheritedSockets(environment: environment, processID: 7)
    }

    @Test("are nobody's but the process's that they are meant for; a count that is none gives none")
    func others() throws {
        for (pid, count) in [("8", "1"), (nil, "1"), ("7", nil), ("7", "0"), ("7", "-1"), ("7", "x"), ("7", "65")] {
            let taken = try sockets(pid, count, "http").listener("http")
            #expect(taken == nil)
        }
    }

    @Test("one by another name, or two by one, is said and not passed over")
    func names() {
        for (count, names) in [("1", "https"), ("1", ""), ("1", nil), ("2", "http:http")] {
            #expect(throws: InheritedSocketError.self) { try sockets("7", count, names).listener("http") }
        }
    }

    private func bound(isListening: Bool) throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(status && (!isListening || listen(descriptor, 1) == 0))
        return (descriptor, Int(address.sin_port.bigEndian))
    }

    @Test("one that listens is taken with its address; one that does not, or is no TCP socket, is refused")
    func kinds() throws {
        let (listening, port) = try bound(isListening: true)
        let taken = try #require(try InheritedSockets(["http": [listening]]).listener("http"))
        #expect(taken.address == "127.0.0.1" && taken.port == port && taken.descriptor == listening)
        let (idle, _) = try bound(isListening: false)
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        for descriptor in [idle, pair[0], 9_999] {
            #expect(throws: InheritedSocketError.self) { try InheritedSockets(["http": [descriptor]]).listener("http") }
        }
        for descriptor in [listening, idle] + pair { close(descriptor) }
    }
}
