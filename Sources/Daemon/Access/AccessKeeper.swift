import Access
import Logging
import NIOPosix
import Storage
import Synchronization
import Units

/// The one connection to `access.sqlite`, a thread of its own that uses it, and the tokens in memory.
///
/// The file may be away, like the case store: then nobody gets in over HTTP and no case is shown, and the intake goes on.
final class AccessKeeper: Sendable {
    private struct State {
        var store: AccessStore?
        var tokens: [String: AccessToken] = [:]
        var isFailing = false
    }

    private let directory: String
    private let logger: Logger
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let state = Mutex(State())

    init(directory: String, logger: Logger) {
        self.directory = directory
        self.logger = logger
        pool.start()
    }

    /// Works on the store, on its thread; opens it where it is not open.
    ///
    /// - Throws: `AccessUnavailable` when the store is away or damaged, and what `body` throws of its own.
    func run<Value: Sendable>(_ body: @escaping @Sendable (AccessStore) throws -> Value) async throws -> Value {
        try await pool.runIfActive { [self] in
            do {
                let value = try body(try opened())
                state.withLock { $0.isFailing = false }
                return value
            } catch let error as TokenRefusal {
                throw error
            } catch {
                throw failed(error)
            }
        }
    }

    /// A token by its id, from memory; `nil` when there is none.
    ///
    /// - Throws: `AccessUnavailable` while nobody can know.
    func token(_ id: String) throws(AccessUnavailable) -> AccessToken? {
        let found = state.withLock { $0.store == nil ? nil : Optional.some($0.tokens[id]) }
        guard let found else { throw AccessUnavailable(description: "access.sqlite is not open") }
        return found
    }

    /// Takes the tokens into memory again, after one was made or revoked.
    func reloadTokens() async throws {
        try await run { [self] store in
            let tokens = try AccessKeeper.byID(store)
            state.withLock { $0.tokens = tokens }
        }
    }

    /// Closes the store in good order; nothing is asked after.
    func close() async throws {
        try await pool.runIfActive { [self] in try state.withLock { $0.store }?.close() }
        try await pool.shutdownGracefully()
    }

    private static func byID(_ store: AccessStore) throws -> [String: AccessToken] {
        Dictionary(try store.tokens().map { ($0.id, $0) }) { $1 }
    }

    private func opened() throws -> AccessStore {
        if let store = state.withLock({ $0.store }) { return store }
        let store = try AccessStore(directory: directory)
        let tokens = try AccessKeeper.byID(store)
        state.withLock { state in
            state.store = store
            state.tokens = tokens
        }
        return store
    }

    /// Says it once, until it works again.
    private func failed(_ error: any Error) -> AccessUnavailable {
        let isNew = state.withLock { state in
            defer { state.isFailing = true }
            return !state.isFailing
        }
        if isNew {
            logger.error(
                "access.sqlite cannot be used: nobody is shown a case until it can",
                metadata: ["error": "\(error)"]
            )
        }
        return AccessUnavailable(description: "\(error)")
    }
}

/// Tokens and audit cannot be used now.
struct AccessUnavailable: Error, CustomStringConvertible {
    let description: String
}
