import CaseStore
import Enforcement
import Foundation
import HTTPTypes
import Hummingbird
import Units

/// `GET /changes`: everything that happens to cases, in the order of commit, for who mirrors them.
struct ChangeRoutes: APIRoutes {
    /// Seconds that a request may wait for something to happen.
    static let waitMax = 60
    /// Changes of one page where the cases themselves are asked for, too.
    static let withCasesMax = 100
    /// Looks of one request that may find nothing before it is answered with how far it has come.
    private static let looksMax = 20

    let desk: ReadingDesk
    let stations: StationDirectory
    let access: AccessKeeper
    let audit: AuditTrail
    let bell: ChangeBell
    /// What those who wait see alike.
    private let shared = SharedLooks<ChangeLook.Ask, ChangeLook>(keeps: ChangeLook.isKept)

    init(_ parts: APIParts) {
        (desk, stations, access) = (parts.desk, parts.stations, parts.access)
        (audit, bell) = (parts.audit, parts.bell)
    }

    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "changes",
                "what happened to cases, in the order of commit; waits for more where there is nothing",
                access: .anyRole,
                parameters: [
                    .init(
                        name: "after",
                        schema: .text(max: 100),
                        description: "`next` of the page before; absent: all"
                    ),
                    .init(
                        name: "wait",
                        schema: .integer(0...ChangeRoutes.waitMax),
                        description: "seconds to wait where there is nothing, 0 by default"
                    ),
                    .init(
                        name: "cases",
                        schema: .flag,
                        description:
                            "true: with cases and referrals as they are now; \(ChangeRoutes.withCasesMax) changes at most"
                    ),
                    .limit,
                ],
                answer: .json(.named("Changes")),
                refusals: [.gone],
                handler: changes
            )
        ]
    }

    @Sendable
    private func changes(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let query = RequestQuery(request)
        let after = try query.text("after").map { try ChangeCursor($0) }
        let wait = try query.integer("wait", in: 0...ChangeRoutes.waitMax, default: 0)
        let isWithCases = try query.flag("cases")
        let limit = try query.limit()
        var ask = ChangeLook.Ask(
            after: after,
            limit: isWithCases ? min(limit, ChangeRoutes.withCasesMax) : limit,
            districts: caller.districts,
            isMasked: !caller.seesPersonalData,
            isWithCases: isWithCases
        )
        let deadline = ContinuousClock.now + .seconds(wait)
        var looks = 0
        while true {
            looks += 1
            // Before the look: what comes after it rings once more.
            let rung = bell.rung
            let look = try await look(ask, at: wait > 0 ? rung : nil)
            let isOver = ContinuousClock.now >= deadline || bell.isStopped
            let goesOn = look.isMore ? looks < ChangeRoutes.looksMax : !isOver
            guard look.isEmpty, goesOn else { return try await answer(look, context) }
            ask.after = look.next
            if look.isMore { continue }
            looks = 0
            await bell.wait(beyond: rung, until: deadline)
            try access.requireStillGood(caller, at: SystemClock.now())
        }
    }

    /// Who waits may be shown what somebody like him has seen since the last ring, for the next ring wakes him where more
    /// has come; who does not wait sees what there is now.
    private func look(_ ask: ChangeLook.Ask, at rung: UInt64?) async throws -> ChangeLook {
        let look = { @Sendable [desk, stations] in
            try await desk.read { try ChangeLook(ask, $0.cases(), stations) }
        }
        guard let rung else { return try await look() }
        return try await shared.value(of: ask, at: rung, look)
    }

    private func answer(_ look: ChangeLook, _ context: APIContext) async throws -> Response {
        if !look.cases.isEmpty { try await audit.note(context, "changes", cases: look.cases) }
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: look.json)
        )
    }
}
