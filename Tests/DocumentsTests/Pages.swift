import Foundation
import TestSupport
import Testing

/// What holds for every page of every document.
enum Pages {
    /// Leaves a document in `ZHICHAO_PAGES`, where that is set.
    static func keep(_ pdf: [UInt8], _ name: String) throws {
        guard let directory = ProcessInfo.processInfo.environment["ZHICHAO_PAGES"] else { return }
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data(pdf).write(to: URL(filePath: directory + "/" + name))
    }

    /// A4, fonts embedded, pages numbered, and no heading at a page's end.
    static func expectSound(_ pdf: [UInt8], headings: [Substring] = []) throws {
        #expect(try poppler("pdfinfo", pdf).contains("(A4)"))
        let fonts = try poppler("pdffonts", pdf).split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains("Noto") && $0.contains(" yes yes yes") }, "\(fonts)")
        let pages = try poppler("pdftotext", pdf, ["-layout", "-"]).split(separator: "\u{C}").map { page in
            page.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
        for (index, lines) in pages.enumerated() {
            #expect(lines.last?.contains("第\(index + 1)页 共\(pages.count)页") == true, "\(lines)")
            let end = lines.dropLast().last ?? ""
            #expect(end.firstMatch(of: /^[一二三四五六七八九]、|^卸载后第|^签名和盖章|^回执|^序号/) == nil, "\(end) ends page \(index + 1)")
        }
    }
}
