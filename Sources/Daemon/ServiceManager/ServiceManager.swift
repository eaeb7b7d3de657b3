import Dispatch
import Foundation
import Synchronization

/// What this daemon tells the service manager that has started it; where none has, nothing is said.
///
/// READY, STATUS, WATCHDOG, RELOADING, STOPPING and EXTEND_TIMEOUT_USEC of sd_notify(3).
public final class ServiceManager: Sendable {
    /// Longest status, in characters: it is one line of `systemctl status`.
    static let statusMax = 500

    private struct State {
        var status = ""
        var beatAt: ContinuousClock.Instant?
        var isReady = false
    }

    private let send: (@Sendable (String) -> Void)?
    /// Between two signs of life; `nil` where nobody watches.
    let beatInterval: Duration?
    private let state = Mutex(State())

    /// - Parameter send: how the service manager is told; `nil` where there is none.
    init(environment: [String: String], processID: Int32 = getpid(), send: (@Sendable (String) -> Void)?) {
        self.send = send
        // A third of what it waits: one that is late is no reason to end us.
        let isForUs = environment["WATCHDOG_PID"].map { $0 == "\(processID)" } ?? true
        beatInterval = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { microseconds in
            isForUs && microseconds > 0 ? .microseconds(microseconds / 3) : nil
        }
    }

    /// The one that this process's environment names.
    public convenience init() {
        let environment = ProcessInfo.processInfo.environment
        var send: (@Sendable (String) -> Void)?
        if let socket = environment["NOTIFY_SOCKET"].flatMap(NotifySocket.init) { send = { socket.send($0) } }
        self.init(environment: environment, send: send)
    }

    /// Everything is open and listens; said once.
    func ready() {
        let isFirst = state.withLock { state in
            defer { state.isReady = true }
            return !state.isReady
        }
        if isFirst { send?("READY=1") }
    }

    /// Whether `ready()` was called.
    var isReady: Bool { state.withLock { $0.isReady } }

    /// How things stand, in words; the same words are not sent twice.
    func status(_ words: String) {
        let line = String(words.replacing("\n", with: " ").prefix(ServiceManager.statusMax))
        let isNew = state.withLock { state in
            defer { state.status = line }
            return state.status != line
        }
        if isNew { send?("STATUS=" + line) }
    }

    /// A sign of life of whoever calls it, as often as it likes; the manager hears of it three times as often as it needs to.
    func beat(at now: ContinuousClock.Instant = .now) {
        guard let beatInterval, let send else { return }
        let isDue = state.withLock { state in
            if let last = state.beatAt, now - last < beatInterval { return false }
            state.beatAt = now
            return true
        }
        if isDue { send("WATCHDOG=1") }
    }

    /// The configuration is being read again, until `reloaded()`.
    func reloading() { send?("RELOADING=1\nMONOTONIC_USEC=\(ServiceManager.monotonicMicroseconds)") }

    /// The reload is over, whatever has come of it.
    func reloaded() { send?("READY=1") }

    /// It ends.
    func stopping() { send?("STOPPING=1") }

    /// The start, or the stop, may take so much longer from now on.
    func extendTimeout(by duration: Duration) {
        send?("EXTEND_TIMEOUT_USEC=\(duration.components.seconds * 1_000_000)")
    }

    /// The kernel's monotonic clock, which systemd compares with its own.
    private static var monotonicMicroseconds: Int64 {
        Int64(DispatchTime.now().uptimeNanoseconds / 1_000)
    }
}
