import Glibc
import Hummingbird
import NIOCore
import NIOPosix

/// The kernel's `struct ucred`, which Glibc's module leaves out.
private struct PeerCredentials {
    var pid: Int32
    var uid: UInt32
    var gid: UInt32
}

/// Finds out which local user asks: the kernel says who connected, nothing that the client sends does.
struct PeerMiddleware: RouterMiddleware {
    let roles: LocalRoles

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.origin = "local"
        context.caller = try await caller(of: context.channel)
        return try await next(request, context)
    }

    /// Asked for every request, so that a change of a user's groups counts from the next one on.
    private func caller(of channel: any Channel) async throws -> Caller? {
        guard let options = channel as? any SocketOptionProvider else { return nil }
        let option: EventLoopFuture<PeerCredentials> = options.unsafeGetSocketOption(
            level: .socket,
            name: .init(rawValue: SO_PEERCRED)
        )
        let peer = try await option.get()
        // The accounts may be a directory server's; neither the event loop nor the shared pool waits for it.
        return try await NIOThreadPool.singleton.runIfActive { [roles] in
            let account = UnixAccount(uid: peer.uid, gid: peer.gid)
            let has = roles.roles(uid: account.uid, user: account.name) { account.isInGroup($0) }
            return Caller(user: account.name, uid: account.uid, roles: has)
        }
    }
}
