import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Daemon

/// A clock that a test moves, and what is to be done by it.
private final class MadeUpTime: Sendable {
    private struct State {
        var now = ContinuousClock.now
        var due: [(at: ContinuousClock.Instant, work: @Sendable () -> Void)] = []
    }

    private let state = Mutex(State())

    var now: ContinuousClock.Instant { state.withLock { $0.now } }

    func after(_ delay: Duration, _ work: @escaping @Sendable () -> Void) {
        state.withLock { $0.due.append(($0.now + delay, work)) }
    }

    func advance(_ step: Duration) {
        let works = state.withLock { state in
            state.now += step
            let works = state.due.filter { $0.at <= state.now }.map(\.work)
            state.due.removeAll { $0.at <= state.now }
            return works
        }
        for work in works { work() }
    }
}

@Suite("What two hundred who wait for changes cost")
struct SharedLooksTests {
    @Test(
        "the bell rings at once after quiet, once in a quarter of a second under a storm of commits, and after its last one"
    )
    func rings() {
        let time = MadeUpTime()
        let bell = ChangeBell(now: { time.now }, after: { time.after($0, $1) })
        bell.ring()
        #expect(bell.rung == 1)
        for _ in 0..<1_000 {
            bell.ring()
            time.advance(.milliseconds(1))
        }
        #expect(bell.rung == 5, "at 0, 250, 500, 750 and 1 000 ms")
        bell.ring()
        #expect(bell.rung == 5)
        time.advance(.milliseconds(249))
        #expect(bell.rung == 5)
        time.advance(.milliseconds(1))
        #expect(bell.rung == 6, "the last commit is told")
        time.advance(.seconds(60))
        #expect(bell.rung == 6, "nothing more was committed")
        bell.ring()
        #expect(bell.rung == 7)
    }

    @Test("a ring that is to come wakes who waits; the stop wakes at once", .timeLimit(.minutes(60)))
    func woken() async {
        let time = MadeUpTime()
        let bell = ChangeBell(now: { time.now }, after: { time.after($0, $1) })
        bell.ring()
        bell.ring()
        async let woken: Void = bell.wait(beyond: 1, until: .now + .seconds(600))
        while bell.waiters == 0 { await Task.yield() }
        time.advance(.milliseconds(250))
        await woken
        #expect(bell.rung == 2)
        async let stopped: Void = bell.wait(beyond: 2, until: .now + .seconds(600))
        bell.stop()
        await stopped
    }

    private struct Away: Error {}

    /// Answers with how often it was asked.
    private final class Counter: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    @Test("equal questions are worked out once a ring, different ones each; a newer ring's answer serves an older one")
    func shared() async throws {
        let (looks, counter) = (SharedLooks<String, Int>(keeps: { _ in true }), Counter())
        @Sendable func ask(_ question: String, _ ring: UInt64) async throws -> Int {
            try await looks.value(of: question, at: ring) { counter.next() }
        }
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { try await ask("a", 1) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(answers == [1], "two hundred at once")
        #expect(try await [ask("b", 1), ask("a", 1)] == [2, 1])
        #expect(try await [ask("a", 2), ask("a", 1), ask("b", 2)] == [3, 3, 4])
    }

    @Test("beyond the bound each is worked out for itself, and so is what is too large to keep, and what has failed")
    func bounds() async throws {
        let (looks, counter) = (SharedLooks<Int, Int>(keeps: { $0 < 100 }), Counter())
        let max = SharedLooks<Int, Int>.looksMax
        for question in 1...max {
            #expect(try await looks.value(of: question, at: 1) { counter.next() } == question)
        }
        #expect(try await looks.value(of: 0, at: 1) { counter.next() } == max + 1)
        #expect(try await looks.value(of: 0, at: 1) { counter.next() } == max + 2)
        #expect(try await looks.value(of: 1, at: 1) { counter.next() } == 1, "those that are kept stay")
        #expect(try await looks.value(of: 7, at: 2) { 100 } == 100)
        #expect(try await looks.value(of: 7, at: 2) { 8 } == 8)
        await #expect(throws: Away.self) { try await looks.value(of: 9, at: 2) { throw Away() } }
        #expect(try await looks.value(of: 9, at: 2) { 5 } == 5)
    }

    @Test("threads that read for requests come after the intake's; a barrier's do not")
    func niceness() async throws {
        let directory = try TemporaryDirectory()
        let low = ReadingDesk(directory: directory.path, threads: 2, niceness: 10)
        let barrier = ReadingDesk(directory: directory.path, threads: 1)
        let process = __priority_which_t(PRIO_PROCESS.rawValue)
        let own = getpriority(process, 0)
        #expect(try await low.read { _ in getpriority(process, 0) } == min(19, own + 10))
        #expect(try await barrier.read { _ in getpriority(process, 0) } == own)
        try await low.close()
        try await barrier.close()
    }
}
