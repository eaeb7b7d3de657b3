public import CaseStore
public import Enforcement
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `POST /cases/{id}/{confirm,dismiss,notify,decide,close,revoke}` and `PATCH /cases/{id}`: people's work on a case.
struct CaseRoutes: APIRoutes {
    let cases: CaseStoreOwner
    let logger: Logger
    /// Told of what has changed, once it is committed.
    let changed: @Sendable (StoreChanges) -> Void

    func add(to group: RouterGroup<APIContext>) {
        for action in CaseAction.allCases {
            group.post("cases/:id/\(action.rawValue)") { request, context in
                let caller = try context.require([action.role])
                let body = try await CaseRoutes.body(of: request, context)
                return try await take(.action(action, body), request, context, by: caller)
            }
        }
        group.patch("cases/:id") { request, context in
            let caller = try context.require(StepRequest.Work.amendmentRoles)
            let body = try await CaseRoutes.body(of: request, context)
            return try await take(.amendment(body), request, context, by: caller)
        }
    }

    private func take(
        _ work: StepRequest.Work,
        _ request: Request,
        _ context: APIContext,
        by caller: Caller
    ) async throws -> Response {
        let id = context.parameters.get("id")?.removingPercentEncoding ?? ""
        let step = StepRequest(id: id, work: work, version: try EntityTag.version(of: request), actor: caller.user)
        let changes = try await cases.take(step, at: SystemClock.now())
        let outcome = try StepOutcome(changes)
        logger.notice(
            "case changed",
            metadata: ["case": "\(outcome.id)", "state": "\(outcome.state.rawValue)", "actor": "\(caller.user)"]
        )
        logger.notice(changes.referrals)
        changed(changes)
        var response = try Response(json: outcome)
        response.headers[.eTag] = EntityTag.text(outcome.version)
        return response
    }

    static func body(of request: Request, _ context: APIContext) async throws -> [String: StepValue] {
        let bytes = try await request.body.collect(upTo: context.maxUploadSize)
        do {
            return try JSONDecoder().decode([String: StepValue].self, from: Data(bytes.readableBytesView))
        } catch {
            throw Problem(
                "bad-body",
                .badRequest,
                title: BilingualText("请求体有误", "The body is wrong"),
                detail: BilingualText("请求体应为 JSON 对象", "the body must be a JSON object")
            )
        }
    }
}

/// What a step has come to.
public struct StepOutcome: Codable, Sendable {
    /// The case's id.
    public var id: String
    /// The case's number.
    public var number: String
    /// Where it stands now.
    public var state: CaseState
    /// Its version now.
    public var version: Int

    /// Says what has changed.
    public init(_ change: CaseChange) {
        (id, number, state, version) = (change.id, change.number, change.state, change.version)
    }

    /// Says what a step has changed.
    ///
    /// - Throws: `CaseStoreDamage` when nothing has: a step that is taken has an event.
    public init(_ changes: StoreChanges) throws {
        guard let change = changes.cases.first else { throw CaseStoreDamage(what: "case_current") }
        self.init(change)
    }
}

/// A case's version as HTTP has it: `"17"`.
enum EntityTag {
    static func text(_ version: Int) -> String { "\"\(version)\"" }

    /// The version that a change is made of; `nil` for `*`, which is whatever it is.
    ///
    /// - Throws: 428 when the request names none, 400 when it is no version.
    static func version(of request: Request) throws(Problem) -> Int? {
        guard let text = request.headers[.ifMatch] else { throw .needsVersion }
        if text == "*" { return nil }
        guard let version = Int(text.drop { $0 == "\"" }.prefix { $0 != "\"" }) else { throw .needsVersion }
        return version
    }
}
