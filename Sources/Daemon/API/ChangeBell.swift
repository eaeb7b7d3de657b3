import Synchronization

/// Wakes those who wait for a commit of the case store.
final class ChangeBell: Sendable {
    /// Waiters at a time; one more is answered at once, as if its time were over.
    static let waitersMax = 5_000

    private struct State {
        var rung: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextID: UInt64 = 0
        var isStopped = false
    }

    private let state = Mutex(State())

    /// How often it has rung.
    var rung: UInt64 { state.withLock { $0.rung } }

    /// How many wait now.
    var waiters: Int { state.withLock { $0.waiters.count } }

    /// Whether nobody waits any more.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Something was committed.
    func ring() { wake { $0.rung += 1 } }

    /// The daemon stops: everybody who waits is answered.
    func stop() { wake { $0.isStopped = true } }

    private func wake(_ change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits until it rings once more than it had, or the time is over.
    func wait(beyond seen: UInt64, until deadline: ContinuousClock.Instant) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let timer = Task { [self] in
            try? await Task.sleep(until: deadline, clock: .continuous)
            leave(id)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    guard state.rung == seen, !state.isStopped, !Task.isCancelled, ContinuousClock.now < deadline,
                        state.waiters.count < ChangeBell.waitersMax
                    else { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            leave(id)
        }
        timer.cancel()
    }

    private func leave(_ id: UInt64) {
        state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
}
