import Access
import Enforcement
import Foundation
import Logging
import TestSupport
import Testing
import Units

@testable import Daemon

@Suite("Whether a token that was good still is")
struct TokenStandingTests {
    private let now = Given.noon

    private func token(_ keeper: AccessKeeper, expiresAt: Instant? = nil) async throws -> (id: String, caller: Caller) {
        let secret = TokenSecret()
        let token = AccessToken(
            secret,
            name: "desk 3",
            role: .officer,
            districts: [],
            createdAt: now,
            createdBy: "root",
            expiresAt: expiresAt
        )
        try await keeper.run { try $0.add(token) }
        try await keeper.reloadTokens()
        return (secret.id, Caller(user: token.actor, uid: nil, roles: [.officer]))
    }

    @Test("revoked, expired and deleted ones have ended; of one whose store is away nobody knows")
    func standing() async throws {
        let directory = try TemporaryDirectory()
        let keeper = AccessKeeper(directory: directory.path, logger: Logger(label: "test"))
        let (revoked, expiring) = (try await token(keeper), try await token(keeper, expiresAt: now + .hours(1)))
        #expect(keeper.standing(of: revoked.caller, at: now) == .good)
        #expect(keeper.standing(of: expiring.caller, at: now) == .good)
        #expect(keeper.standing(of: expiring.caller, at: now + .hours(1)) == .ended)
        _ = try await keeper.run { [now] in try $0.revoke(revoked.id, by: "root", at: now) }
        try await keeper.reloadTokens()
        #expect(keeper.standing(of: revoked.caller, at: now) == .ended)
        #expect(throws: Problem.self) { try keeper.requireStillGood(revoked.caller, at: now) }
        try keeper.requireStillGood(expiring.caller, at: now)
        let deleted = Caller(user: "token:0123456789ab gone", uid: nil, roles: [.officer])
        #expect(keeper.standing(of: deleted, at: now) == .ended)
        // A local user's name may look like one.
        #expect(keeper.standing(of: Caller(user: "token:x", uid: 1_000, roles: []), at: now) == .good)
        try await keeper.close()

        let away = AccessKeeper(directory: directory.path + "/none", logger: Logger(label: "test"))
        #expect(away.standing(of: revoked.caller, at: now) == .unknown)
        #expect(throws: Problem.self) { try away.requireStillGood(revoked.caller, at: now) }
        try await away.close()
    }
}
