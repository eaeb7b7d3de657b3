import CaseStore
import Enforcement
import Foundation
import GRDB
import Readings
import Units

/// Overloads as the core hands them over, each of another vehicle, with a weighing and a picture of ordinary length.
enum MadeUpCase {
    private static let payload = Array(String(repeating: "x", count: 650).utf8)
    private static let step = """
        {"step": "s", "zh": "按轴型代码，车货总质量限值 49000 千克，超过即为超限", "en": "limit by code", "source": "o62-annex"}
        """

    static func id(_ number: Int) -> String { "S\(number % 100)~wim-1~1~\(number)" }

    /// What a step takes.
    static func body(of action: CaseAction, day: String) -> [String: StepValue] {
        let day = StepValue.text(String(day.prefix(10)))
        return switch action {
        case .confirm:
            ["technical_reviewer": .text("张三"), "legal_reviewer": .text("李四"), "reason": .text("数据完整")]
        case .notify: ["method": .text("直接送达"), "at": day, "recipient": .text("王五")]
        case .decide:
            [
                "decision_number": .text("1号"), "officers": .list([.text("赵六"), .text("钱七")]),
                "fine_yuan": .integer(900), "reason": .text("从轻"), "at": day,
            ]
        case .close: ["paid_at": day, "note": .text("已缴")]
        case .dismiss, .revoke: ["reason": .text("证据不足")]
        }
    }

    /// Its camera's reading, of about the same length, which lists a front and a rear picture.
    private static func seen(_ number: Int) -> [UInt8] {
        let media = pictures(number).map { view, medium in
            "{\"sha256\": \"\(medium.sha256)\", \"type\": \"image/jpeg\", \"bytes\": \(medium.bytes), \"view\": \"\(view)\"}"
        }
        return Array(
            """
            {"source": "S\(number % 100)/cam-1", "plate": "豫A\(number)", "view": "front",
             "x": "\(String(repeating: "x", count: 250))", "media": [\(media.joined(separator: ","))]}
            """.utf8
        )
    }

    /// The pictures of a case; nobody has their bytes.
    private static func pictures(_ number: Int) -> [(view: String, medium: WantedMedium)] {
        guard let source = Source("S\(number % 100)/cam-1") else { return [] }
        return ["front", "rear"].enumerated().compactMap { place, view in
            SHA256Digest(String(format: "%063d%d", number, place)).map {
                (view, WantedMedium(source: source, sha256: $0, bytes: 200_000))
            }
        }
    }

    /// That its pictures were stored, without which it is not confirmed.
    static func stored(_ number: Int) -> [MediumOutcome] { pictures(number).map { MediumOutcome($0.medium, .stored) } }

    /// Some companies have some hundred cases each.
    static func company(_ number: Int) -> String { "公司\(number % 8)" }

    static func overload(_ number: Int) throws -> ForwardedInput {
        let station = "S\(number % 100)"
        let passage = "\(station)/wim-1:1:\(number)"
        // A million in a year, the last of them some days ago.
        let at = Instant(millisecondsSince1970: 1_764_000_000_000 - 31_536_000_000 + Int64(number) * 30_000)
        let json = """
            {"id": "\(id(number))", "passage": "\(passage)", "at": "\(at)", "station": "\(station)", "lane": 1,
             "plate": "豫A\(number)", "plateColour": "yellow", "basis": "off-site", "axles": 6,
             "axleLoads": [7000, 10000, 10000, 10000, 10000, 10000], "form": "articulated", "gross": 57000,
             "assessed": 57000, "limit": 49000, "excess": 8000, "excessRatio": 1632, "rule": "r", "article": "a",
             "unknowns": [], "findings": [], "explanation": [\(Array(repeating: step, count: 12).joined(separator: ","))],
             "records": [1], "instrument": "I1"}
            """
        let opening = try JSONDecoder().decode(CaseOpening.self, from: Data(json.utf8))
        let records = ["\(passage)", "\(station)/cam-1:1:\(number)"].map {
            CaseRecord(
                reading: $0,
                kind: $0 == passage ? "weigh" : "camera",
                receivedAt: at,
                payload: $0 == passage ? payload : seen(number)
            )
        }
        return ForwardedInput(input: .overload(opening), records: records)
    }
}

extension Row {
    /// The keys that have signed, as a verification is given them.
    static func fetchKeys(_ path: String) throws -> [Data] {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration).read {
            try Data.fetchAll($0, sql: "SELECT DISTINCT public_key FROM checkpoint")
        }
    }
}

/// A plain table with the store's pragmas: what a commit costs by itself.
struct DurableRow {
    private let queue: DatabaseQueue

    init(directory: String) throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        queue = try DatabaseQueue(path: directory + "/floor.sqlite", configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; CREATE TABLE t (a TEXT) STRICT")
        }
    }

    func insert() throws { try queue.write { try $0.execute(sql: "INSERT INTO t VALUES ('x')") } }
}
