import Enforcement
import FeedContract
import Hummingbird
import Readings
import Registry
import Units

/// `GET /entry`: may this vehicle enter, for a barrier.
struct EntryRoutes: APIRoutes {
    let board: EntryBoard
    let stations: StationDirectory
    let desk: ReadingDesk

    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "entry",
                "may this vehicle enter: the latest verdict that intake knows, and the watchlist",
                access: .caseWorkers,
                parameters: [
                    .init(
                        name: "plate",
                        schema: .text(max: 20),
                        description: "the truck's plate, the whole of it",
                        isRequired: true
                    ),
                    .init(name: "station", schema: .text(max: 64), description: "only verdicts of this station"),
                ],
                answer: .json(.named("Entry")),
                refusals: [.notFound],
                handler: entry
            )
        ]
    }

    @Sendable
    private func entry(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let query = RequestQuery(request)
        guard let plate = try query.text("plate"), plate.count <= 20 else {
            throw Problem.badParameter("plate", BilingualText("必须给出号牌", "the plate is needed"))
        }
        let station = try query.text("station")
        if let station, !stations.sees(caller, station) || !isKnown(station, caller) {
            throw Problem.noSuch(BilingualText("站点", "station"), station)
        }
        let now = SystemClock.now()
        let verdict = board.verdicts(plate).first { verdict in
            (station == nil || verdict.station == station) && stations.sees(caller, verdict.station)
                && now - verdict.at <= EntryBoard.freshFor
        }
        let watches = try await desk.read { connections in
            try connections.registers().plate(plate, colour: .unknown, on: now.day).watches
        }
        return try Response(json: EntryAnswer(plate: plate, at: now, verdict: verdict, watches: watches))
    }

    private func isKnown(_ station: String, _ caller: Caller) -> Bool {
        stations.files(for: caller).contains { $0.profile.station.text == station }
    }
}

/// What a barrier is told.
private struct EntryAnswer: Encodable {
    private enum Key: String, CodingKey {
        case plate, at
        case mayEnter = "may_enter"
        case why, verdict, watchlist
    }

    private enum VerdictKey: String, CodingKey {
        case passage, station, at, verdict
        case assessedKg = "assessed_kg"
        case limitKg = "limit_kg"
        case excessKg = "excess_kg"
    }

    private struct Watch: Encodable {
        var reason: String
        var note: String?

        private enum CodingKeys: String, CodingKey { case reason, note }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(reason, forKey: .reason)
            try container.encode(note, forKey: .note)
        }
    }

    let plate: String
    let at: Instant
    let verdict: EntryBoard.Verdict?
    let watches: [WatchEntry]

    /// Yes, no, or `nil`: a person decides.
    private var mayEnter: Bool? {
        guard watches.isEmpty else { return false }
        switch verdict?.verdict {
        case "compliant", "exempt": return true
        case "overloaded": return false
        default: return nil
        }
    }

    private var why: BilingualText {
        if let watch = watches.first {
            return BilingualText("布控名单：\(watch.reason.chinese)", "on the watchlist: \(watch.reason.rawValue)")
        }
        guard let verdict else {
            return BilingualText("近期没有称重结论，请人工确认", "no recent verdict is known; a person decides")
        }
        return switch verdict.verdict {
        case "compliant": BilingualText("称重合格", "within the limit")
        case "exempt": BilingualText("持有有效的超限运输通行证", "a permit covers it")
        case "overloaded":
            BilingualText(
                "超限 \(verdict.excess?.rawValue ?? 0) kg",
                "over the limit by \(verdict.excess?.rawValue ?? 0) kg"
            )
        default: BilingualText("称重不能作为依据，请人工确认", "the weighing is no evidence; a person decides")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(plate, forKey: .plate)
        try container.encode(at, forKey: .at)
        try container.encode(mayEnter, forKey: .mayEnter)
        try container.encode(why, forKey: .why)
        try container.encode(watches.map { Watch(reason: $0.reason.rawValue, note: $0.note) }, forKey: .watchlist)
        guard let verdict else { return try container.encodeNil(forKey: .verdict) }
        var nested = container.nestedContainer(keyedBy: VerdictKey.self, forKey: .verdict)
        try nested.encode(verdict.passage, forKey: .passage)
        try nested.encode(verdict.station, forKey: .station)
        try nested.encode(verdict.at, forKey: .at)
        try nested.encode(verdict.verdict, forKey: .verdict)
        try nested.encode(verdict.assessed, forKey: .assessedKg)
        try nested.encode(verdict.limit, forKey: .limitKg)
        try nested.encode(verdict.excess, forKey: .excessKg)
    }
}
