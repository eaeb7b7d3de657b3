import Foundation

/// A daemon's network and a station's, each in a namespace of its own, with one cable between them.
///
/// Nothing else of the machine's network is touched. It needs root and `ip` (Debian's iproute2).
final class CabledNetworks: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The namespaces' names.
    let daemon, station: String
    /// Where the station finds the daemon.
    let daemonAddress = "10.99.0.1"

    private static let interface = "road0"
    static let program = "/usr/sbin/ip"

    /// Why there can be none on this machine; `nil` when there can.
    static let obstacle: String? = {
        do {
            let networks = try CabledNetworks()
            try networks.cut()
            return nil
        } catch {
            return "\(error)"
        }
    }()

    init() throws {
        let name = "zhichao-\(getpid())-\(UInt16.random(in: 0...UInt16.max))"
        (daemon, station) = (name + "-daemon", name + "-station")
        do {
            for network in [daemon, station] { try CabledNetworks.ip("netns", "add", network) }
            let interface = CabledNetworks.interface
            let ends = (["netns", daemon], ["name", interface, "netns", station])
            try CabledNetworks.ip(["link", "add", interface] + ends.0 + ["type", "veth", "peer"] + ends.1)
            for (network, address) in [(daemon, daemonAddress), (station, "10.99.0.2")] {
                try CabledNetworks.ip("-n", network, "addr", "add", address + "/30", "dev", interface)
                try CabledNetworks.ip("-n", network, "link", "set", "lo", "up")
                try CabledNetworks.ip("-n", network, "link", "set", interface, "up")
            }
        } catch {
            remove()
            throw error
        }
    }

    deinit { remove() }

    /// Pulls the cable.
    func cut() throws { try CabledNetworks.ip("-n", station, "link", "set", CabledNetworks.interface, "down") }

    /// Puts it back.
    func heal() throws { try CabledNetworks.ip("-n", station, "link", "set", CabledNetworks.interface, "up") }

    private func remove() {
        for network in [daemon, station] { try? CabledNetworks.ip("netns", "del", network) }
    }

    private static func ip(_ arguments: String...) throws { try ip(arguments) }

    private static func ip(_ arguments: [String]) throws {
        guard getuid() == 0 else { throw Failure(description: "only root may make network namespaces") }
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Failure(description: "\(program) is not there: install iproute2")
        }
        let answer = try RunningProgram.run(program, arguments)
        guard answer.status == 0 else {
            throw Failure(description: "ip \(arguments.joined(separator: " ")): \(answer.errors)")
        }
    }
}
