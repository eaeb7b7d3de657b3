import Enforcement
import Foundation
import GRDB

/// Case by case: that what lies beside the events is what they prove, and that the case stands where they have brought it.
enum CaseCheck {
    private static let reportEvery = 1_000

    /// - Parameter progress: told how many events were gone through.
    /// - Returns: how many cases, personal parts and readings there are.
    static func run(
        _ db: Database,
        _ progress: (Int) throws -> Void
    ) throws -> (cases: Int, personal: Int, records: Int) {
        let decoder = JSONDecoder()
        var (content, state) = (ContentCheck(db, decoder), StateCheck(db, decoder))
        var (events, current, fold) = (0, "", CaseFold())
        func finish() throws {
            guard !current.isEmpty else { return }
            content.finishCase()
            try state.check(current, fold)
        }
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT \(FoldedEvent.columns) FROM case_event WHERE kind NOT LIKE 'referral-%' ORDER BY case_id, n"
        )
        while let row = try rows.next() {
            let event = try FoldedEvent(row, decoder)
            if event.caseID != current {
                try finish()
                (current, fold) = (event.caseID, CaseFold())
            }
            try content.check(event)
            fold.add(event)
            events += 1
            if events.isMultiple(of: reportEvery) { try progress(events) }
        }
        try finish()
        try progress(events)
        try content.checkStrays()
        try state.checkCounts()
        return (state.cases, content.personal, content.records)
    }
}
