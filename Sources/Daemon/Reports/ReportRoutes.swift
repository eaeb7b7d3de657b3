import Enforcement
import Hummingbird
import Readings
import Reports
import Units

/// `GET /reports/day`, `/reports/month`: what happened, by district, station and company.
struct ReportRoutes: APIRoutes {
    /// Asks for reports are read on threads of their own: one goes through days of passages.
    let desk: ReadingDesk
    let stations: StationDirectory

    var table: [APIRoute] {
        let grouping = APIRoute.Parameter(
            name: "by",
            schema: .text(values: ReportGrouping.allCases.map(\.rawValue)),
            description: "by this alone; by default by district, station and company"
        )
        return [
            APIRoute(
                .get,
                "reports/day",
                "what happened in a day, at the stations that the caller may see",
                access: .anyRole,
                parameters: [
                    .init(name: "day", schema: .text(format: "date"), description: "the day; by default yesterday"),
                    grouping,
                ],
                answer: .json(.named("Report")),
                handler: day
            ),
            APIRoute(
                .get,
                "reports/month",
                "what happened in a month, at the stations that the caller may see",
                access: .anyRole,
                parameters: [
                    .init(
                        name: "month",
                        schema: .text(pattern: "^[0-9]{4}-[0-9]{2}$"),
                        description: "the month, 2026-11; by default the last one"
                    ),
                    grouping,
                ],
                answer: .json(.named("Report")),
                handler: month
            ),
        ]
    }

    @Sendable
    private func day(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = RequestQuery(request)
        let day = try query.day("day")
        return try await answer(day.map { ReportPeriod(day: $0) } ?? .yesterday(at: SystemClock.now()), query, context)
    }

    @Sendable
    private func month(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = RequestQuery(request)
        guard let text = try query.text("month") else {
            return try await answer(.lastMonth(at: SystemClock.now()), query, context)
        }
        guard let period = ReportPeriod(month: text) else {
            throw Problem.badParameter("month", BilingualText("须为月份（2026-11）", "must be a month (2026-11)"))
        }
        return try await answer(period, query, context)
    }

    private func answer(
        _ period: ReportPeriod,
        _ query: RequestQuery,
        _ context: APIContext
    ) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let groupings = try query.choice("by", of: ReportGrouping.self).map { [$0] } ?? ReportGrouping.allCases
        let files = stations.files(for: caller)
        // Whoever is bound to no district counts stations without a file, too.
        let allowed = stations.stations(for: caller).map { Set($0) }
        let report = try await desk.read { connections in
            try ReportMaker(
                stations: files,
                allowed: allowed,
                journal: connections.journal(),
                cases: connections.cases(),
                registers: connections.registers()
            ).make(period, by: groupings)
        }
        return try Response(json: report)
    }
}
