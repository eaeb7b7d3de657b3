import Enforcement
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Journal
import Logging
import NIOCore
import Storage

/// `POST /quarantine/{id}/retry` and, for many, `POST /quarantine/retry`: messages tried again, as if they came now.
struct QuarantineRoutes: APIRoutes {
    let engine: IntakeEngine
    let journal: JournalReader
    let logger: Logger

    var table: [APIRoute] {
        [
            APIRoute(
                .post,
                "quarantine/{id}/retry",
                "tries a message again, as if it came now",
                access: .roles([.registrar]),
                reach: .local,
                answer: .json(.object([], isOpen: true)),
                refusals: [.notFound],
                handler: retryOne
            ),
            APIRoute(
                .post,
                "quarantine/retry",
                "tries messages again, as if they came now",
                access: .roles([.registrar]),
                reach: .local,
                body: .map(.any),
                answer: .json(.object([], isOpen: true)),
                handler: retryMany
            ),
        ]
    }

    @Sendable
    private func retryOne(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.require(.registrar)
        let text = context.parameters.get("id") ?? ""
        guard let id = Int64(text) else { throw Problem.notInQuarantine(text) }
        guard let item = try await retry([id], caller).first, item.outcome != .notFound else {
            throw Problem.notInQuarantine(text)
        }
        return try Response(json: item)
    }

    @Sendable
    private func retryMany(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.require(.registrar)
        let order = try await request.quarantineOrder(context)
        let ids = try ids(of: order)
        let items = try await retry(ids, caller)
        // Only where it says which messages are meant can there be more of them.
        let isFull = order.ids == nil && ids.count == IntakeEngine.retriedMax
        return try Response(json: QuarantineRetry(items: items, next: isFull ? ids.last : nil))
    }

    private func ids(of order: QuarantineRetry.Order) throws -> [Int64] {
        if let ids = order.ids { return ids }
        do {
            return try journal.waitingInQuarantine(
                after: order.after ?? 0,
                station: order.station,
                limit: IntakeEngine.retriedMax
            )
        } catch let error as StoreError {
            // Damaged: nothing is taken by a daemon whose journal is.
            engine.end(because: error)
            throw error
        }
    }

    private func retry(_ ids: [Int64], _ caller: Caller) async throws -> [QuarantineRetry.Item] {
        var items: [QuarantineRetry.Item] = []
        // Large messages take several rounds.
        while items.count < ids.count {
            guard let outcomes = await engine.retry(Array(ids[items.count...])), !outcomes.isEmpty else {
                throw Problem.stoppingBeforeRetry
            }
            items += outcomes.map(QuarantineRetry.Item.init)
        }
        let taken = items.count { $0.outcome == .committed || $0.outcome == .duplicate }
        logger.notice(
            "quarantine: messages tried again",
            metadata: [
                "actor": "\(caller.user)", "messages": "\(items.count)", "taken": "\(taken)",
                "first": "\(ids.first ?? 0)", "last": "\(ids.last ?? 0)",
            ]
        )
        return items
    }
}

extension Request {
    fileprivate func quarantineOrder(_ context: APIContext) async throws -> QuarantineRetry.Order {
        let body = try await body.collect(upTo: context.maxUploadSize)
        guard let order = try? JSONDecoder().decode(QuarantineRetry.Order.self, from: Data(body.readableBytesView)),
            order.ids?.count ?? 0 <= IntakeEngine.retriedMax
        else { throw Problem.badRetry }
        return order
    }
}

extension Problem {
    fileprivate static func notInQuarantine(_ id: String) -> Problem {
        Problem(
            "not-found",
            .notFound,
            title: BilingualText("隔离区没有此消息", "Not in quarantine"),
            detail: BilingualText(
                "没有编号 \(id) 的消息，或已超过保存期限；请用 zhichao quarantine list 查看",
                "there is no message \(id), or no more; see zhichao quarantine list"
            )
        )
    }

    fileprivate static let badRetry = Problem(
        "bad-body",
        .badRequest,
        title: BilingualText("请求体有误", "The body is wrong"),
        detail: BilingualText(
            "应为 {\"ids\": [1, 2]}（最多 \(IntakeEngine.retriedMax) 个），或 {\"station\": \"410184-07\", \"after\": 0}，两者均可省略",
            "it is {\"ids\": [1, 2]}, \(IntakeEngine.retriedMax) at most, or {\"station\": \"410184-07\", \"after\": 0}, both "
                + "optional"
        )
    )

    fileprivate static let stoppingBeforeRetry = Problem(
        "stopping",
        .serviceUnavailable,
        title: BilingualText("zhichaod 正在停止", "zhichaod is stopping"),
        detail: BilingualText(
            "没有结果的消息仍在隔离区；请在 zhichaod 重新启动后再试，已取出的不会重复",
            "what has no outcome is still in quarantine; try again when zhichaod has started: nothing is taken twice"
        )
    )
}
