import Foundation
import Synchronization
import Testing
import ZeroMQ

/// A feed thread whose result, or error, the test asks for.
struct Worker<Value: Sendable>: Sendable {
    private let outcome: Outcome
    private let thread: FeedThread

    init(_ name: String = "worker", body: @escaping @Sendable () throws -> Value) throws {
        let outcome = Outcome()
        self.outcome = outcome
        thread = try FeedThread(name: name) {
            let result = Result { try body() }
            outcome.result.withLock { $0 = result }
        }
    }

    /// Waits for the end of the thread.
    func value() throws -> Value {
        thread.join()
        return try #require(outcome.result.withLock { $0 }).get()
    }

    private final class Outcome: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
    }
}

/// The error that `body` throws, or nil.
func failure(of body: () throws(ZeroMQError) -> Void) -> ZeroMQError? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}

/// Waits, by looking and not by sleeping, until the one thread of this name sleeps in the kernel.
func waitUntilBlocked(thread name: String) throws {
    let limit = ContinuousClock.now.advanced(by: .seconds(30))
    while ContinuousClock.now < limit {
        for task in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") {
            // A thread may end between the listing and the reading.
            let stat = try? String(contentsOfFile: "/proc/self/task/\(task)/stat", encoding: .utf8)
            if stat?.contains("(\(name)) S ") == true { return }
        }
        sched_yield()
    }
    Issue.record("the thread \(name) never blocked")
}

/// The bytes of memory this process has resident.
func residentBytes() throws -> Int {
    let statm = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = try #require(statm.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// Any free port on the loopback.
let anyPort = "tcp://127.0.0.1:*"
