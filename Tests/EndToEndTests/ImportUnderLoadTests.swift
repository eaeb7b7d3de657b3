import Foundation
import TestSupport
import Testing

/// A register of a whole district is imported while the stations go on.
@Suite("A large import while readings flow, with the real programs", .timeLimit(.minutes(60)))
struct ImportUnderLoadTests {
    private static let count = 50_000
    /// Every so many lines one is wrong.
    private static let badEvery = 1_000

    private struct Report: Decodable {
        let added, unchanged, rejected, lines: Int
        let isCommitted: Bool
    }

    private struct Summary: Decodable { let passages, weigh, camera: Int }

    /// The lines of the file, and what the rejects have to name: line, column and value, as they stand in the file.
    private func vehicles() -> (text: String, bad: [String]) {
        let faults: [(column: String, value: String)] = [
            ("行驶证总质量", "很重"), ("车牌颜色", "紫色"), ("驱动轴数", "7"), ("生效日期", "2026-02-30"),
        ]
        var (text, bad) = ("车牌号,车牌颜色,驱动轴数,行驶证总质量,生效日期\n", [String]())
        for index in 0..<ImportUnderLoadTests.count {
            let number = String(index)
            let plate = "豫Q" + String(repeating: "0", count: 5 - number.count) + number
            var cells = [("车牌颜色", "黄色"), ("驱动轴数", "2"), ("行驶证总质量", "49000"), ("生效日期", "2026-01-01")]
            if index % ImportUnderLoadTests.badEvery == 500 {
                let fault = faults[index / ImportUnderLoadTests.badEvery % faults.count]
                for place in cells.indices where cells[place].0 == fault.column { cells[place].1 = fault.value }
                // The header is line 1.
                bad.append("\(index + 2),\(fault.column),\(fault.value)")
            }
            text += plate + "," + cells.map { $0.1 }.joined(separator: ",") + "\n"
        }
        return (text, bad)
    }

    /// Writes a file as a spreadsheet does that was made in China.
    private func writeGB18030(_ text: String, _ directory: TemporaryDirectory) throws -> String {
        let utf8 = try directory.write(text, to: "utf8.csv")
        let path = directory.path + "/vehicles.csv"
        let iconv = try RunningProgram.run("/usr/bin/iconv", ["-f", "UTF-8", "-t", "GB18030", "-o", path, utf8])
        try #require(iconv.status == 0, "\(iconv.errors)")
        return path
    }

    @Test(
        "50 000 vehicles in GB 18030: all good lines are in, the bad ones are named, and the feed goes on all the while"
    )
    func large() throws {
        let daemon = try RunningDaemon(extra: Roadside.quick)
        let (text, bad) = vehicles()
        let file = try writeGB18030(text, daemon.directory)
        let summary = daemon.directory.path + "/sent.json"
        let command = "exec \"$0\" simulate --seed 17 --stations 3 --rate 150 --json --data \"$1\" >\"$2\""
        let station = RunningProgram.directory + "/zhichao-station"
        let simulator = try RunningProgram("/bin/sh", ["-c", command, station, daemon.data, summary])
        let before = try daemon.status { $0.passages > 20 }

        let answer = try daemon.zhichao("registry", "import", "vehicles", file, "--json")
        let after = try daemon.status()
        try #require(answer.status == 0, "\(answer.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(answer.output.utf8))
        #expect(report.isCommitted && report.added == ImportUnderLoadTests.count - bad.count)
        #expect(report.rejected == bad.count && report.lines == ImportUnderLoadTests.count)
        #expect(after.committed > before.committed, "no reading was committed while the file was imported")
        #expect(after.passages > before.passages, "no vehicle was judged while the file was imported")

        simulator.signal(SIGINT)
        #expect(simulator.wait() == 0, "\(simulator.log)")
        let sent = try JSONDecoder().decode(Summary.self, from: Data(contentsOf: URL(fileURLWithPath: summary)))
        let last = try daemon.status { $0.isSettled(passages: sent.passages) }
        #expect(last.committed == sent.weigh + sent.camera && last.passages == sent.passages)
        #expect(last.missing == 0 && last.gaps == 0 && last.quarantined == 0 && last.duplicates == 0 && last.addsUp)

        try expect(daemon, rejects: bad)
        #expect(daemon.stop() == 0)
    }

    private func expect(_ daemon: RunningDaemon, rejects bad: [String]) throws {
        let rejects = try String(contentsOfFile: daemon.directory.path + "/vehicles.rejects.csv", encoding: .utf8)
        let lines = rejects.split(whereSeparator: \.isNewline).dropFirst()
        let named = lines.map { $0.split(separator: ",").prefix(3).joined(separator: ",") }
        #expect(named == bad)
        let known = try daemon.rows(
            "SELECT count(*), count(DISTINCT plate) FROM vehicle WHERE retired_ms IS NULL",
            of: "registry.sqlite"
        )
        let good = ImportUnderLoadTests.count - bad.count
        #expect(known == ["\(good)|\(good)"])
    }
}
