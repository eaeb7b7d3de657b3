import Documents
import Foundation
import TestSupport
import Testing
import Units

@Suite("Letters from office to office (函)", .timeLimit(.minutes(60)))
struct OfficialLetterTests {
    /// A letter about so many cases, to an office with a long name.
    private func letter(cases: Int, words: String = "豫A10001") throws -> OfficialLetter {
        let day = try #require(CivilDate("2026-11-23"))
        let rows = (1...max(1, cases)).map { ["\($0)", "郑超〔2026〕\($0)", words, "8,000 千克"] }
        return OfficialLetter(
            name: "letter.pdf",
            title: "移送函",
            number: "郑超移〔2026〕000012",
            recipient: "郑州市交通运输局道路运输管理处（含港区、经开区、高新区派出机构）车辆营运证管理科",
            paragraphs: ["车辆：豫A10001。", "自2025年11月24日至2026年11月24日一年内，违法超限运输案件共\(cases)件。"],
            sections: [
                .table("一、案件", shares: [1, 3, 3, 2], [["序号", "案号", "号牌", "超限质量"]] + rows),
                .facts("二、车辆", [("号牌", "豫A10001"), ("道路运输证号", nil), ("所属企业", words)]),
            ],
            day: day,
            term: .by(try #require(CivilDate("2026-12-02"))),
            code: "郑超移〔2026〕000012 R2026-000012"
        )
    }

    @Test("a hundred cases go over several pages, each with its number; the return slip is whole; equal bytes")
    func manyCases() throws {
        let letter = try letter(cases: 100)
        let pdf = try letter.pdf()
        try Pages.keep(pdf.bytes, "letter.pdf")
        #expect(try letter.pdf() == pdf && pdf.title == "移送函")
        let text = try poppler("pdftotext", pdf.bytes, ["-layout", "-"])
        for number in [1, 50, 100] { #expect(text.contains("郑超〔2026〕\(number)")) }
        for words in ["移送函", "回执", "本函应于2026年12月02日前送达", "〔未填〕", "第1页 共"] {
            #expect(text.contains(words), "\(words): \(text)")
        }
        let pages = text.matches(of: /第(\d+)页 共(\d+)页/)
        #expect(pages.count > 3 && pages.last.map { $0.1 == $0.2 } == true, "\(pages.count)")
        let last = text.split(separator: "\u{C}").last { $0.contains("回执") }
        #expect(last?.contains("办理结果") == true, "the return slip is not cut by a page")
    }

    @Test("no heading and no table's head ends a page, and a table that goes on has its head again")
    func pageEnds() throws {
        for cases in 18...60 {
            let pdf = try letter(cases: cases).pdf()
            try Pages.expectSound(pdf.bytes)
            let pages = try poppler("pdftotext", pdf.bytes, ["-layout", "-"]).split(separator: "\u{C}")
            for page in pages where page.contains("郑超〔2026〕") { #expect(page.contains("序号")) }
            let slip = try #require(pages.first { $0.contains("回执") })
            #expect(slip.contains("收到日期") && slip.contains("办理结果"), "the return slip is not cut")
        }
    }

    @Test(
        "what a stranger wrote is harmless",
        arguments: ["<b>&amp;</b>\u{0}\u{202E}\n", String(repeating: "长", count: 3_000)]
    )
    func hostile(_ words: String) throws {
        let pdf = try letter(cases: 2, words: words).pdf()
        let text = try poppler("pdftotext", pdf.bytes, ["-"])
        #expect(text.contains("移送函") && text.contains("回执"))
        #expect(!words.contains("<b>") || text.contains("<b>&amp;</b>"))
    }
}
