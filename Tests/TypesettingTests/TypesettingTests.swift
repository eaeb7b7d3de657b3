import Foundation
import TestSupport
import Testing
import Typesetting

@Suite("pages", .timeLimit(.minutes(60)))
struct TypesettingTests {
    /// A page with a title, a text from anywhere and a code.
    private func page(_ text: String) throws -> [UInt8] {
        let pdf = try PDFSurface(title: "超限检测单", created: "2026-11-23T10:15:30+08:00")
        let title = TextStyle(.heavySong, 22, .centre)
        let top = try Paragraph("超限检测（称重）单", title, width: 170.0.mm, on: pdf.canvas)
        top.draw(at: Point(20.0.mm, 20.0.mm))
        let body = try Paragraph(text, TextStyle(.hei, 10.5), width: 80.0.mm, on: pdf.canvas)
        #expect(body.inkWidth <= 80.0.mm + 0.01, "no line is wider than it may be")
        body.draw(at: Point(20.0.mm, 40.0.mm))
        pdf.canvas.draw(
            try MatrixCode("ZZ/410102"),
            in: Box(x: 160.0.mm, y: 40.0.mm, width: 25.0.mm, height: 25.0.mm)
        )
        pdf.endPage()
        return try pdf.finish()
    }

    @Test("the Chinese text comes out exactly, A4, with the date that was given")
    func text() throws {
        let pdf = try page("郑州市某某运输有限公司")
        let text = try poppler("pdftotext", pdf, ["-"])
        #expect(text.contains("超限检测（称重）单"))
        #expect(text.contains("郑州市某某运输有限公司"))
        let info = try poppler("pdfinfo", pdf, ["-isodates"])
        #expect(info.contains("A4"))
        #expect(info.contains("Pages:           1"))
        #expect(info.contains("2026-11-23T"))
    }

    @Test("every font is embedded, and there are no others than ours")
    func fonts() throws {
        let rows = try poppler("pdffonts", try page("文本\u{0}\u{202E}text")).split(separator: "\n").dropFirst(2)
        #expect(rows.count == 2)
        for row in rows {
            #expect(row.contains("Noto"))
            #expect(row.contains("yes yes yes"))
        }
    }

    @Test("the same input gives the same bytes")
    func repeats() throws {
        #expect(try page("同样的文字") == page("同样的文字"))
    }

    @Test(
        "hostile text is set as it stands",
        arguments: ["<b>粗</b>&amp;", "a\u{0}b", "\u{202E}倒", String(repeating: "长", count: 300), "\n\n\n", ""]
    )
    func hostile(_ raw: String) throws {
        let text = try poppler("pdftotext", try page(raw), ["-"])
        if raw.contains("<b>") { #expect(text.contains("<b>粗</b>&amp;")) }
        if raw.contains("\u{0}") { #expect(text.contains("a〓b")) }
        if raw.contains("长") { #expect(text.count { $0 == "长" } == 300) }
    }

    @Test(
        "bytes that are no JPEG are refused",
        arguments: [[], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xC0, 0, 0, 0, 0, 0]]
    )
    func noPicture(_ bytes: [UInt8]) {
        #expect(throws: TypesettingError.self) { try Picture(jpeg: bytes) }
    }

    @Test("a picture's pixels can be read back")
    func pixels() throws {
        let image = try ImageSurface(width: 8, height: 4)
        image.canvas.fill(Box(x: 0, y: 0, width: 8, height: 4), Colour(1, 0, 0))
        try image.withPixels { bytes, stride in
            #expect(Array(bytes[stride..<stride + 4]) == [0, 0, 255, 255])
        }
        #expect(throws: TypesettingError.self) { try ImageSurface(width: 0, height: 4) }
        #expect(throws: TypesettingError.self) { try ImageSurface(width: 30_000, height: 30_000) }
    }

    @Test("the fonts are here")
    func fontsAreHere() throws {
        try FontCheck.require()
    }

    @Test("without fonts the refusal names the package")
    func fontsMissing() async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let empty = FileManager.default.temporaryDirectory.appending(path: "no-fonts-\(UUID().uuidString).conf")
            try Data("<?xml version=\"1.0\"?><fontconfig></fontconfig>".utf8).write(to: empty)
            setenv("FONTCONFIG_FILE", empty.path, 1)
            do { try FontCheck.require() } catch {
                try? FileManager.default.removeItem(at: empty)
                FileHandle.standardError.write(Data("\(error)".utf8))
                exit(1)
            }
        }
        let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(said.contains("fonts-noto-cjk"))
        #expect(said.contains("Noto Serif CJK SC"))
    }
}
