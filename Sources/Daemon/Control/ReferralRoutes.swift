import Access
public import CaseStore
public import Enforcement
import HTTPTypes
import Hummingbird
import Law
import Logging
import Units

/// `GET /referrals`, one referral, and what the receiving office says of it.
struct ReferralRoutes: APIRoutes {
    let cases: CaseStoreOwner
    let desk: ReadingDesk
    let stations: StationDirectory
    let audit: AuditTrail
    let logger: Logger

    init(_ parts: APIParts, _ cases: CaseStoreOwner, _ logger: Logger) {
        self.cases = cases
        (desk, stations, audit) = (parts.desk, parts.stations, parts.audit)
        self.logger = logger
    }

    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "referrals",
                "referrals in the order of issue",
                access: .anyRole,
                parameters: ReferralRoutes.parameters,
                answer: .json(.page(of: .named("Referral"))),
                handler: list
            ),
            APIRoute(
                .get,
                "referrals/{id}",
                "one referral by id or number; of a copy-to also the five groups that it tells",
                access: .anyRole,
                answer: .json(.named("Referral")),
                refusals: [.notFound],
                handler: show
            ),
        ]
            + ReferralAction.allCases.map { action in
                APIRoute(
                    .post,
                    "referrals/{id}/\(action.rawValue)",
                    "\(action.chinese): leads to \(action.target.rawValue)",
                    access: .roles([action.role]),
                    body: .map(.any),
                    isConditional: true,
                    isIdempotent: true,
                    answer: .json(.named("ReferralOutcome")),
                    refusals: [.notFound, .conflict, .unprocessableContent]
                ) { request, context in try await take(action, request, context) }
            }
    }

    private static let parameters: [APIRoute.Parameter] = [
        .init(
            name: "state",
            schema: .text(values: ReferralState.allCases.map(\.rawValue)),
            description: "where it stands"
        ),
        .init(name: "form", schema: .text(values: ReferralForm.allCases.map(\.rawValue)), description: "what document"),
        .init(
            name: "kind",
            schema: .text(values: PenaltySubject.allCases.map(\.rawValue)),
            description: "what sort of subject"
        ),
        .init(name: "overdue", schema: .flag, description: "true: only those not acknowledged in time"),
        .after, .limit,
    ]

    @Sendable
    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let query = RequestQuery(request)
        let today = SystemClock.now().day
        var filter = CaseReader.ReferralFilter()
        filter.state = try query.choice("state", of: ReferralState.self)
        filter.form = try query.choice("form", of: ReferralForm.self)
        filter.kind = try query.choice("kind", of: PenaltySubject.self)
        filter.overdueOn = try query.flag("overdue") ? today : nil
        filter.stations = stations.stations(for: caller)
        filter.afterRow = try PageCursor.place("referrals", query) ?? 0
        let limit = try query.limit()
        filter.limit = limit + 1
        let found = try await desk.read { [filter] in try $0.cases().referrals(filter) }
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last.map { PageCursor.text("referrals", $0.row) } : nil
        try await audit.note(context, "referrals", cases: Set(page.flatMap(\.cases)).sorted())
        let items = page.map { ReferralAnswer($0, on: today, isMasked: !caller.seesPersonalData) }
        return try Response(json: Page(items: items, next: next))
    }

    @Sendable
    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let (referral, caller) = try await visible(context, "referral", .shown)
        var answer = ReferralAnswer(referral, on: SystemClock.now().day, isMasked: !caller.seesPersonalData)
        if referral.form == .copyTo, let id = referral.caseID {
            answer.copyTo = try await desk.read { connections in
                let registers = try? connections.registers()
                return try connections.cases().find(id).map { CopyTo($0, registers) }
            }
            if !caller.seesPersonalData { answer.copyTo?.maskDriver() }
        }
        var response = try Response(json: answer)
        response.headers[.eTag] = EntityTag.text(referral.version)
        return response
    }

    private func take(_ action: ReferralAction, _ request: Request, _ context: APIContext) async throws -> Response {
        let body = try await CaseRoutes.body(of: request, context)
        let (referral, caller) = try await visible(context, action.rawValue, .asked)
        let step = ReferralRequest(
            id: referral.id,
            action: action,
            body: body,
            version: try EntityTag.version(of: request),
            actor: caller.user
        )
        let change = try await cases.take(step, at: SystemClock.now())
        logger.notice([change])
        var response = try Response(json: ReferralOutcome(change))
        response.headers[.eTag] = EntityTag.text(change.version)
        return response
    }

    /// The referral that the path names, once it is noted that somebody is shown it or works on it.
    ///
    /// A district's officers see those that rest on a case of theirs.
    private func visible(
        _ context: APIContext,
        _ action: String,
        _ outcome: AuditEntry.Outcome
    ) async throws -> (Referral, Caller) {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let id = context.caseID
        let found = try await desk.read { connections -> (referral: Referral, stations: Set<String>)? in
            let reader = try connections.cases()
            guard let referral = try reader.referral(id)?.referral else { return nil }
            return (referral, try reader.stations(ofCases: referral.cases))
        }
        guard let found else { throw CaseStepError.noReferral(id) }
        let isSeen = caller.districts == nil || found.stations.contains { stations.sees(caller, $0) }
        try await audit.note(context, action, isSeen ? outcome : .notShown, cases: found.referral.cases)
        guard isSeen else { throw CaseStepError.noReferral(id) }
        return (found.referral, caller)
    }
}

/// What a step on a referral has come to.
public struct ReferralOutcome: Codable, Sendable {
    /// The referral's id.
    public var id: String
    /// Its number.
    public var number: String
    /// Where it stands now.
    public var state: ReferralState
    /// Its version now.
    public var version: Int

    /// Says what has changed.
    public init(_ change: ReferralChange) {
        (id, number, state, version) = (change.id, change.number, change.state, change.version)
    }
}

extension Logger {
    /// Says which referrals were issued, withdrawn or changed; whom they are about stays out of the log.
    func notice(_ referrals: [ReferralChange]) {
        for change in referrals {
            notice(
                "referral \(change.kind.rawValue)",
                metadata: ["referral": "\(change.id)", "state": "\(change.state.rawValue)"]
            )
        }
    }
}
