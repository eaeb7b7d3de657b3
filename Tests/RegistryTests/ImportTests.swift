import Foundation
import Registry
import TestSupport
import Testing
import Units

@Suite("Registers: imports")
struct ImportTests {
    private let registry: GivenRegistry

    init() throws { registry = try GivenRegistry() }

    private struct Interrupted: Error {}

    @Test("rejects name line, column, value and reason; good lines are taken")
    func rejects() throws {
        let report = try registry.take(
            .vehicles,
            """
            车牌号,车牌颜色,行驶证总质量,企业信用代码,营运证初领日期,营运证号
            豫A00001,黄,49000,91350100M000100Y43,2024/2/29,"豫
            1"
            豫A00002,紫,49000,,,
            豫A00003,黄,500001,,2023-02-29,
            豫A00004,黄,49000,91350100M000100Y44,,
            ,黄,49000,,,
            豫A00006,黄
            豫A00007,黄,,,20240229,
            """
        )
        #expect(report.lines == 7 && report.added == 1 && report.rejected == 6)
        #expect(
            report.rejects.map { "\($0.line) \($0.column) \($0.value)" } == [
                "2 营运证号 豫\n1", "4 车牌颜色 紫", "5 行驶证总质量 500001", "5 营运证初领日期 2023-02-29",
                "6 企业信用代码 91350100M000100Y44", "7 车牌号 ", "8  2",
            ]
        )
        #expect(report.rejects[2].reason == Wording(zh: "应为 1…500000 的整数", en: "must be a whole number of 1…500000"))
        #expect(try registry.lines(.vehicles) == ["豫A00007 yellow 2024-02-29 2026-11-23…"])
    }

    @Test("the rejects' file opens in a spreadsheet: mark, header, quotes, no formulas")
    func rejectsFile() throws {
        let report = try registry.take(.vehicles, "plate,colour\n豫A1,\"=1,\"\"2\"\n")
        var text = ""
        RejectsFile.write(report.rejects) { text += $0 }
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "\u{FEFF}line,column,value,reason_zh,reason_en")
        #expect(lines[1].hasPrefix("2,colour,\"'=1,\"\"2\",\"应为其中之一"))
        #expect(lines.count == 3 && lines[2].isEmpty)
    }

    @Test("strict: one bad line keeps the whole file out")
    func strict() throws {
        let report = try registry.take(.vehicles, "plate,colour\n豫A00001,yellow\n豫A00002,red\n") {
            $0.isStrict = true
        }
        #expect(!report.isCommitted && report.id == nil && report.refusal?.cause == .strict)
        #expect(report.added == 1 && report.rejected == 1 && report.rejects[0].line == 3)
        #expect(try registry.reader.isEmpty(.vehicles))
        #expect(try registry.take(.vehicles, "plate,colour\n豫A00001,yellow\n") { $0.isStrict = true }.isCommitted)
    }

    @Test("a dry run checks everything and writes nothing")
    func dryRun() throws {
        let text = "plate,colour\n豫A00001,yellow\n豫A00001,yellow\n豫A00002,red\n"
        let report = try registry.take(.vehicles, text) { $0.isDryRun = true }
        #expect(report.isDryRun && !report.isCommitted && report.refusal == nil)
        #expect(report.added == 1 && report.unchanged == 1 && report.rejected == 1)
        #expect(try registry.reader.isEmpty(.vehicles) && registry.reader.imports().isEmpty)
    }

    @Test("a plate that fits no pattern is kept and noted")
    func notes() throws {
        let report = try registry.take(.vehicles, "plate,colour\n豫A123,yellow\n豫A12345,yellow\n")
        #expect(report.added == 2 && report.notesCount == 1 && report.notes[0].value == "豫A123")
    }

    @Test("readers see the old state until the import is whole")
    func readers() throws {
        try registry.take(.vehicles, "plate,colour\n豫A00001,yellow\n")
        let lines = (2...5_000).map { "豫A\(String(format: "%05d", $0)),yellow\n" }
        var seen: [Int] = []
        var rest = (["plate,colour\n"] + lines)[...]
        let report = try registry.writer.importCSV(
            .vehicles,
            name: "x.csv",
            options: ImportOptions(today: GivenRegistry.today, at: Given.noon, actor: "wang"),
            chunks: {
                seen.append(try registry.reader.counts()[0].entries)
                #expect(try registry.reader.generation() == 1)
                guard !rest.isEmpty else { return nil }
                defer { rest = rest.dropFirst(1_000) }
                return Array(rest.prefix(1_000).joined().utf8)
            }
        )
        #expect(report.added == 4_999)
        #expect(Set(seen) == [1])
        #expect(try registry.reader.counts()[0].entries == 5_000)
        #expect(try registry.reader.generation() == 2)
    }

    @Test("an import that is interrupted leaves nothing")
    func interrupted() throws {
        var pieces = ["plate,colour\n", "豫A00001,yellow\n", "豫A00002,yellow\n"][...]
        #expect(throws: Interrupted.self) {
            try registry.writer.importCSV(
                .vehicles,
                name: "x.csv",
                options: ImportOptions(today: GivenRegistry.today, at: Given.noon, actor: "wang"),
                chunks: {
                    guard let piece = pieces.popFirst() else { throw Interrupted() }
                    return Array(piece.utf8)
                }
            )
        }
        #expect(try registry.reader.isEmpty(.vehicles) && registry.reader.generation() == 0)
        #expect(try registry.take(.vehicles, "plate,colour\n豫A00001,yellow\n").added == 1)
    }

    @Test("more faults than are kept refuse the file")
    func tooMany() throws {
        let bad = String(repeating: "x\n", count: ImportReport.rejectsMax)
        let good = "plate,colour\n豫A00001,yellow\n"
        let kept = try registry.take(.vehicles, good + bad, chunkBytes: 65_536)
        #expect(kept.isCommitted && kept.rejected == ImportReport.rejectsMax)
        let refused = try registry.take(.watchlist, "plate,reason\n豫A00001,stolen\n" + bad + "x\n", chunkBytes: 65_536)
        #expect(refused.refusal?.cause == .tooManyRejects && !refused.isCommitted)
        #expect(try registry.reader.isEmpty(.watchlist))
    }

    @Test("a key with more periods than are looked at takes no more")
    func tooManyPeriods() throws {
        let first = GivenRegistry.today.dayNumber
        let lines = (0...400).map {
            "豫A00001,stolen,\(CivilDate(dayNumber: first + 2 * $0)),\(CivilDate(dayNumber: first + 2 * $0))"
        }
        let text = (["plate,reason,valid_from,valid_until"] + lines + ["豫A00001,stolen,2020-01-01,2020-01-01"])
        let report = try registry.take(.watchlist, text.joined(separator: "\n"), chunkBytes: 4_096)
        #expect(report.added == 401 && report.rejected == 1)
        #expect(report.rejects[0].line == 403)
    }

    @Test("the report is the same after its way through JSON, and the import is on record")
    func report() throws {
        let report = try registry.take(.vehicles, "plate,colour\n豫A00001,yellow\n豫A00002,red\n")
        let copy = try JSONDecoder().decode(ImportReport.self, from: JSONEncoder().encode(report))
        #expect(copy == report)
        let record = try #require(try registry.reader.imports().first)
        #expect(record.sha256 == report.sha256 && record.sha256.utf8.count == 64)
        #expect(record.added == 1 && record.rejected == 1 && record.actor == "wang" && record.id == report.id)
    }

    @Test("a file from disk is imported piece by piece, with progress")
    func fromFile() throws {
        let lines = (1...30_000).map { "豫A\(String(format: "%05d", $0)),yellow" }
        let path = try registry.directory.write((["plate,colour"] + lines).joined(separator: "\n"), to: "v.csv")
        let file = try FileChunks(path: path)
        var progress: [ImportProgress] = []
        let report = try registry.writer.importCSV(
            .vehicles,
            name: "v.csv",
            options: ImportOptions(today: GivenRegistry.today, at: Given.noon, actor: "wang"),
            chunks: { try file.next() },
            progress: { progress.append($0) }
        )
        #expect(report.added == 30_000 && report.bytes == file.size)
        #expect(progress.count > 1 && progress.last?.bytes == file.size)
        #expect(throws: FileProblem.self) { _ = try FileChunks(path: registry.directory.path + "/none.csv") }
    }
}
