import Foundation
import GRDB

/// Both chains of events, in the order of the store.
enum ChainCheck {
    private static let reportEvery = 1_000

    /// - Parameter progress: told how many events were gone through.
    /// - Returns: how many events there are.
    static func run(_ db: Database, _ progress: (Int) -> Void) throws -> Int {
        var heads = ChainHeads()
        var count = 0
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT \(ChainedEvent.columns), case_hash, store_hash FROM case_event ORDER BY id"
        )
        while let row = try rows.next() {
            let event = ChainedEvent(row)
            count += 1
            guard event.id == Int64(count) else {
                throw Difference("event \(count)", "缺少第 \(count) 个事件", "event \(count) is missing")
            }
            try check(event, row, &heads)
            if count.isMultiple(of: reportEvery) { progress(count) }
        }
        progress(count)
        return count
    }

    private static func check(_ event: ChainedEvent, _ row: Row, _ heads: inout ChainHeads) throws {
        let place = "event \(event.id) (case \(event.caseID), n \(event.n))"
        guard event.n == heads.count(ofCase: event.caseID) + 1 else {
            throw Difference(place, "案件内的序号不连续", "its number within the case does not follow")
        }
        heads.append(event)
        guard heads.ofCase(event.caseID) == row[8] as Data else {
            throw Difference(
                place,
                "内容与案件链不符：该事件或其前的事件被改动",
                "it does not match the case's chain: it, or its hash, was changed"
            )
        }
        guard heads.store == row[9] as Data else {
            throw Difference(place, "与全库链不符", "it does not match the store's chain")
        }
    }
}

extension ChainedEvent {
    /// The columns that it is read from, in this order: by names it would take a good part of a verification.
    static let columns = "id, case_id, n, kind, recorded_ms, actor, evidence, body"

    init(_ row: Row) {
        self.init(
            id: row[0],
            caseID: row[1],
            n: row[2],
            kind: row[3],
            recordedMs: row[4],
            actor: row[5],
            evidence: row[6],
            body: row[7]
        )
    }
}
