import CaseStore
import GRDB
import TestSupport
import Testing

@Suite("Listing")
struct ListingTests {
    @Test(
        "no listing goes through the whole table",
        arguments: ["state = 'detected'", "station = 'S1'", "plate = 'x'", "at_ms >= 5"]
    )
    func indexed(condition: String) throws {
        let bench = try CaseBench()
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: bench.directory.path + "/cases.sqlite", configuration: configuration)
        let plan = try queue.read { db in
            try Row.fetchAll(
                db,
                sql: "EXPLAIN QUERY PLAN SELECT * FROM case_file WHERE row > 0 AND \(condition) ORDER BY row LIMIT 50"
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH case_current") }, "\(plan)")
    }
}
