import Access
import CaseStore
import Enforcement
import Hummingbird
import Logging

/// `POST /retention/runs?dry_run=`: erases personal data, and entries of the audit, whose time is over.
struct RetentionRoutes: APIRoutes {
    let cases: CaseStoreOwner
    let access: AccessKeeper
    let retention: RetentionSettings
    let logger: Logger

    var table: [APIRoute] {
        [
            APIRoute(
                .post,
                "retention/runs",
                "erases personal data, and entries of the audit, whose time is over",
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
        let now = SystemClock.now()
        var report = try await cases.runRetention(retention.cases, isDryRun: isDryRun, actor: caller.user, at: now)
        do {
            let erasure = AuditErasure(keeping: retention.audit, actor: caller.user, at: now)
            let due = try await access.run { try erasure.due(in: $0) }
            if isDryRun {
                report.audit = due
            } else {
                for _ in AuditErasure.steps(due) { report.audit += try await access.run { try erasure.step(in: $0) } }
                report.hasMore = report.hasMore || due > report.audit
            }
        } catch let error as AccessUnavailable {
            throw Problem(error)
        }
        if !isDryRun {
            logger.notice(
                "retention: personal data erased",
                metadata: [
                    "cases": "\(report.cases.count)", "audit": "\(report.audit)", "actor": "\(caller.user)",
                ]
            )
        }
        return try Response(json: report)
    }
}
