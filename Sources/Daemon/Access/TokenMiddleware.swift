import Access
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Finds out who asks over the network: by the bearer token, and nothing else that the client says.
struct TokenMiddleware: RouterMiddleware {
    let access: AccessKeeper
    let guesses: GuessTable
    let limits: RateLimits
    /// Whose `X-Forwarded-For` says where a request comes from; `nil` where no proxy stands before us.
    let proxies: TrustedProxies?
    let logger: Logger

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.origin = origin(of: request, context)
        if let credentials = request.headers[.authorization] {
            context.caller = try caller(credentials, from: context.origin)
        }
        return try await next(request, context)
    }

    private func caller(_ credentials: String, from origin: String) throws -> Caller {
        if let seconds = guesses.secondsLocked(origin) {
            throw Problem.tooMany(
                "locked-out",
                seconds: seconds,
                BilingualText(
                    "来自此地址的无效令牌过多，\(seconds) 秒后再试",
                    "too many wrong tokens came from this address; try again in \(seconds) s"
                )
            )
        }
        guard let token = try token(credentials) else {
            if guesses.noteFailure(origin) {
                logger.warning("http: an address is locked out: wrong tokens", metadata: ["peer": "\(origin)"])
            }
            throw Problem.unauthorized
        }
        guard token.isGood(at: SystemClock.now()) else { throw Problem.unauthorized }
        if let seconds = limits.take(token.id) {
            throw Problem.tooMany(
                "rate-limited",
                seconds: seconds,
                BilingualText("此令牌的请求过于频繁，\(seconds) 秒后再试", "this token asks too often; try again in \(seconds) s")
            )
        }
        return Caller(
            user: token.actor,
            uid: nil,
            roles: [token.role],
            districts: token.districts.isEmpty ? nil : token.districts
        )
    }

    /// The token that the credentials prove; `nil` for none.
    private func token(_ credentials: String) throws -> AccessToken? {
        let parts = credentials.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let secret = TokenSecret(parts[1]) else {
            return nil
        }
        do {
            let token = try access.token(secret.id)
            // Compared where there is none, too, so that the time does not tell which ids exist.
            let isRight = secret.matches(token?.secretHash ?? Data(count: 32))
            return isRight ? token : nil
        } catch {
            throw Problem(error)
        }
    }

    private func origin(of request: Request, _ context: APIContext) -> String {
        let peer = context.channel.remoteAddress?.ipAddress ?? "?"
        return proxies?.client(peer: peer, forwarded: request.headers[values: .forwardedFor]) ?? peer
    }
}

extension Problem {
    init(_ error: AccessUnavailable) {
        self = .unavailable(
            "access-away",
            retryAfter: 5,
            title: BilingualText("暂不能核对令牌", "Tokens cannot be checked now"),
            detail: BilingualText(
                "access.sqlite 无法使用，请检查磁盘后重试",
                "access.sqlite cannot be used; look at the disk and try again"
            )
        )
    }
}
