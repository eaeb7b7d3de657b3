import Hummingbird

/// Routes that belong together, relative to `/api/v1`.
protocol APIRoutes: Sendable {
    func add(to group: RouterGroup<APIContext>)
}

/// The HTTP API: the same routes for the control socket and, once it is opened, for the network.
enum APIRouter {
    /// - Parameter identify: finds out who asks and puts them into the context.
    static func make(
        identify: some RouterMiddleware<APIContext>,
        routes: [any APIRoutes]
    ) -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: ProblemMiddleware())
        let group = router.group("api/v1").add(middleware: identify)
        for part in routes { part.add(to: group) }
        return router
    }
}

/// `GET /whoami`: whom the daemon takes the caller for. Answers those without a role too, for this is how they see it.
struct WhoAmIRoute: APIRoutes {
    func add(to group: RouterGroup<APIContext>) {
        group.get("whoami") { _, context in
            guard let caller = context.caller else { throw Problem.noRole(nil) }
            return try Response(json: caller)
        }
    }
}

extension Response {
    /// 200 with a value as JSON.
    init(json value: some Encodable) throws {
        self.init(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: try ByteBuffer(json: value))
        )
    }
}
