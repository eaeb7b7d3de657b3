import Access
import Daemon
import Enforcement
import Foundation
import Programs
import Storage
import Units

/// Makes and revokes tokens: through the daemon while it runs, and as it would while it does not.
struct TokenDesk {
    private let lang: Language
    private let main: MainFile

    init(_ options: CommonOptions) throws {
        lang = options.lang
        main = try MainFile.load(options.config)
    }

    private var isRunning: Bool { WriterLock.isHeld(directory: main.dataDirectory) }

    func make(_ order: TokenOrder) async throws -> TokenMade {
        if isRunning {
            let client = ControlClient(dataDirectory: main.dataDirectory, lang: lang)
            return try client.value(TokenMade.self, of: try await client.post("tokens", json: order))
        }
        return try here { store, actor, now in
            do {
                return try order.make(in: store, by: actor, at: now)
            } catch TokenRefusal.tooMany {
                throw Refusal(.no, lang.text("有效令牌过多", "too many tokens are in force"))
            }
        }
    }

    func revoke(_ id: String) async throws -> TokenLine {
        if isRunning {
            let client = ControlClient(dataDirectory: main.dataDirectory, lang: lang)
            let path = "tokens/" + (id.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? id) + "/revoke"
            return try client.value(TokenLine.self, of: try await client.post(path))
        }
        return try here { store, actor, now in
            guard let token = try store.revoke(id, by: actor, at: now) else {
                throw Refusal(.no, lang.text("没有令牌 \(id)", "there is no token \(id)"))
            }
            return TokenLine(token, at: now)
        }
    }

    func list() throws -> [TokenLine] {
        let now = SystemClock.now()
        return try AccessStore.tokens(directory: main.dataDirectory).map { TokenLine($0, at: now) }
    }

    /// Writes by itself, under the writer's lock, with the role that the daemon would see, and into the same audit.
    private func here<Value>(_ body: (AccessStore, String, Instant) throws -> Value) throws -> Value {
        let account = UnixAccount.current
        try account.require([.admin], main.localRoles, lang)
        return try DataOwner.acting(on: main.dataDirectory) {
            let lock = try WriterLock(directory: main.dataDirectory)
            let store = try AccessStore(directory: main.dataDirectory)
            let now = SystemClock.now()
            let value = Result { try body(store, account.name, now) }
            if case .success = value {
                try store.append([
                    AuditEntry(
                        at: now,
                        actor: account.name,
                        origin: "local",
                        action: "token",
                        outcome: .asked,
                        detail: "zhichao token",
                        cases: []
                    )
                ])
            }
            try store.close()
            _ = consume lock
            return try value.get()
        }
    }
}
