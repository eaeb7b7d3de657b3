import CaseStore
import Foundation
import HTTPTypes
import NIOCore
import Units

/// One look at the feed of changes, encoded; everybody with the same rights and the same question gets the same.
struct ChangeLook: Sendable {
    /// Everything that an answer depends on, beside the store.
    struct Ask: Hashable, Sendable {
        /// Where it goes on; `nil` for the beginning.
        var after: ChangeCursor?
        let limit: Int
        /// Those that the caller is bound to; `nil` for all.
        let districts: [String]?
        let isMasked: Bool
        let isWithCases: Bool
    }

    /// Events that one look goes through for a caller who may not see all of them.
    private static let scannedMax = 1_000
    /// Bytes of an answer that is kept for others until the next ring.
    private static let keptBytesMax = 1 << 20

    /// The cases in it, for the audit; in order.
    let cases: [String]
    /// Whether there is nothing in it.
    let isEmpty: Bool
    /// Whether there are events beyond it.
    let isMore: Bool
    /// Where the next one goes on.
    let next: ChangeCursor
    /// The answer.
    let json: ByteBuffer

    /// Looks.
    ///
    /// - Throws: `Problem.gone` where the cursor is of another life of the store; errors of the store.
    init(_ ask: Ask, _ reader: CaseReader, _ stations: StationDirectory) throws {
        let scanned = ask.districts == nil ? ask.limit : ChangeLook.scannedMax
        let changes = try reader.changes(after: ask.after?.place ?? 0, limit: scanned)
        if let after = ask.after, after.generation != changes.generation || after.place > changes.end {
            throw Problem.gone
        }
        let (items, place) = try ChangeLook.items(of: changes, ask, reader, stations)
        let referrals = ask.isWithCases ? try ChangeLook.referrals(of: items, reader) : []
        let ids = Set(items.compactMap(\.shownCase)).union(referrals.flatMap(\.cases))
        let behind = max(0, changes.end - place)
        next = ChangeCursor(generation: changes.generation, place: place)
        cases = ids.sorted()
        isEmpty = items.isEmpty
        isMore = behind > 0
        json = try ByteBuffer(
            json: ChangesAnswer(
                items: items,
                cases: ask.isWithCases ? try ChangeLook.cases(of: items, ask, reader, stations) : [],
                referrals: referrals.map { ReferralAnswer($0, on: SystemClock.now().day, isMasked: ask.isMasked) },
                next: next.text,
                more: isMore,
                behind: ask.districts == nil ? behind : nil
            )
        )
    }

    /// Whether it is kept for others who ask alike.
    static func isKept(_ look: ChangeLook) -> Bool { look.json.readableBytes <= keptBytesMax }

    /// What the caller may see of the changes, in order, and how far they were gone through.
    private static func items(
        of changes: CaseReader.Changes,
        _ ask: Ask,
        _ reader: CaseReader,
        _ stations: StationDirectory
    ) throws -> ([ChangeItem], Int64) {
        var items: [ChangeItem] = []
        var place = ask.after?.place ?? 0
        var everSeen: [String: Bool] = [:]
        var isAll = true
        for change in changes.items {
            isAll = items.count < ask.limit
            guard isAll else { break }
            place = change.event
            if stations.sees(ask.districts, change.station) {
                items.append(ChangeItem(change, isGone: false))
            } else {
                // It may have been theirs before it was carried by another district's passage.
                let wasSeen =
                    try everSeen[change.caseID]
                    ?? reader.stationsEver(of: change.caseID).contains { stations.sees(ask.districts, $0) }
                everSeen[change.caseID] = wasSeen
                if wasSeen { items.append(ChangeItem(change, isGone: true)) }
            }
        }
        // Events of referrals may lie beyond the last one of a case.
        if isAll { place = max(place, changes.through) }
        for change in changes.referrals where change.event <= place {
            if ask.districts == nil || change.stations.contains(where: { stations.sees(ask.districts, $0) }) {
                items.append(ChangeItem(change, isGone: false))
            } else if try reader.stationsEver(ofReferral: change.id).contains(where: {
                stations.sees(ask.districts, $0)
            }) {
                // It rested on a case of theirs, and does not any more.
                items.append(ChangeItem(change, isGone: true))
            }
        }
        return (items.sorted { $0.place < $1.place }, place)
    }

    private static func referrals(of items: [ChangeItem], _ reader: CaseReader) throws -> [Referral] {
        var told: Set<String> = []
        return try items.compactMap { item in
            guard let id = item.shownReferral, told.insert(id).inserted else { return nil }
            return try reader.referral(id)?.referral
        }
    }

    private static func cases(
        of items: [ChangeItem],
        _ ask: Ask,
        _ reader: CaseReader,
        _ stations: StationDirectory
    ) throws -> [DossierJSON] {
        var told: Set<String> = []
        return try items.compactMap { item in
            guard let id = item.shownCase, told.insert(id).inserted, let dossier = try reader.find(id),
                stations.sees(ask.districts, dossier.summary.station)
            else { return nil }
            return DossierJSON(dossier: dossier, isMasked: ask.isMasked)
        }
    }
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
