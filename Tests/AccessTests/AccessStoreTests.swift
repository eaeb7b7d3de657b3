import Access
import Enforcement
import Foundation
import GRDB
import TestSupport
import Testing
import Units

@Suite("Tokens, answers and the audit on disk")
struct AccessStoreTests {
    private let now = Given.noon
    private let directory: TemporaryDirectory
    private let store: AccessStore

    init() throws {
        directory = try TemporaryDirectory()
        store = try AccessStore(directory: directory.path)
    }

    private func token(_ name: String = "x", expiresAt: Instant? = nil) -> (TokenSecret, AccessToken) {
        let secret = TokenSecret()
        let token = AccessToken(
            secret,
            name: name,
            role: .officer,
            districts: ["410184", "410122"],
            createdAt: now,
            createdBy: "root",
            expiresAt: expiresAt
        )
        return (secret, token)
    }

    @Test("a token's text is read back, matches its own hash and no other's")
    func secrets() throws {
        let (first, second) = (TokenSecret(), TokenSecret())
        let read = try #require(TokenSecret(first.text))
        #expect(read.id == first.id && read.matches(first.hash) && !read.matches(second.hash))
        #expect(!read.matches(Data()) && !read.matches(first.hash.dropLast()))
        for bad in [
            "", "zct_", "zct_x_y", first.text + "A", String(first.text.dropLast(2)), "zcx_" + first.text.dropFirst(4),
        ] {
            #expect(TokenSecret(bad) == nil, "\(bad)")
        }
        #expect(TokenSecret(String(repeating: "z", count: 1_000_000)) == nil)
    }

    @Test("tokens are kept without their secret; one that is revoked or has expired is good for nothing")
    func tokens() throws {
        let (secret, token) = token(expiresAt: now + .hours(1))
        try store.add(token)
        #expect(try store.tokens() == [token] && token.districts == ["410122", "410184"])
        #expect(token.isGood(at: now) && !token.isGood(at: now + .hours(1)))
        let revoked = try #require(try store.revoke(secret.id, by: "li", at: now))
        #expect(!revoked.isGood(at: now) && revoked.revokedBy == "li")
        // Revoked twice, the first time counts.
        #expect(try store.revoke(secret.id, by: "wang", at: now + .hours(2))?.revokedBy == "li")
        #expect(try store.revoke("none", by: "li", at: now) == nil)
        #expect(try AccessStore.tokens(directory: directory.path) == [revoked])
        #expect(try AccessStore.tokens(directory: directory.path + "/none").isEmpty)
    }

    @Test("nobody but the owner may read the file")
    func mode() throws {
        let path = directory.path + "/" + AccessStore.fileName
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
    }

    @Test("beyond so many tokens the old ones that are no good go, and good ones never")
    func tokenBound() throws {
        let expired = (0..<3).map { _ in token(expiresAt: now + .hours(-1)).1 }
        for token in expired { try store.add(token) }
        for _ in 3..<AccessStore.tokensMax { try store.add(token().1) }
        for _ in 0..<3 { try store.add(token().1) }
        #expect(throws: TokenRefusal.self) { try store.add(token().1) }
        #expect(try store.tokens().count == AccessStore.tokensMax)
    }

    @Test("an answer is kept for its actor and key, for a day")
    func answers() throws {
        let answer = KeptAnswer(fingerprint: Data([1]), status: 200, headers: ["ETag": "\"2\""], body: Data([7]))
        try store.keep(answer, actor: "a", key: "k", now: now)
        #expect(try store.answer(actor: "a", key: "k", now: now + .hours(23)) == answer)
        #expect(try store.answer(actor: "b", key: "k", now: now) == nil)
        #expect(try store.answer(actor: "a", key: "k", now: now + .hours(24)) == nil)
    }

    private func entry(_ number: Int) -> AuditEntry {
        AuditEntry(
            at: now,
            actor: "token:x",
            origin: "::1",
            action: "read",
            outcome: .shown,
            detail: "",
            cases: ["case-\(number)"]
        )
    }

    @Test(
        "the audit is a chain: a change, a hole and a swap each show, and the file refuses them",
        arguments: [
            "UPDATE audit SET cases = '[]' WHERE id = 3", "DELETE FROM audit WHERE id = 3",
            "UPDATE audit SET hash = (SELECT hash FROM audit WHERE id = 2) WHERE id = 3",
            "UPDATE audit SET at_ms = at_ms + 1 WHERE id = 3",
        ]
    )
    func chain(_ tampering: String) throws {
        try store.append((1...2).map(entry))
        try store.append((3...5).map(entry))
        #expect(try AuditVerifier.run(directory: directory.path) == .init(entries: 5, firstWrong: nil))
        #expect(try store.auditHead()?.id == 5)
        try store.close()
        let file = try DatabaseQueue(path: directory.path + "/" + AccessStore.fileName)
        #expect(throws: DatabaseError.self) { try file.write { try $0.execute(sql: tampering) } }
        try file.write { db in
            try db.execute(sql: "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete")
            try db.execute(sql: tampering)
        }
        try file.close()
        let found = try AuditVerifier.run(directory: directory.path).firstWrong
        #expect(found == (tampering.hasPrefix("DELETE") ? 4 : 3))
    }

    @Test("where there has never been an audit, there is nothing to check")
    func absent() throws {
        #expect(try AuditVerifier.run(directory: directory.path + "/none").entries == 0)
    }
}
