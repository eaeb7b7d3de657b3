import Enforcement
import HTTPTypes
import Hummingbird
import Intake
import Logging
import Readings

/// `POST /stations/{station}/{device}/reset`: forgets which epoch a device is in.
struct StationRoutes: APIRoutes {
    let engine: IntakeEngine
    let logger: Logger

    var table: [APIRoute] {
        [
            APIRoute(
                .post,
                "stations/{station}/{device}/reset",
                "forgets which epoch a device is in",
                access: .roles([.admin]),
                reach: .local,
                answer: .json(.object([.init("source", .text)])),
                refusals: [.notFound],
                handler: reset
            )
        ]
    }

    @Sendable
    private func reset(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.require(.admin)
        let text = [context.parameters.get("station"), context.parameters.get("device")].compactMap { $0 }
            .joined(separator: "/")
        guard let source = Source(text) else { throw Problem.neverHeard(text) }
        guard let wasHeard = await engine.reset(source) else { throw Problem.stoppingBeforeReset }
        guard wasHeard else { throw Problem.neverHeard(text) }
        logger.notice(
            "source reset: any epoch of it may begin",
            metadata: ["source": "\(source)", "actor": "\(caller.user)"]
        )
        return try Response(json: SourceReset(source: text))
    }
}

/// A source whose epoch was forgotten.
public struct SourceReset: Codable, Sendable {
    /// `<station>/<device>`.
    public var source: String
}

extension Problem {
    fileprivate static func neverHeard(_ source: String) -> Problem {
        Problem(
            "not-found",
            .notFound,
            title: BilingualText("没有此设备的记录", "Never heard"),
            detail: BilingualText(
                "从未收到过 \(source) 的消息，没有可重置的内容；名称见 zhichao status",
                "nothing was ever heard of \(source), so there is nothing to reset; zhichao status names the sources"
            )
        )
    }

    fileprivate static let stoppingBeforeReset = Problem(
        "stopping",
        .serviceUnavailable,
        title: BilingualText("zhichaod 正在停止", "zhichaod is stopping"),
        detail: BilingualText("没有重置；请在 zhichaod 重新启动后再试", "nothing was reset; try again when zhichaod has started")
    )
}
