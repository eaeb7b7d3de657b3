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
    /// Events that one look goes through for a caller who may not see all of them, and looks of one request that may find
    /// nothing before it is answered with how far it has come.
    private static let scannedMax = 1_000
    private static let looksMax = 20
    /// Commits gather for so long before everybody who waits looks.
    private static let gather = Duration.milliseconds(100)

    let desk: ReadingDesk
    let stations: StationDirectory
    let access: AccessKeeper
    let audit: AuditTrail
    let bell: ChangeBell

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
                            "true: with the cases as they are now; \(ChangeRoutes.withCasesMax) changes at most"
                    ),
                    .limit,
                ],
                answer: .json(.named("Changes")),
                refusals: [.gone],
                handler: changes
            )
        ]
    }

    private struct Ask: Sendable {
        let caller: Caller
        let limit: Int
        let isWithCases: Bool
    }

    /// One look at the store.
    private struct Look: Sendable {
        var items: [ChangeItem] = []
        var cases: [DossierJSON] = []
        var generation = ""
        var place: Int64 = 0
        /// Events beyond this look.
        var behind: Int64 = 0
        var isMore: Bool { behind > 0 }
    }

    @Sendable
    private func changes(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let query = RequestQuery(request)
        var cursor = try query.text("after").map { try ChangeCursor($0) }
        let wait = try query.integer("wait", in: 0...ChangeRoutes.waitMax, default: 0)
        let isWithCases = try query.flag("cases")
        let limit = try query.limit()
        let ask = Ask(
            caller: caller,
            limit: isWithCases ? min(limit, ChangeRoutes.withCasesMax) : limit,
            isWithCases: isWithCases
        )
        let deadline = ContinuousClock.now + .seconds(wait)
        var looks = 0
        while true {
            looks += 1
            let rung = bell.rung
            let from = cursor
            let look = try await desk.read { try self.look($0, after: from, ask) }
            let isOver = ContinuousClock.now >= deadline || bell.isStopped
            let goesOn = look.isMore ? looks < ChangeRoutes.looksMax : !isOver
            guard look.items.isEmpty, goesOn else { return try await answer(look, context) }
            cursor = ChangeCursor(generation: look.generation, place: look.place)
            if look.isMore { continue }
            looks = 0
            await bell.wait(beyond: rung, until: deadline)
            try? await Task.sleep(for: ChangeRoutes.gather)
            try access.requireStillGood(caller, at: SystemClock.now())
        }
    }

    private func look(_ connections: ReadingDesk.Connections, after cursor: ChangeCursor?, _ ask: Ask) throws -> Look {
        let reader = try connections.cases()
        let scanned = ask.caller.districts == nil ? ask.limit : ChangeRoutes.scannedMax
        let changes = try reader.changes(after: cursor?.place ?? 0, limit: scanned)
        if let cursor, cursor.generation != changes.generation || cursor.place > changes.end { throw Problem.gone }
        var look = Look(generation: changes.generation)
        look.place = cursor?.place ?? 0
        var everSeen: [String: Bool] = [:]
        var isAll = true
        for change in changes.items {
            isAll = look.items.count < ask.limit
            guard isAll else { break }
            look.place = change.event
            if stations.sees(ask.caller, change.station) {
                look.items.append(ChangeItem(change, isGone: false))
            } else {
                // It may have been theirs before it was carried by another district's passage.
                let wasSeen =
                    try everSeen[change.caseID]
                    ?? reader.stationsEver(of: change.caseID).contains { stations.sees(ask.caller, $0) }
                everSeen[change.caseID] = wasSeen
                if wasSeen { look.items.append(ChangeItem(change, isGone: true)) }
            }
        }
        // Events of referrals may lie beyond the last one of a case.
        if isAll { look.place = max(look.place, changes.through) }
        for change in changes.referrals where change.event <= look.place {
            guard ask.caller.districts == nil || change.stations.contains(where: { stations.sees(ask.caller, $0) })
            else {
                continue
            }
            look.items.append(ChangeItem(change))
        }
        look.items.sort { $0.place < $1.place }
        look.behind = max(0, changes.end - look.place)
        guard ask.isWithCases else { return look }
        var told: Set<String> = []
        for id in look.items.compactMap(\.shownCase) where told.insert(id).inserted {
            guard let dossier = try reader.find(id), stations.sees(ask.caller, dossier.summary.station)
            else { continue }
            look.cases.append(DossierJSON(dossier: dossier, isMasked: !ask.caller.seesPersonalData))
        }
        return look
    }

    private func answer(_ look: Look, _ context: APIContext) async throws -> Response {
        let ids = look.items.compactMap(\.shownCase)
        if !ids.isEmpty { try await audit.note(context, "changes", cases: Set(ids).sorted()) }
        let isEverythingSeen = context.caller.map { $0.districts == nil } ?? false
        return try Response(
            json: ChangesAnswer(
                items: look.items,
                cases: look.cases,
                next: ChangeCursor(generation: look.generation, place: look.place).text,
                more: look.isMore,
                behind: isEverythingSeen ? look.behind : nil
            )
        )
    }
}

