import Daemon
import Foundation
import Law
import RuleQuery
import TestSupport
import Testing
import Units

/// One vector: a described vehicle, what has to come out, and the sentence of the law that says so.
///
/// They were written from law.md by somebody who had not seen this code. Where an expected value is an object of `has`,
/// `lacks`, `empty` or `nonempty`, it says that of a list; other objects are compared member by member.
struct LawVector: Sendable, CustomTestStringConvertible {
    let why: String
    let line: String
    var testDescription: String { why }

    static let all: [LawVector] = {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Vectors/law.jsonl"
        )
        let lines = (try? String(contentsOf: url, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.map { line in
            let object = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
            return LawVector(why: object?["why"] as? String ?? "unreadable vector", line: String(line))
        }
    }()
}

@Suite("Vectors of the law, sentence by sentence")
struct LawVectorTests {
    @Test("there are as many as were written")
    func count() {
        #expect(LawVector.all.count == 227)
    }

    @Test("says", arguments: LawVector.all)
    func says(vector: LawVector) throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(vector.line.utf8)) as? [String: Any],
            "\(vector.line)"
        )
        let input = try JSONSerialization.data(withJSONObject: try #require(object["input"]))
        let answer = try answer(String(decoding: input, as: UTF8.self))
        for (key, expected) in try #require(object["expect"] as? [String: Any]) {
            #expect(
                LawVectorTests.fits(expected, answer[key]),
                "\(key): \(String(describing: answer[key])), expected \(expected), for \(vector.line)"
            )
        }
    }

    private func answer(_ line: String) throws -> [String: Any] {
        var bytes: [UInt8] = []
        switch Result(catching: { () throws(InvalidQuery) in try QueryDecoder().decode(line) }) {
        case .success(let query):
            let day = try #require(query.day ?? CivilDate("2026-11-23"))
            let determination = try Rules.book.get().determine(query.vehicle, weighing: query.weighing, on: day)
            AnswerWriter.append(determination, withExplanation: false, to: &bytes)
        case .failure(let error): AnswerWriter.append(error: error, to: &bytes)
        }
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private static func fits(_ expected: Any, _ found: Any?) -> Bool {
        guard let found else { return false }
        if let expected = expected as? [String: Any] {
            if let list = found as? [String] { return says(expected, of: list) }
            if let text = found as? String { return says(expected, of: [text]) }
            guard let found = found as? [String: Any] else { return false }
            return expected.allSatisfy { fits($0.value, found[$0.key]) }
        }
        return (expected as? NSObject) == (found as? NSObject)
    }

    private static func says(_ expected: [String: Any], of list: [String]) -> Bool {
        expected.allSatisfy { operation, value in
            let named = value as? [String] ?? []
            return switch operation {
            case "has": named.allSatisfy(list.contains)
            case "lacks": !named.contains(where: list.contains)
            case "empty": list.isEmpty
            case "nonempty": !list.isEmpty
            default: false
            }
        }
    }
}

/// The shipped rules, read once.
enum Rules {
    static let book = Result { try RulePackFile.loadAll(Project.rules) }
}
