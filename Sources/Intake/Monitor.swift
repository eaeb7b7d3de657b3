import Foundation

/// State that threads share and wait on: a value behind a lock with a condition.
///
/// The one place of this target that vouches for its own thread safety: the value is touched only under the lock.
final class Monitor<State>: @unchecked Sendable {
    private let condition = NSCondition()
    private var state: State

    init(_ state: sending State) {
        self.state = state
    }

    /// Looks at the state and wakes nobody: what is asked at each turn of a thread must not wake another one as often.
    func read<Result>(_ body: (borrowing State) throws -> Result) rethrows -> Result {
        condition.lock()
        defer { condition.unlock() }
        return try body(state)
    }

    /// Changes the state and wakes those who wait on it.
    func withLock<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return try body(&state)
    }

    /// Waits until `body` returns a value, at most until `deadline` where there is one.
    ///
    /// - Returns: that value, `nil` when the time is over.
    func wait<Result>(until deadline: Date? = nil, for body: (inout State) -> Result?) -> Result? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result = body(&state) {
                condition.broadcast()
                return result
            }
            if let deadline {
                guard condition.wait(until: deadline) else { return nil }
            } else {
                condition.wait()
            }
        }
    }
}
