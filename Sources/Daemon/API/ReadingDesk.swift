import CaseStore
import Glibc
import Journal
import NIOPosix
import Registry
import Synchronization

/// Read-only connections to the stores, and the few threads that may wait for them.
///
/// No request reads on the event loop or on the pool that tasks share. Bounded: beyond `waitingMax` requests are refused.
final class ReadingDesk: Sendable {
    /// Requests that may wait for a thread.
    static let waitingMax = 1_000

    /// The connections of one thread, opened as they are needed.
    final class Connections {
        private let directory: String
        private var openCases: CaseReader?
        private var openJournal: JournalReader?
        private var openRegisters: RegistryReader?

        init(_ directory: String) { self.directory = directory }

        func cases() throws -> CaseReader {
            if let openCases { return openCases }
            let reader = try CaseReader(directory: directory)
            openCases = reader
            return reader
        }

        func journal() throws -> JournalReader {
            if let openJournal { return openJournal }
            let reader = try JournalReader(directory: directory)
            openJournal = reader
            return reader
        }

        func registers() throws -> RegistryReader {
            if let openRegisters { return openRegisters }
            let reader = try RegistryReader(directory: directory)
            openRegisters = reader
            return reader
        }
    }

    /// Used by one thread at a time: it is taken out of the list for as long.
    private struct Idle: @unchecked Sendable {
        let connections: Connections
    }

    private struct State {
        var idle: [Idle] = []
        var waiting = 0
    }

    private let directory: String
    private let niceness: Int32
    private let pool: NIOThreadPool
    private let state = Mutex(State())

    /// - Parameter niceness: how far its threads step back behind the others of the process.
    init(directory: String, threads: Int, niceness: Int32 = 0) {
        self.directory = directory
        self.niceness = niceness
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    /// Reads on one of the threads.
    ///
    /// - Throws: `Problem` as `body` does, 503 when too many wait or a store is away.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Connections) throws -> Value) async throws -> Value {
        let isTaken = state.withLock { state in
            guard state.waiting < ReadingDesk.waitingMax else { return false }
            state.waiting += 1
            return true
        }
        guard isTaken else { throw Problem.busy }
        defer { state.withLock { $0.waiting -= 1 } }
        return try await pool.runIfActive { [self] in
            ReadingDesk.stepBack(by: niceness)
            let connections = state.withLock { $0.idle.popLast() }?.connections ?? Connections(directory)
            do {
                let value = try body(connections)
                let idle = Idle(connections: connections)
                state.withLock { $0.idle.append(idle) }
                return value
            } catch let problem as Problem {
                let idle = Idle(connections: connections)
                state.withLock { $0.idle.append(idle) }
                throw problem
            } catch {
                // The connections go with it: the store may be another file by the time it is back.
                throw Problem(CaseStoreUnavailable(error))
            }
        }
    }

    /// Lowers the priority of the calling thread, once; where the system does not allow it, it stays.
    private static func stepBack(by niceness: Int32) {
        guard niceness > 0 else { return }
        let calling = __priority_which_t(PRIO_PROCESS.rawValue)
        let own = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(getpid()))
        guard getpriority(calling, 0) == own else { return }
        _ = setpriority(calling, 0, own + niceness)
    }

    /// Ends the threads.
    func close() async throws { try await pool.shutdownGracefully() }
}
