import Access
import Enforcement
import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// `POST /tokens` and `POST /tokens/{id}/revoke`, on the control socket alone: a token cannot make another one.
struct TokenRoutes: APIRoutes {
    let access: AccessKeeper
    let audit: AuditTrail
    let logger: Logger
    /// Told when a token was revoked.
    let ended: @Sendable () -> Void

    var table: [APIRoute] {
        [
            APIRoute(
                .post,
                "tokens",
                "makes a token; its secret is in this answer and nowhere else",
                access: .roles([.admin]),
                reach: .local,
                body: .map(.any),
                answer: .json(.object([], isOpen: true)),
                refusals: [.unprocessableContent],
                handler: make
            ),
            APIRoute(
                .post,
                "tokens/{id}/revoke",
                "ends a token at once",
                access: .roles([.admin]),
                reach: .local,
                answer: .json(.object([], isOpen: true)),
                refusals: [.notFound],
                handler: revoke
            ),
        ]
    }

    @Sendable
    private func make(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.require(.admin)
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        guard let order = try? JSONDecoder().decode(TokenOrder.self, from: Data(body.readableBytesView)) else {
            throw Problem.badOrder(
                BilingualText("应为 name、role、districts、expires_at", "it has name, role, districts, expires_at")
            )
        }
        let now = SystemClock.now()
        if let fault = order.fault(at: now) { throw Problem.badOrder(fault) }
        let made: TokenMade
        do {
            made = try await access.run { try order.make(in: $0, by: caller.user, at: now) }
        } catch TokenRefusal.tooMany {
            throw Problem.badOrder(
                BilingualText(
                    "有效令牌已达 \(AccessStore.tokensMax) 个",
                    "\(AccessStore.tokensMax) tokens are in force already"
                )
            )
        }
        try await access.reloadTokens()
        try await audit.note(context, "token-new", .asked, detail: made.about.id, cases: [])
        logger.notice(
            "token made",
            metadata: ["token": "\(made.about.id)", "role": "\(order.role.rawValue)", "actor": "\(caller.user)"]
        )
        return try Response(json: made)
    }

    @Sendable
    private func revoke(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.require(.admin)
        let id = context.parameters.get("id") ?? ""
        let now = SystemClock.now()
        guard let token = try await access.run({ try $0.revoke(id, by: caller.user, at: now) }) else {
            throw Problem.noSuch(BilingualText("令牌", "token"), id)
        }
        try await access.reloadTokens()
        ended()
        try await audit.note(context, "token-revoke", .asked, detail: id, cases: [])
        logger.notice("token revoked", metadata: ["token": "\(id)", "actor": "\(caller.user)"])
        return try Response(json: TokenLine(token, at: now))
    }
}

extension Problem {
    fileprivate static func badOrder(_ why: BilingualText) -> Problem {
        Problem(
            "bad-token",
            .unprocessableContent,
            title: BilingualText("不能签发此令牌", "No such token can be made"),
            detail: why
        )
    }
}
