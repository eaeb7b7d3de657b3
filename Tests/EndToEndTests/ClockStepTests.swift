import Foundation
import TestSupport
import Testing

@Suite(
    "A station whose clock steps, with the real daemon and a station in Python",
    .timeLimit(.minutes(60)),
    .enabled(if: Setting.python != nil, "ZHICHAO_PYTHON is not set: run tools/test")
)
struct ClockStepTests {
    /// As the script has them: hours that the clock is off while trucks pass.
    private static let steps = [0, 1, 0, -1, 0]
    private static let passages = 8

    /// A truck's plate in the script.
    private func plate(_ step: Int, _ passage: Int) -> String { "豫A00\((step + 1) * 100 + passage)" }

    @Test("an hour forwards and backwards: nothing is lost, what came meanwhile is clock-suspect and makes no case")
    func steps() throws {
        let daemon = try RunningDaemon(extra: Roadside.quick)
        let count = ClockStepTests.steps.count * ClockStepTests.passages
        let station = try RunningProgram(
            try #require(Setting.python),
            [
                Project.root.path + "/Tests/EndToEndTests/Scripts/stepping_clock.py", daemon.data, daemon.control,
                daemon.directory.path + "/station.db", "\(ClockStepTests.passages)",
            ],
            environment: ["PYTHONDONTWRITEBYTECODE": "1"]
        )
        #expect(station.wait() == 0, "\(station.log)")
        _ = try daemon.status { $0.isSettled(passages: count) }
        try daemon.expectOnceEach(count * 2)

        // As each passage stands now.
        let rows = try daemon.rows(
            """
            SELECT json_extract(CAST(w.payload AS TEXT), '$.trigger'), verdict, reasons FROM passage p
            JOIN reading w ON w.id = p.reading
            WHERE p.id = (SELECT max(id) FROM passage q WHERE q.reading = p.reading) ORDER BY w.id
            """
        )
        #expect(rows.count == count)
        let passages = rows.map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
        for passage in passages {
            let number = try #require(Int(passage[0]))
            let isOff = ClockStepTests.steps[number / 100 - 1] != 0
            if isOff {
                #expect(passage[1] == "not-evidence" && passage[2].contains("clock-suspect"), "\(passage)")
            } else if number / 100 == 1 {
                #expect(passage[1] == (number % 2 == 0 ? "overloaded" : "compliant"), "\(passage)")
            }
        }
        let cases = Set(try daemon.cases().map(\.plate))
        for (step, hours) in ClockStepTests.steps.enumerated() {
            let overloaded = (1...ClockStepTests.passages).filter { $0.isMultiple(of: 2) }.map { plate(step, $0) }
            if hours != 0 {
                #expect(cases.isDisjoint(with: overloaded), "a case on a clock that is \(hours) h off: \(cases)")
            } else {
                // From the heartbeat that says so on, a clock that was set right counts again.
                let last = plate(step, ClockStepTests.passages)
                #expect(cases.contains(last), "\(last) is not among \(cases)\n\(passages)")
            }
        }
        #expect(daemon.stop() == 0)
    }
}
