import Access
public import CaseStore
public import Enforcement
import Evidence
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `POST /cases/{id}/{confirm,dismiss,notify,decide,close,revoke}` and `PATCH /cases/{id}`: people's work on a case.
struct CaseRoutes: APIRoutes {
    let cases: CaseStoreOwner
    let desk: ReadingDesk
    let stations: StationDirectory
    let audit: AuditTrail
    let media: MediaStore
    let logger: Logger
    /// Told of what has changed, once it is committed.
    let changed: @Sendable (StoreChanges) -> Void

    init(
        _ parts: APIParts,
        _ cases: CaseStoreOwner,
        _ logger: Logger,
        changed: @escaping @Sendable (StoreChanges) -> Void
    ) {
        self.cases = cases
        (desk, stations, audit, media) = (parts.desk, parts.stations, parts.audit, parts.media)
        self.logger = logger
        self.changed = changed
    }

    var table: [APIRoute] {
        CaseAction.allCases.map { action in
            APIRoute(
                .post,
                "cases/{id}/\(action.rawValue)",
                "\(action.chinese): leads to \(action.target.rawValue)",
                access: .roles([action.role]),
                body: .map(.any),
                isConditional: true,
                isIdempotent: true,
                answer: .json(.named("StepOutcome")),
                refusals: [.notFound, .conflict, .unprocessableContent]
            ) { request, context in
                let body = try await CaseRoutes.body(of: request, context)
                return try await take(.action(action, body), action.rawValue, request, context)
            }
        } + [
            APIRoute(
                .patch,
                "cases/{id}",
                "fills in or corrects driver, company, loading site, cargo, permit, circumstances, notes",
                access: .roles(StepRequest.Work.amendmentRoles),
                body: .map(.any),
                isConditional: true,
                answer: .json(.named("StepOutcome")),
                refusals: [.notFound, .conflict, .unprocessableContent]
            ) { request, context in
                let body = try await CaseRoutes.body(of: request, context)
                return try await take(.amendment(body), "amend", request, context)
            }
        ]
    }

    private func take(
        _ work: StepRequest.Work,
        _ name: String,
        _ request: Request,
        _ context: APIContext
    ) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let id = try await visibleCase(context, caller, name)
        let asked = StepRequest(id: id, work: work, version: try EntityTag.version(of: request), actor: caller.user)
        // Who is to write says what is wrong with the store, before what is read of it does.
        try await cases.requireRested()
        let step = try await desk.read { [media] in try asked.lookedAt(media, $0.cases()) }
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

    /// The id of the case that the path names, once it is noted that somebody works on it.
    private func visibleCase(_ context: APIContext, _ caller: Caller, _ action: String) async throws -> String {
        let asked = context.caseID
        guard let found = try await desk.read({ try $0.cases().station(of: asked) }) else {
            throw CaseStepError.notFound(asked)
        }
        let isSeen = stations.sees(caller, found.station)
        try await audit.note(context, action, isSeen ? .asked : .notShown, cases: [found.id])
        guard isSeen else { throw CaseStepError.notFound(asked) }
        return found.id
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

    /// Whether `If-None-Match` names a tag.
    static func matches(_ tag: String, _ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { item in
            let item = item.trimmingCharacters(in: .whitespaces)
            return item == "*" || item == tag || item == "W/" + tag
        }
    }

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
