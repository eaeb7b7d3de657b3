import HTTPTypes
import Hummingbird
import Synchronization

/// Counts the requests of the API and how long they take, by route: few labels, however many paths are tried.
final class HTTPMeter: Sendable {
    private static let bounds = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5, 30, 60]

    private struct Key: Hashable, Comparable {
        let route: String
        let method: String
        let status: Int

        static func < (first: Key, second: Key) -> Bool {
            (first.route, first.method, first.status) < (second.route, second.method, second.status)
        }
    }

    private struct State {
        var requests: [Key: Int] = [:]
        var durations: [String: Histogram] = [:]
    }

    private let state = Mutex(State())

    func note(_ route: String, _ method: String, _ status: Int, _ duration: Duration) {
        state.withLock { state in
            state.requests[Key(route: route, method: method, status: status), default: 0] += 1
            state.durations[route, default: Histogram(HTTPMeter.bounds)].note(duration)
        }
    }

    func write(to page: inout Exposition) {
        let (requests, durations) = state.withLock { ($0.requests, $0.durations) }
        page.family(
            "zhichao_http_requests_total",
            .counter,
            "Requests answered, by route, method and status.",
            requests.sorted { $0.key < $1.key }.map { key, count in
                ([("route", key.route), ("method", key.method), ("status", "\(key.status)")], Double(count))
            }
        )
        page.histograms(
            "zhichao_http_request_duration_seconds",
            "Time until the answer began, by route; long polls wait on purpose.",
            durations.sorted { $0.key < $1.key }.map { ([("route", $0.key)], $0.value) }
        )
    }
}

/// Tells the meter of each request.
struct HTTPMeterMiddleware: RouterMiddleware {
    private static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace,
    ]

    let meter: HTTPMeter

    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let begun = ContinuousClock.now
        // `ProblemMiddleware` lies within: what is thrown through here is no HTTP at all.
        let response = try await next(request, context)
        let method = HTTPMeterMiddleware.methods.contains(request.method) ? request.method.rawValue : "other"
        let route = context.endpointPath.map { $0 == "NotFound" ? "none" : $0 } ?? "none"
        meter.note(route, method, response.status.code, ContinuousClock.now - begun)
        return response
    }
}
