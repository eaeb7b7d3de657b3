import HTTPTypes
import Hummingbird
import NIOCore

/// The HTTP API: the same routes for the control socket and for the network.
enum APIRouter {
    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options, .trace]

    /// - Parameters:
    ///   - identify: finds out who asks and puts them into the context.
    ///   - reach: where it is served; routes that are local are left out elsewhere.
    ///   - repetitions: answers POSTs that come again; `nil` where none are kept.
    static func make(
        identify: some RouterMiddleware<APIContext>,
        reach: APIRoute.Reach,
        meter: HTTPMeter,
        repetitions: Repetitions?,
        routes: [any APIRoutes]
    ) -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: HTTPMeterMiddleware(meter: meter))
        router.add(middleware: ProblemMiddleware())
        let identified = router.group().add(middleware: identify)
        let table = routes.flatMap(\.table).filter { reach == .local || $0.reach == .everywhere }
        let all = table + [OpenAPIDocument.route(of: table)]
        for route in all {
            let repetitions = route.isIdempotent ? repetitions : nil
            let handler: APIRoute.Handler = { request, context in
                try route.access.check(context)
                try request.checkParameters(of: route)
                guard let repetitions else { return try await route.handler(request, context) }
                return try await repetitions.answer(request, context, with: route.handler)
            }
            let path = RouterPath(route.routerPath)
            if case .open = route.access {
                router.on(path, method: route.method, use: handler)
            } else {
                identified.on(path, method: route.method, use: handler)
            }
        }
        refuseOtherMethods(of: all, on: router)
        return router
    }

    /// A path that there is, but not with that method: 405, and which there are.
    private static func refuseOtherMethods(of table: [APIRoute], on router: Router<APIContext>) {
        for (path, routes) in Dictionary(grouping: table, by: \.routerPath) {
            let allowed = routes.map(\.method)
            let names = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            for method in methods where !allowed.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Problem.methodNotAllowed(names)
                }
            }
        }
    }
}

extension APIRoute {
    /// The path as the router has it, `/api/v1/cases/:id`.
    fileprivate var routerPath: String {
        fullPath.split(separator: "/").map { part in
            part.hasPrefix("{") ? ":" + part.dropFirst().dropLast() : String(part)
        }.reduce("") { $0 + "/" + $1 }
    }
}

extension Request {
    /// A parameter that nobody knows is most likely one misspelt, and would otherwise widen what is answered.
    fileprivate func checkParameters(of route: APIRoute) throws(Problem) {
        for (name, _) in uri.queryParameters where !route.parameters.contains(where: { $0.name == name }) {
            throw .badParameter(
                String(name.prefix(40)),
                BilingualText(
                    "没有此参数；可用：\(route.parameters.map(\.name).joined(separator: ", "))",
                    "no such parameter; there are \(route.parameters.map(\.name).joined(separator: ", "))"
                )
            )
        }
    }
}

/// `GET /whoami`: whom the daemon takes the caller for. Answers those without a role too, for this is how they see it.
struct WhoAmIRoute: APIRoutes {
    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "whoami",
                "whom the daemon takes the caller for",
                access: .known,
                answer: .json(.named("Caller"))
            ) { _, context in
                guard let caller = context.caller else { throw Problem.noRole(nil) }
                return try Response(json: caller)
            }
        ]
    }
}

extension Response {
    /// 200 with a value as JSON.
    init(json value: some Encodable) throws {
        self.init(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: try ByteBuffer(json: value))
        )
    }
}
