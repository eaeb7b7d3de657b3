import Foundation
import TestSupport

/// The project's own sources as text, for rules that the compiler cannot keep.
struct SourceFile {
    /// Relative to the repository.
    let path: String
    let text: String

    /// The lines without comments and without what stands in string literals of one line.
    var codeLines: [(number: Int, code: String)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            var code = line.replacingOccurrences(
                of: #""(?:[^"\\]|\\.)*""#,
                with: #""""#,
                options: .regularExpression
            )
            if let comment = code.range(of: "//") { code.removeSubrange(comment.lowerBound...) }
            return code.allSatisfy(\.isWhitespace) ? nil : (index + 1, code)
        }
    }

    var imports: [String] {
        codeLines.compactMap { _, code in
            let words = code.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count, place <= 2 else { return nil }
            return words[place + 1]
        }
    }

    /// All Swift files below a folder.
    static func all(in folder: String) throws -> [SourceFile] {
        let root = Project.root.path
        let names = FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            let path = folder + "/" + name
            return SourceFile(path: path, text: try String(contentsOfFile: root + "/" + path, encoding: .utf8))
        }
    }
}
