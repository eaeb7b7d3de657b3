import CaseStore
import Enforcement
import Hummingbird
import Logging

/// `POST /retention/runs?dry_run=`: erases personal data whose time is over.
struct RetentionRoutes: APIRoutes {
    let cases: CaseStoreOwner
    let retention: CaseRetention
    let logger: Logger

    func add(to group: RouterGroup<APIContext>) {
        group.post("retention/runs") { request, context in
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
}
