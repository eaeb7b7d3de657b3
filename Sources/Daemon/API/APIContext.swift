import Enforcement
import Hummingbird
import NIOCore

/// What goes with a request from middleware to route: above all who asks.
struct APIContext: RequestContext {
    /// Bytes of a body that is decoded from JSON; a larger one answers 413. Bodies that are streamed have bounds of
    /// their own.
    static let jsonBytesMax = 1 << 20

    var coreContext: CoreRequestContextStorage
    /// The connection, for what only it knows of the peer.
    let channel: any Channel
    /// Who asks; set by the middleware that knows how (peer credentials here, tokens over HTTP).
    var caller: Caller?
    /// Where they ask from, for the audit: `local`, or the peer's address.
    var origin = "?"

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    var maxUploadSize: Int { APIContext.jsonBytesMax }

    /// The caller, who must have one of some roles.
    func require(_ roles: Role...) throws(Problem) -> Caller { try require(roles) }

    /// The caller, who must have one of some roles.
    func require(_ roles: [Role]) throws(Problem) -> Caller {
        guard let caller else { throw .unauthorized }
        guard !caller.roles.isEmpty else { throw .noRole(caller) }
        guard caller.may(roles) else { throw .wrongRole(caller, needed: roles) }
        return caller
    }
}

extension Problem {
    static func noRole(_ caller: Caller?) -> Problem {
        let user = caller?.user ?? "?"
        return Problem(
            "no-role",
            .forbidden,
            title: BilingualText("没有权限", "No role"),
            detail: BilingualText(
                "用户 \(user) 没有角色；请管理员在 zhichaod.yaml 的 local_roles 中为该用户或其所在组指定角色，然后重启 zhichaod",
                "user \(user) has no role; ask the administrator to give the user, or a group of the user's, a role under "
                    + "local_roles in zhichaod.yaml and to restart zhichaod"
            )
        )
    }

    static func wrongRole(_ caller: Caller, needed: [Role]) -> Problem {
        Problem(
            "wrong-role",
            .forbidden,
            title: BilingualText("权限不足", "Not with this role"),
            detail: caller.lacks(needed)
        )
    }
}
