import Testing
import ZeroMQ

/// Where a daemon binds: by default wherever there is room.
struct Ports {
    var data = "tcp://127.0.0.1:*"
    var control = "tcp://127.0.0.1:*"
    var results = "tcp://127.0.0.1:*"

    /// Below the ports that the system gives to connections: a station that tries to connect to a port of those, while
    /// the daemon is down, may be given that very port, and then talks to itself.
    private static let fixedPorts = 20_000...32_000

    /// Ports that nobody uses now, for a daemon that is to come back to them.
    static func fixed() throws -> Ports {
        let context = try Context()
        // All at once, so that they are three.
        let first = try Socket(.pub, in: context)
        let second = try Socket(.pub, in: context)
        let third = try Socket(.pub, in: context)
        return Ports(data: try bind(first), control: try bind(second), results: try bind(third))
    }

    private static func bind(_ socket: borrowing Socket) throws -> String {
        for _ in 0..<100 {
            if let endpoint = try? socket.bind("tcp://127.0.0.1:\(Int.random(in: fixedPorts))") { return endpoint }
        }
        throw NoPort()
    }

    private struct NoPort: Error {}
}
