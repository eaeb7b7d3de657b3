import Law
import Testing
import Units

@testable import Reports

@Suite("Reports as files")
struct ReportFilesTests {
    /// A report whose names are as hostile as names can be.
    private func report(name: String, company: String = "91410171MA3YT00025") throws -> Report {
        let period = ReportPeriod(day: try #require(CivilDate("2026-11-26")))
        let station = ReportStation(id: "S1", name: name, district: "410184", districtName: "新郑市")
        var tally = ReportTally(period, by: ReportGrouping.allCases, stations: [station])
        let place = ReportPlace(station: "S1", company: company)
        tally.count(.compliant, 2, reasons: [], excess: 0, at: place)
        tally.count(.overloaded, 1, reasons: [], excess: 3_000, at: place)
        tally.count(.notEvidence, 4, reasons: [.plateMissing, .speedRange], excess: 0, at: place)
        return tally.report(keptFrom: nil) { _ in name }
    }

    @Test("cells that a spreadsheet would run are made harmless, and quoted as RFC 4180 has it")
    func cells() {
        for start in ["=", "+", "-", "@", "\t", "\r", "＝"] {
            let cell = ReportCSV.cell(start + "1+1")
            #expect(cell.hasPrefix("'") || cell.hasPrefix("\"'"), "\(cell)")
        }
        #expect(ReportCSV.cell("a,b") == "\"a,b\"")
        #expect(ReportCSV.cell("say \"no\"") == "\"say \"\"no\"\"\"")
        #expect(ReportCSV.cell("a\nb") == "\"a\nb\"" && ReportCSV.cell("a\r\nb") == "\"a\r\nb\"")
        #expect(ReportCSV.cell("") == "" && ReportCSV.cell("豫") == "豫" && ReportCSV.cell("a=1") == "a=1")
    }

    @Test("CSV has a mark, a Chinese header, a line a row with as many cells, and the total last")
    func csv() throws {
        let text = ReportCSV(try report(name: "=HYPERLINK(\"x\")")).text
        #expect(text.unicodeScalars.first == "\u{FEFF}")
        let lines = text.dropFirst().split(separator: "\r\n").map(String.init)
        #expect(lines.count == 5 && text.hasSuffix("\r\n"))
        let columns = 6 + ReportFigure.allCases.count
        #expect(lines[0].hasPrefix("日期,分组,代码,名称,过车（辆次）,有效检测（辆次）,超限（辆次）,超限质量（kg）,"))
        #expect(lines[0].split(separator: ",").count == columns)
        #expect(lines[1].hasPrefix("2026-11-26,属地,410184,新郑市,7,3,1,3000,4,"))
        #expect(lines[2].hasPrefix("2026-11-26,站点,S1,\"'=HYPERLINK(\"\"x\"\")\",7,"))
        // 1 of 3 is 33.33 %: cut, not rounded. No company has gaps.
        #expect(lines[4].hasPrefix("2026-11-26,合计,,,7,3,1,3000,4,") && lines[4].hasSuffix(",33.33,无号牌 4；超出检定速度 4"))
        #expect(lines[3].split(separator: ",", omittingEmptySubsequences: false).count >= columns)
        #expect(lines[3].contains(",0,0,,,,0,"))
    }

    @Test("the page is one file with nothing that runs, and every name is text")
    func page() throws {
        let hostile = "<script>alert('x')</script>&\"\u{202E}"
        let text = ReportPage(try report(name: hostile, company: "")).text
        #expect(!text.contains("<script") && !text.contains("\u{202E}") && !text.contains("alert('x')"))
        #expect(text.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"))
        #expect(!text.contains("http:") && !text.contains("https:") && !text.contains("src="))
        #expect(text.hasPrefix("<!DOCTYPE html>") && text.contains("@page { size: A4"))
        #expect(text.contains("<title>治超日报 2026-11-26</title>") && text.contains("不明"))
    }

    @Test("the same figures give the same bytes")
    func sameBytes() throws {
        let (first, second) = (try report(name: "新郑"), try report(name: "新郑"))
        #expect(ReportCSV(first).text == ReportCSV(second).text && ReportPage(first).text == ReportPage(second).text)
    }
}
