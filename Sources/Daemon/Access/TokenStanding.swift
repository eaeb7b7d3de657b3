import Access
import Units

/// Whether somebody who was let in some time ago still may be told anything.
enum TokenStanding: Sendable {
    case good
    /// The token was revoked, has expired, or is not there any more.
    case ended
    /// Nobody can know: the store of tokens is away.
    case unknown
}

extension AccessKeeper {
    /// Where a caller stands now; local users stand where the kernel has put them.
    func standing(of caller: Caller, at now: Instant) -> TokenStanding {
        guard let id = caller.tokenID else { return .good }
        do {
            guard let token = try token(id), token.isGood(at: now) else { return .ended }
            return .good
        } catch {
            return .unknown
        }
    }

    /// Looks again at a caller who has waited.
    ///
    /// - Throws: 401 when the token has ended meanwhile; 503 where nobody can know, as a new request would get.
    func requireStillGood(_ caller: Caller, at now: Instant) throws(Problem) {
        switch standing(of: caller, at: now) {
        case .good: return
        case .ended: throw .unauthorized
        case .unknown: throw Problem(AccessUnavailable(description: "access.sqlite is not open"))
        }
    }
}

extension Caller {
    /// The token's id in the name of its bearer, `token:ID NAME`.
    private static let tokenPrefix = "token:"

    /// Which token the caller has shown; `nil` for a local user.
    fileprivate var tokenID: String? {
        guard uid == nil, user.hasPrefix(Caller.tokenPrefix) else { return nil }
        return String(user.dropFirst(Caller.tokenPrefix.count).prefix { $0 != " " })
    }
}
