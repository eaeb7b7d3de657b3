import Testing

@testable import ZeroMQ

@Suite struct ReportLimitTests {
    @Test func aFloodIsCountedAndNotReported() {
        var limit = ReportLimit()
        let start = ContinuousClock.now
        let first = (0..<1_000).map { _ in limit.admit(at: start) }
        #expect(first.prefix(ReportLimit.reportsMax).allSatisfy { $0 == 0 })
        #expect(first.dropFirst(ReportLimit.reportsMax).allSatisfy { $0 == nil })
        let next = start.advanced(by: ReportLimit.span)
        #expect(limit.admit(at: next) == 990)
        #expect(limit.admit(at: next) == 0)
    }
}
