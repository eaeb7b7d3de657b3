import Enforcement
import Foundation
import TestSupport
import Testing

/// The operator's guide says of every alarm what it means and what to do.
@Suite("The guide's page of alarms")
struct AlarmsPageTests {
    private func page() throws -> String {
        let path = Project.root.path + "/Sources/Daemon/Documentation.docc/Alarms.md"
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test("has every kind of alert, with the topic that it goes out under", arguments: Alert.Kind.allCases)
    func alerts(kind: Alert.Kind) throws {
        let row = try page().split(separator: "\n").first { $0.hasPrefix("| `\(kind.rawValue)` ") }
        #expect(row?.contains("| `alert/\(kind.topic)` |") == true, "\(kind.rawValue) is missing")
    }

    @Test("has every warning, error and critical line of the log")
    func log() throws {
        let page = try page()
        let line = #/logger\.(?:warning|error|critical)\(\s*(?:"""\s*([^"]*?)\s*"""|"([^"]*)")/#
        var count = 0
        for file in try swiftFiles() {
            for match in try String(contentsOfFile: file, encoding: .utf8).matches(of: line) {
                let words = String(match.output.1 ?? match.output.2 ?? "")
                // As far as it is the same each time; of long ones the first sentence.
                let fixed = words.components(separatedBy: "\\(")[0].components(separatedBy: ". \\")[0]
                count += 1
                #expect(page.contains(fixed), "\(file) logs '\(fixed)', and Alarms.md does not say what to do")
            }
        }
        #expect(count > 25, "only \(count) lines were found")
    }

    private func swiftFiles() throws -> [String] {
        let root = Project.root.path + "/Sources"
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().map { root + "/" + $0 }
    }
}
