import Enforcement
import FeedContract
import Foundation
import Hummingbird
import Journal
import Law
import Readings
import Units

/// `GET /passages`, `/stations`, `/instruments`, `/gaps`, `/quarantine`: what those who run the stations look at.
struct OperationRoutes: APIRoutes {
    private enum Waiting: String, CaseIterable { case waiting, released }

    let desk: ReadingDesk
    let stations: StationDirectory

    var table: [APIRoute] {
        let station = APIRoute.Parameter(name: "station", schema: .text(max: 64), description: "only of this station")
        let district = APIRoute.Parameter(
            name: "district",
            schema: .text(pattern: "^[0-9]{6}$"),
            description: "only of this district's stations"
        )
        return [
            APIRoute(
                .get,
                "passages",
                "weighed vehicles, those stored last first; a page may be short and yet have a next one",
                access: .anyRole,
                parameters: [
                    station, district,
                    .init(name: "plate", schema: .text(max: 20), description: "the truck's plate, the whole of it"),
                    .init(
                        name: "verdict",
                        schema: .text(values: Verdict.allCases.map(\.rawValue)),
                        description: "what it came to"
                    ),
                    .init(name: "from", schema: .text, description: "weighed on or after this day, or at this instant"),
                    .init(
                        name: "to",
                        schema: .text,
                        description: "weighed on or before this day, or before this instant"
                    ),
                    .after, .limit,
                ],
                answer: .json(.page(of: .named("Passage"))),
                handler: passages
            ),
            APIRoute(
                .get,
                "stations",
                "the stations, their devices and instruments",
                access: .anyRole,
                parameters: [district],
                answer: .json(.page(of: .named("Station"))),
                handler: list
            ),
            APIRoute(
                .get,
                "instruments",
                "the instruments with their certificates and what the last day's traffic shows of them",
                access: .anyRole,
                parameters: [station, district],
                answer: .json(.page(of: .named("Instrument"))),
                handler: instruments
            ),
            APIRoute(
                .get,
                "gaps",
                "readings that are known to be lost, those recorded last first",
                access: .anyRole,
                parameters: [station, district, .after, .limit],
                answer: .json(.page(of: .named("Gap"))),
                handler: gaps
            ),
            APIRoute(
                .get,
                "quarantine",
                "messages that were not valid, the newest first",
                access: .roles([.registrar, .auditor]),
                parameters: [
                    station, district,
                    .init(
                        name: "state",
                        schema: .text(values: Waiting.allCases.map(\.rawValue)),
                        description: "those that wait (the default), or those that a retry has taken"
                    ),
                    .after, .limit,
                ],
                answer: .json(.page(of: .named("Quarantined"))),
                handler: quarantine
            ),
        ]
    }

    private func asked(_ query: RequestQuery, _ context: APIContext) throws(Problem) -> [String]? {
        guard let caller = context.caller else { throw .unauthorized }
        return stations.stations(
            for: caller,
            station: try query.text("station"),
            district: try query.text("district")
        )
    }

    @Sendable
    private func passages(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = RequestQuery(request)
        var filter = JournalReader.PassageFilter()
        filter.stations = try asked(query, context).map { Set($0) }
        filter.plate = try query.text("plate")
        filter.verdict = try query.choice("verdict", of: Verdict.self)?.rawValue
        filter.from = try query.beginning("from")
        filter.until = try query.end("to")
        filter.before = try PageCursor.place("passages", query)
        filter.limit = try query.limit()
        let (items, next) = try await desk.read { [filter] in try $0.journal().passages(filter) }
        return try Response(
            json: Page(items: items.map(PassageLine.init), next: next.map { PageCursor.text("passages", $0) })
        )
    }

    @Sendable
    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let district = try RequestQuery(request).text("district")
        let files = stations.files(for: caller).filter { district == nil || $0.district == district }
        let learnt = try await desk.read { try $0.journal().offsets() }
        return try Response(json: Page(items: files.map { StationJSON($0, learnt: learnt) }, next: nil))
    }

    @Sendable
    private func instruments(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let names = try asked(RequestQuery(request), context)
        let files = stations.files(for: caller).filter { names?.contains($0.profile.station.text) ?? true }
        let days = try await desk.read { try $0.journal().instrumentDays() }
        let items = files.flatMap { file in
            file.instruments.map { entry in
                let last = days.last { $0.station == file.profile.station && $0.instrument == entry.profile.id }
                return InstrumentLine(station: file.profile.station.text, profile: entry.profile, day: last)
            }
        }
        return try Response(json: Page(items: items, next: nil))
    }

    @Sendable
    private func gaps(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = RequestQuery(request)
        let names = try asked(query, context)
        let place = try query.text("after").map { try GapCursor.place($0) }
        let limit = try query.limit()
        let found = try await desk.read { try $0.journal().gaps(after: place, stations: names, limit: limit + 1) }
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last.map(GapCursor.text) : nil
        return try Response(json: Page(items: page.map { GapJSON($0) }, next: next))
    }

    @Sendable
    private func quarantine(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = RequestQuery(request)
        let names = try asked(query, context)
        let isReleased = try query.choice("state", of: Waiting.self) == .released
        let before = try PageCursor.place("quarantine", query)
        let limit = try query.limit()
        let found = try await desk.read {
            try $0.journal().quarantined(
                isReleased ? .released : .waiting,
                stations: names,
                before: before,
                limit: limit + 1
            )
        }
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last.map { PageCursor.text("quarantine", $0.id) } : nil
        return try Response(json: Page(items: page.map { QuarantineJSON($0) }, next: next))
    }
}

/// A place in the list of gaps.
private enum GapCursor {
    static func text(_ stored: StoredGap) -> String {
        let parts = [
            "gaps", "\(stored.gap.recordedAt.millisecondsSince1970)", stored.source.description, "\(stored.epoch)",
            "\(stored.gap.first)",
        ]
        return Data(parts.joined(separator: ":").utf8).base64EncodedString()
    }

    static func place(_ text: String) throws(Problem) -> JournalReader.GapPlace {
        guard let data = Data(base64Encoded: text) else { throw .badCursor }
        let parts = String(decoding: data, as: UTF8.self).split(separator: ":").map(String.init)
        guard parts.count == 5, parts[0] == "gaps", let recorded = Int64(parts[1]), let epoch = UInt64(parts[3]),
            let first = UInt64(parts[4])
        else { throw .badCursor }
        return JournalReader.GapPlace(
            recordedAt: Instant(millisecondsSince1970: recorded),
            source: parts[2],
            epoch: epoch,
            first: first
        )
    }
}
