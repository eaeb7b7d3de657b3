import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Daemon

@Suite("What the service manager is told")
struct ServiceManagerTests {
    /// Takes what is sent.
    private final class Mailbox: Sendable {
        private let state = Mutex<[String]>([])
        var said: [String] { state.withLock { $0 } }
        func take(_ text: String) { state.withLock { $0.append(text) } }
    }

    private let now = ContinuousClock.now

    private func manager(_ environment: [String: String] = [:]) -> (ServiceManager, Mailbox) {
        let mailbox = Mailbox()
        return (ServiceManager(environment: environment, processID: 7) { mailbox.take($0) }, mailbox)
    }

    @Test("a sign of life goes out three times as often as it is waited for, however often there is one")
    func beats() {
        let (manager, mailbox) = manager(["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "7"])
        for milliseconds in 0...3_000 { manager.beat(at: now + .milliseconds(milliseconds)) }
        #expect(mailbox.said == Array(repeating: "WATCHDOG=1", count: 4))
    }

    @Test("nobody watches without an interval, with one that is none, or for another process")
    func unwatched() {
        let environments = [
            [:], ["WATCHDOG_USEC": "0"], ["WATCHDOG_USEC": "x"], ["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "8"],
        ]
        for environment in environments {
            let (manager, mailbox) = manager(environment)
            manager.beat(at: now)
            #expect(mailbox.said.isEmpty && manager.beatInterval == nil)
        }
    }

    @Test("ready is said once, a status only when it is another, on one line of bounded length")
    func words() {
        let (manager, mailbox) = manager()
        #expect(!manager.isReady)
        manager.ready()
        manager.ready()
        manager.status("one\ntwo")
        manager.status("one\ntwo")
        manager.status(String(repeating: "x", count: 9_999))
        #expect(manager.isReady && mailbox.said.prefix(2) == ["READY=1", "STATUS=one two"])
        #expect(mailbox.said.count == 3 && mailbox.said[2].count == "STATUS=".count + ServiceManager.statusMax)
    }

    @Test("a reload is told with the monotonic clock, its end with READY; more time is asked for in microseconds")
    func reload() throws {
        let (manager, mailbox) = manager()
        manager.reloading()
        manager.reloaded()
        manager.extendTimeout(by: .seconds(60))
        manager.stopping()
        let first = try #require(mailbox.said.first).split(separator: "\n")
        #expect(first.first == "RELOADING=1" && first.last?.hasPrefix("MONOTONIC_USEC=") == true)
        let microseconds = first.last?.split(separator: "=").last.flatMap { Int64($0) } ?? 0
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        #expect(abs(microseconds - Int64(time.tv_sec) * 1_000_000) < 60_000_000)
        #expect(mailbox.said.dropFirst() == ["READY=1", "EXTEND_TIMEOUT_USEC=60000000", "STOPPING=1"])
    }

    @Test("datagrams arrive at a socket of the file system and at an abstract one; what is no address is refused")
    func sockets() throws {
        let directory = try TemporaryDirectory()
        for address in [directory.path + "/notify", "@zhichao-test-\(getpid())"] {
            let listener = try DatagramListener(address)
            let socket = try #require(NotifySocket(address))
            #expect(socket.send("READY=1\nSTATUS=好"))
            #expect(listener.receive() == "READY=1\nSTATUS=好")
        }
        #expect(NotifySocket(directory.path + "/nobody")?.send("READY=1") == false)
        let long = "/" + String(repeating: "x", count: 200)
        for text in ["", "/", "@", "notify", "vsock:2:1", long] { #expect(NotifySocket(text) == nil, "\(text)") }
    }
}

/// A socket on which a service manager would listen.
private final class DatagramListener {
    private let descriptor: Int32

    init(_ text: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(text.utf8)
        if path.first == UInt8(ascii: "@") { path[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let status = withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(status == 0, "\(text): \(String(cString: strerror(errno)))")
    }

    deinit { close(descriptor) }

    func receive() -> String {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
