import Foundation
import Registry
import TestSupport
import Testing
import Units

@Suite("Registers: encodings and headers")
struct EncodingTests {
    private let registry: GivenRegistry

    init() throws { registry = try GivenRegistry() }

    private let chinese = "车牌号,车牌颜色,车辆形式\r\n豫A12345,黄色,铰接列车\r\n豫A12346,蓝,载货汽车\r\n"
    private let expected = [
        "豫A12345 yellow articulated 2026-11-23…", "豫A12346 blue rigid 2026-11-23…",
    ]

    /// GB 18030 by the system's own converter, as a clerk's spreadsheet would write it.
    private func gb18030(_ text: String) throws -> [UInt8] {
        let file = registry.directory.path + "/utf8-\(UUID().uuidString)"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["iconv", "-f", "UTF-8", "-t", "GB18030", file]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(bytes)
    }

    @Test("UTF-8, with and without its mark")
    func utf8() throws {
        #expect(try registry.take(.vehicles, chinese).encoding == .utf8)
        #expect(try registry.lines(.vehicles) == expected)
        let report = try registry.take(.vehicles, [0xEF, 0xBB, 0xBF] + Array(chinese.utf8), chunkBytes: 1)
        #expect(report.unchanged == 2)
    }

    @Test("GB 18030, with a Chinese header and with an English one")
    func gb() throws {
        #expect(try registry.take(.vehicles, gb18030(chinese)).encoding == .gb18030)
        #expect(try registry.lines(.vehicles) == expected)
        let english = "plate,colour,form\n豫A12345,yellow,articulated\n豫A12346,blue,rigid\n"
        let report = try registry.take(.vehicles, gb18030(english))
        #expect(report.encoding == .gb18030 && report.unchanged == 2)
    }

    @Test("the encoding may be said")
    func said() throws {
        let english = "plate,colour\n豫A12345,yellow\n"
        let report = try registry.take(.vehicles, english) { $0.encoding = .gb18030 }
        #expect(report.encoding == .gb18030)
        #expect(report.notesCount + report.rejected == 1)
    }

    @Test("a byte that is none in the encoding costs its line, and is named with it")
    func undecodable() throws {
        let bytes = Array("车牌号,车牌颜色,营运证号\n豫A12345,黄,".utf8) + [0xFF, 0x41] + Array("\n豫A12346,黄,A\n".utf8)
        let report = try registry.take(.vehicles, bytes)
        #expect(report.added == 1 && report.rejected == 1)
        #expect(report.rejects[0].line == 2 && report.rejects[0].column == "营运证号")
        #expect(report.rejects[0].reason.en == "has bytes that are no utf-8")
    }

    @Test("UTF-16 is refused, and the advice says what to save instead")
    func utf16() throws {
        let report = try registry.take(.vehicles, [0xFF, 0xFE, 0x61, 0x00])
        #expect(report.refusal?.cause == .header && !report.isCommitted)
    }

    @Test("headings in any order and case, with blanks around them and units behind; others are listed")
    func headings() throws {
        let report = try registry.take(
            .vehicles,
            " Colour ,备注,PLATE,行驶证总质量(kg),Kerb Mass kg,\nyellow,x,豫a·12345,49000,16000,\n"
        )
        #expect(report.ignoredColumns == ["备注"])
        #expect(try registry.lines(.vehicles) == ["豫A12345 yellow 49000 16000 2026-11-23…"])
    }

    @Test("missing columns refuse the file, and what was found is said")
    func missing() throws {
        let report = try registry.take(.vehicles, "车牌号,品牌\n豫A12345,x\n")
        #expect(report.refusal?.cause == .header)
        #expect(report.refusal?.reason.en == "missing columns: 车牌颜色 (colour); found: 车牌号, 品牌")
        #expect(try registry.reader.isEmpty(.vehicles) && registry.reader.generation() == 0)
    }

    @Test("a column that stands there twice refuses the file")
    func twice() throws {
        let report = try registry.take(.vehicles, "车牌号,plate,colour\n豫A12345,豫A12345,yellow\n")
        #expect(report.refusal?.reason.en == "columns that stand there more than once: 车牌号 (plate)")
    }

    @Test("an empty file and one of blank lines are refused")
    func empty() throws {
        for text in ["", "\n\n", "\u{FEFF}", "a"] {
            #expect(try registry.take(.vehicles, text).refusal?.cause == .header)
        }
    }
}
