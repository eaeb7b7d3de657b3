public import CaseStore
public import Enforcement
import Foundation
import Hummingbird
import Logging

/// `POST /referrals/{id}/{acknowledge,outcome}`: what the receiving office has said.
struct ReferralRoutes: APIRoutes {
    let cases: CaseStoreOwner
    let logger: Logger

    func add(to group: RouterGroup<APIContext>) {
        for action in ReferralAction.allCases {
            group.post("referrals/:id/\(action.rawValue)") { request, context in
                let caller = try context.require([action.role])
                let body = try await CaseRoutes.body(of: request, context)
                let step = ReferralRequest(
                    id: context.parameters.get("id")?.removingPercentEncoding ?? "",
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
        }
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
