import Foundation
import TestSupport
import Testing

@Suite("Who may what over the network", .timeLimit(.minutes(10)))
struct APIAccessTests {
    /// So many requests a second that the tests are not the ones that are slowed down.
    static let quick = "http: { listen: \"127.0.0.1:0\", requests_per_second: 10000, burst: 100000 }"

    @Test("every route, every role, own and other district: as the table in authorisation.py has it")
    func matrix() throws {
        let site = try APISite(extra: APIAccessTests.quick)
        try site.openCases()
        try site.run("authorisation.py", facts: try site.allTokens())
        #expect(site.daemon.stop() == 0)
        try site.daemon.expectVerified()
    }
}
