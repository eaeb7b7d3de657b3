import Testing
import Units

@testable import Daemon

@Suite("How the daemon stands, in words")
struct StandingTests {
    private let standing = Standing()

    @Test("what comes in and how fast; nothing wrong, nothing said of it")
    func well() {
        #expect(standing.words == "begins")
        standing.note(Standing.Figures())
        #expect(standing.words == "no device heard yet")
        standing.note(Standing.Figures(heard: 14, perSecond: 3.14, lag: Milliseconds(0)))
        #expect(standing.words == "14 devices heard, 3.1 readings/s, on disk within 1 ms")
        standing.note(Standing.Figures(heard: 14, perSecond: 1_234.5, lag: nil, backlog: 999))
        #expect(standing.words == "14 devices heard, 1235 readings/s")
    }

    @Test("what is wrong comes first, a refused reload until the next good one")
    func wrong() {
        var figures = Standing.Figures(heard: 1, silent: 2, missing: 3, backlog: 1_000)
        figures.journalRefuses = true
        figures.problems = ["HTTP does not listen"]
        standing.note(figures)
        standing.note(reloadProblem: "x.yaml:1: no mapping")
        let words = standing.words
        #expect(words.hasPrefix("WRONG: reload refused, the old configuration goes on: x.yaml:1: no mapping; "))
        for part in ["does not take commits", "2 devices silent", "3 readings", "1000 overloads", "HTTP does not"] {
            #expect(words.contains(part), "\(part)")
        }
        #expect(words.hasSuffix(" | 1 device heard, 0.0 readings/s"))
        standing.note(reloadProblem: nil)
        #expect(!standing.words.contains("reload"))
    }
}
