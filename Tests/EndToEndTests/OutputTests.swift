import Foundation
import TestSupport
import Testing

/// What an officer reads on a terminal of 100 columns.
@Suite("Tables and texts for people, with the real programs", .timeLimit(.minutes(60)))
struct OutputTests {
    /// Columns of a terminal, roughly: Chinese takes two.
    private func width(_ line: Substring) -> Int {
        line.unicodeScalars.reduce(0) { $0 + ((0x2E80..<0x1_0000).contains($1.value) ? 2 : 1) }
    }

    private func expectFits(_ what: String, _ answer: (status: Int32, output: String, errors: String)) {
        #expect(answer.status == 0 && answer.errors.isEmpty, "\(what): \(answer.errors)")
        for line in answer.output.split(separator: "\n") where width(line) > 100 {
            Issue.record("\(what): \(width(line)) columns: \(line)")
        }
    }

    @Test("registers, stations and a case fit 100 columns in both languages; masses come with their unit")
    func columns() throws {
        let road = try Roadside(try RunningDaemon(extra: Roadside.quick), isHeard: false)
        try road.register(
            "vehicles",
            "车牌号,车牌颜色,车辆形式,驱动轴数,空气悬架,行驶证总质量(kg),统一社会信用代码,生效日期",
            "豫A70001,黄色,半挂牵引车,2,是,49000,91350100M000100Y43,2026-01-01"
        )
        try road.register(
            "companies",
            "统一社会信用代码,企业名称,申报车辆数,生效日期",
            "91350100M000100Y43,新郑市某某物流有限公司（郑州航空港经济综合实验区第一分公司）及其全部关联运输企业,35,2026-01-01"
        )
        for _ in 0..<2 { try road.pass("豫A70001", gross: 60_000) }
        let daemon = road.daemon
        _ = try road.settled()
        let number = try #require(try daemon.cases().first).number
        for lang in ["zh", "en"] {
            for kind in ["vehicles", "companies", "watchlist"] {
                expectFits(kind, try daemon.zhichao("registry", "show", kind, "--lang", lang))
            }
            let explain = ["rules", "explain", "--axle-code", "159", "--gross-kg", "60000"]
            for command in [["stations", "list"], ["cases", "list"], ["status"], explain] {
                let arguments = command + ["--lang", lang, "--config", daemon.config]
                expectFits(command.joined(separator: " "), try RunningProgram.run("zhichao", arguments))
            }
            expectFits("case", try daemon.zhichao("cases", "show", number, "--lang", lang))
        }
        let entry = try daemon.zhichao("registry", "show", "vehicles", "豫A70001", "--lang", "zh").output
        for part in ["49000 kg", "黄色", "铰接列车", "2026-01-01 – 长期"] {
            #expect(entry.contains(part), "\(part) is missing in \(entry)")
        }
        let shown = try daemon.zhichao("cases", "show", number, "--lang", "zh").output
        #expect(shown.contains("豫A70001  黄色") && shown.contains("60000 kg"), "\(shown)")
        #expect(daemon.stop() == 0)
    }
}
