import CaseStore
import Enforcement
import Hummingbird
import Logging

/// `POST /retention/runs?dry_run=`: erases personal data whose time is over.
struct RetentionRoutes: APIRoutes {
    let cases: CaseStoreOwner
    let retention: CaseRetention
    let logger: Logger

    var table: [APIRoute] {
        [
            APIRoute(
                .post,
                "retention/runs",
                "erases personal data whose time is over",
                access: .roles([.admin]),
                reach: .local,
                parameters: [.init(name: "dry_run", schema: .flag, description: "true: only look")],
                answer: .json(.object([], isOpen: true)),
                handler: run
            )
        ]
    }

    @Sendable
    private func run(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.require(.admin)
        let isDryRun = request.uri.queryParameters["dry_run"] == "true"
        let report = try await cases.runRetention(
            retention,
            isDryRun: isDryRun,
            actor: caller.user,
            at: SystemClock.now()
        )
        if !isDryRun {
            logger.notice(
                "retention: personal data erased",
                metadata: ["cases": "\(report.cases.count)", "actor": "\(caller.user)"]
            )
        }
        return try Response(json: report)
    }
}
