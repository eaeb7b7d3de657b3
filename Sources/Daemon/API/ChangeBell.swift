import Synchronization

/// Wakes those who wait for a commit of the case store: at once after a while of quiet, and otherwise once in `interval`,
/// however many commits there are.
///
/// Everybody who is woken looks at the store, on the processors that the intake works on. With so many rings a second at
/// most, what those who wait cost does not grow with the commits, and nobody hears of one later than `interval` after it.
final class ChangeBell: Sendable {
    /// The least time between two rings.
    static let interval = Duration.milliseconds(250)
    /// Waiters at a time; one more is answered at once, as if its time were over.
    static let waitersMax = 5_000

    /// Does something after a while; the tests have a clock of their own.
    typealias Timer = @Sendable (Duration, @escaping @Sendable () -> Void) -> Void

    private struct State {
        var rung: UInt64 = 0
        var rungAt: ContinuousClock.Instant?
        /// Whether a ring is to come.
        var isDue = false
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextID: UInt64 = 0
        var isStopped = false
    }

    private let now: @Sendable () -> ContinuousClock.Instant
    private let after: Timer
    private let state = Mutex(State())

    init(
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        after: @escaping Timer = { delay, work in
            Task {
                try? await Task.sleep(for: delay)
                work()
            }
        }
    ) {
        (self.now, self.after) = (now, after)
    }

    /// How often it has rung.
    var rung: UInt64 { state.withLock { $0.rung } }

    /// How many wait now.
    var waiters: Int { state.withLock { $0.waiters.count } }

    /// Whether nobody waits any more.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Something was committed: it rings now, or when its time comes.
    func ring() {
        let delay: Duration? = state.withLock { state in
            guard !state.isDue else { return nil }
            state.isDue = true
            guard let last = state.rungAt else { return .zero }
            return max(.zero, ChangeBell.interval - (now() - last))
        }
        guard let delay else { return }
        guard delay > .zero else { return ringNow() }
        after(delay) { [self] in ringNow() }
    }

    /// The daemon stops: everybody who waits is answered.
    func stop() { wake { $0.isStopped = true } }

    private func ringNow() {
        wake { state in
            state.isDue = false
            state.rungAt = now()
            state.rung += 1
        }
    }

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