/// A place in the feed of changes, `<generation>.<n>`; opaque to clients.
struct ChangeCursor: Hashable, Sendable {
    var generation: String
    var place: Int64

    init(generation: String, place: Int64) {
        (self.generation, self.place) = (generation, place)
    }

    init(_ text: String) throws(Problem) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let place = Int64(parts[1]), place >= 0 else { throw .badCursor }
        self.init(generation: String(parts[0]), place: place)
    }

    var text: String { "\(generation).\(place)" }
}

/// A change on the wire: of a case, or of a referral.
private struct ChangeItem: Encodable, Sendable {
    private enum Subject: Sendable {
        case of(StoredChange, isGone: Bool)
        case referral(StoredReferralChange)
    }

    private let subject: Subject

    /// - Parameter isGone: whether it has come to be another district's: who mirrors it lets go of it.
    init(_ change: StoredChange, isGone: Bool) { subject = .of(change, isGone: isGone) }

    init(_ change: StoredReferralChange) { subject = .referral(change) }

    /// Its place in the order of commit.
    var place: Int64 {
        switch subject {
        case .of(let change, _): change.event
        case .referral(let change): change.event
        }
    }

    /// The case that the caller is shown.
    var shownCase: String? { if case .of(let change, isGone: false) = subject { change.caseID } else { nil } }

    private enum Key: String, CodingKey {
        case id = "case"
        case referral, number, event, kind
        case recordedAt = "recorded_at"
        case actor, state, version, gone
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch subject {
        case .of(let change, let isGone):
            try container.encode(change.caseID, forKey: .id)
            try container.encode(isGone, forKey: .gone)
            guard !isGone else { return }
            try ChangeItem.encode(change, kind: change.kind.rawValue, state: change.state.rawValue, into: &container)
        case .referral(let change):
            try container.encode(change.id, forKey: .referral)
            try container.encode(false, forKey: .gone)
            try ChangeItem.encode(change, kind: change.kind, state: change.state.rawValue, into: &container)
        }
    }

    private static func encode(
        _ change: some StoredEvent,
        kind: String,
        state: String,
        into container: inout KeyedEncodingContainer<Key>
    ) throws {
        try container.encode(change.number, forKey: .number)
        try container.encode(change.n, forKey: .event)
        try container.encode(kind, forKey: .kind)
        try container.encode(change.recordedAt, forKey: .recordedAt)
        try container.encode(change.actor, forKey: .actor)
        try container.encode(state, forKey: .state)
        try container.encode(change.version, forKey: .version)
    }
}

private struct ChangesAnswer: Encodable {
    var items: [ChangeItem]
    var cases: [DossierJSON]
    var next: String
    var more: Bool
    /// Events that are still to come; absent for who is bound to districts, whom the number would tell of the others.
    var behind: Int64?
}

extension Problem {
    fileprivate static let gone = Problem(
        "gone",
        .gone,
        title: BilingualText("游标已失效", "The cursor is of another life of the store"),
        detail: BilingualText(
            "案件库已由备份恢复；请省略 after 重新同步，并删除不再出现的案件",
            "the case store was restored from a backup; leave out after, mirror anew, and let go of cases that do not come "
                + "again"
        )
    )
}
