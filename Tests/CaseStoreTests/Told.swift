import CaseStore
import Enforcement
import Foundation
import GRDB
import Law
import TestSupport
import Units

/// What the core would hand over, made by changing something that it did.
enum Told {
    static func passage(_ seq: Int) -> String { "S1/wim-1:1:\(seq)" }
    static func caseID(_ seq: Int) -> String { "S1~wim-1~1~\(seq)" }

    static func hours(_ hours: Double) -> Instant { Given.noon + Milliseconds(Int64(hours * 3_600_000)) }

    /// An overload; with a ticket it is an on-site one with everything that officers write down.
    static func overload(
        _ seq: Int,
        at hours: Double = 0,
        plate: String = "豫A12345",
        colour: String = "yellow",
        excess: Int = 8_000,
        ticket: String? = nil,
        station: String = "S1",
        oneActHours: Int? = nil,
        comparison: String? = nil
    ) throws -> ForwardedInput {
        let at = Told.hours(hours)
        let steps = comparison.map { #"{"step": "comparison", "zh": "\#($0)", "en": "", "source": ""}"# } ?? ""
        let onSite = ticket.map { ticket in
            """
            , "onSite": {"ticket": "\(ticket)", "officers": [{"name": "张三", "certificate": "Z1"},
             {"name": "李四", "certificate": "Z2"}], "policeOfficer": "王五", "driverName": "赵六",
             "driverLicence": "410184199001010001", "driverQualification": "Q1", "company": "某公司",
             "loadingSite": "某料场", "cargo": "砂石"}
            """
        }
        let json = """
            {"id": "\(caseID(seq))", "passage": "\(passage(seq))", "at": "\(at)", "station": "\(station)", "lane": 1,
             "plate": "\(plate)", "plateColour": "\(colour)", "basis": "\(ticket == nil ? "off-site" : "on-site")",
             "axles": 6, "axleLoads": [], "form": "articulated", "gross": \(49_000 + excess),
             "assessed": \(49_000 + excess), "limit": 49000, "excess": \(excess),
             "excessRatio": \(excess * 10_000 / 49_000), "rule": "r", "article": "a", "unknowns": [], "findings": [],
             "explanation": [\(steps)], "records": [1], "instrument": "I1"\(onSite ?? "")
             \(oneActHours.map { ", \"oneActHours\": \($0)" } ?? "")}
            """
        let record = CaseRecord(reading: passage(seq), kind: "weigh", receivedAt: at, payload: Array("{}".utf8))
        // Nobody takes pictures where officers stand.
        let pictures = ticket == nil ? Pictures.records(of: passage(seq), plate: plate, at: at) : []
        return ForwardedInput(input: .overload(try decode(json)), records: [record] + pictures)
    }

    static func amended(
        _ seq: Int,
        verdict: Verdict = .overloaded,
        plate: String? = "豫A12345",
        comparison: String? = nil,
        picture: String? = nil
    ) throws -> ForwardedInput {
        let steps = comparison.map { #"{"step": "comparison", "zh": "\#($0)", "en": "", "source": ""}"# } ?? ""
        let json = """
            {"passage": "\(passage(seq))", "verdict": "\(verdict.rawValue)",
             "plate": \(plate.map { "\"\($0)\"" } ?? "null"), "reasons": [], "explanation": [\(steps)], "records": [1]}
            """
        let record = picture.map {
            CaseRecord(reading: $0, kind: "camera", receivedAt: Given.noon, payload: Array("{}".utf8))
        }
        return ForwardedInput(input: .amended(try decode(json)), records: [record].compactMap { $0 })
    }

    static func unloaded(
        _ seq: Int,
        of ticket: String,
        at hours: Double,
        gross: Int = 48_000,
        plate: String? = "豫A12345",
        station: String = "S1",
        isEvidence: Bool = true
    ) throws -> ForwardedInput {
        let json = """
            {"passage": "\(passage(seq))", "station": "\(station)", "at": "\(Told.hours(hours))",
             "isEvidence": \(isEvidence), "firstTicket": "\(ticket)", "ticket": "U\(seq)", "plate": \(plate.map { "\"\($0)\"" } ?? "null"),
             "gross": \(gross), "limit": 49000, "record": 2}
            """
        let record = CaseRecord(
            reading: passage(seq),
            kind: "weigh",
            receivedAt: Told.hours(hours),
            payload: Array("{}".utf8)
        )
        return ForwardedInput(input: .unloaded(try decode(json)), records: [record])
    }

    static func drift(since: String, instrument: String = "I1", alert: String = "A1") throws -> ForwardedInput {
        let json = """
            {"station": "S1", "instrument": "\(instrument)", "since": "\(since)", "alert": "\(alert)"}
            """
        return ForwardedInput(input: .drift(try decode(json)), records: [])
    }

    private static func decode<Value: Decodable>(_ json: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }
}

/// A store of a test's own, told one thing after another.
final class CaseBench {
    let directory: TemporaryDirectory
    private(set) var store: SQLiteCaseStore
    let reader: CaseReader
    private var position: Int64 = 0
    private let basis: any CountingBasis

    init(in directory: TemporaryDirectory? = nil, basis: any CountingBasis = NoCountingBasis()) throws {
        self.basis = basis
        self.directory = try directory ?? TemporaryDirectory()
        store = try SQLiteCaseStore(directory: self.directory.path, basis: basis)
        reader = try CaseReader(directory: self.directory.path)
        position = try store.position()
    }

    /// Tells what comes next from the outbox.
    @discardableResult
    func take(_ inputs: ForwardedInput...) throws -> [CaseChange] { try take(inputs) }

    @discardableResult
    func take(_ inputs: [ForwardedInput]) throws -> [CaseChange] {
        let changes = try store.take(inputs, position: position + 1, at: Told.hours(24)).cases
        position += 1
        return changes
    }

    func dossier(_ seq: Int) throws -> CaseDossier? { try reader.find(Told.caseID(seq)) }

    func kinds(_ seq: Int) throws -> [CaseEventKind] { try dossier(seq)?.events.map(\.kind) ?? [] }

    func passages(_ seq: Int) throws -> [String] { try dossier(seq)?.passages.map(\.passage) ?? [] }

    /// Does with the file what nobody but the store may: stands in for what people do to a case.
    func change(_ sql: String) throws {
        try store.close()
        let queue = try DatabaseQueue(path: directory.path + "/" + SQLiteCaseStore.fileName)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
        store = try SQLiteCaseStore(directory: directory.path, basis: basis)
    }

    func move(_ seq: Int, to state: CaseState) throws {
        try change("UPDATE case_current SET state = '\(state.rawValue)' WHERE id = '\(Told.caseID(seq))'")
    }

    /// Everything that the store holds, to see that nothing has changed.
    func dump() throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(
            path: directory.path + "/" + SQLiteCaseStore.fileName,
            configuration: configuration
        )
        return try queue.read { db in
            try [
                "case_event", "case_current", "case_passage", "case_on_site", "case_unloading", "case_review",
                "case_record", "case_drift",
            ].flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }
            }
        }
    }
}

extension CaseBench {
    /// Does to the store's file what an intruder can: the triggers are dropped first, and made again afterwards.
    func tamper(keepTriggers: Bool = true, _ body: (Database) throws -> Void) throws {
        try store.close()
        try CaseBench.tamper(with: directory.path, keepTriggers: keepTriggers, body)
    }

    static func tamper(
        with directory: String,
        keepTriggers: Bool = true,
        _ body: (Database) throws -> Void
    ) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: directory + "/" + SQLiteCaseStore.fileName, configuration: configuration)
        try queue.write { db in
            let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
            try body(db)
            guard keepTriggers else { return }
            for trigger in triggers { try db.execute(sql: trigger["sql"]) }
        }
        try queue.close()
    }
}
