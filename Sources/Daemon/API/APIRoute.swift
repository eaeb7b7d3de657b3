import Enforcement
import HTTPTypes
import Hummingbird

/// A call of the API: how it is registered, who may make it, and what the document says of it, in one place.
struct APIRoute: Sendable {
    typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    /// Who may call.
    enum Access: Sendable {
        /// Anyone; who they are is not even asked.
        case open
        /// Whoever is known, with a role or without.
        case known
        /// Whoever has one of these roles; an admin has all of them.
        case roles([Role])
    }

    /// Where it can be called.
    enum Reach: Sendable {
        /// On the control socket and over the network.
        case everywhere
        /// On the control socket alone: what operators do, which no leaked token is to do from afar.
        case local
    }

    /// A parameter of the query.
    struct Parameter: Sendable {
        var name: String
        var schema: Schema
        var description: String
        var isRequired = false
    }

    /// What a good answer is.
    enum Answer: Sendable {
        case json(Schema)
        /// A body of another type, or of one of several; the texts are media types.
        case other([String])
    }

    var method: HTTPRequest.Method
    /// Relative to `/api/v1`, `cases/{id}`; from the root where it begins with `/`.
    var path: String
    var summary: String
    var access: Access
    var reach: Reach
    var parameters: [Parameter]
    /// The body; `nil` where there is none.
    var body: Schema?
    /// Whether `If-Match` is needed.
    var isConditional: Bool
    /// Whether a repetition under the same `Idempotency-Key` is answered as the first time.
    var isIdempotent: Bool
    var answer: Answer
    /// Refusals of its own, beside those that any call may meet.
    var refusals: [HTTPResponse.Status]
    var handler: Handler

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        access: Access,
        reach: Reach = .everywhere,
        parameters: [Parameter] = [],
        body: Schema? = nil,
        isConditional: Bool = false,
        isIdempotent: Bool = false,
        answer: Answer,
        refusals: [HTTPResponse.Status] = [],
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.access = access
        self.reach = reach
        self.parameters = parameters
        self.body = body
        self.isConditional = isConditional
        self.isIdempotent = isIdempotent
        self.answer = answer
        self.refusals = refusals
        self.handler = handler
    }

    /// The path from the root.
    var fullPath: String { path.hasPrefix("/") ? path : "/api/v1/" + path }

    /// The names in the path, `id`.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }.map {
            String($0.dropFirst().dropLast())
        }
    }
}

/// Routes that belong together.
protocol APIRoutes: Sendable {
    /// What is registered, and what the document lists.
    var table: [APIRoute] { get }
}

extension APIRoute.Access {
    /// Every role may.
    static let anyRole = APIRoute.Access.roles(Role.allCases)
    /// Those who work on cases.
    static let caseWorkers = APIRoute.Access.roles([.officer, .reviewer])

    /// - Throws: 401 where nobody is known, 403 where the role is another.
    func check(_ context: APIContext) throws(Problem) {
        switch self {
        case .open: return
        case .known:
            guard context.caller != nil else { throw .unauthorized }
        case .roles(let roles): _ = try context.require(roles)
        }
    }
}
