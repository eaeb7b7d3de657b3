import CaseStore
import Crypto
import Enforcement
import Foundation
import GRDB
import Synchronization
import TestSupport
import Testing

/// A store with one event of a passage, one of people, and a checkpoint: small enough to change each of its bytes.
private final class SmallStore {
    let bench: CaseBench
    let key = SigningKey(Curve25519.Signing.PrivateKey())

    init() throws {
        bench = try CaseBench()
        try bench.take(Told.overload(1))
        try bench.store.takePictures(at: Told.hours(24))
        _ = try bench.store.take(
            StepRequest(
                id: Told.caseID(1),
                work: .action(.confirm, StoryBench.way[0].1),
                version: nil,
                actor: "张警官"
            ),
            at: Told.hours(25)
        )
        _ = try bench.store.checkpoint(key, at: Told.hours(26))
        try bench.store.close()
        // No page holds what was there before.
        let queue = try DatabaseQueue(path: path)
        try queue.vacuum()
        try queue.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        try queue.close()
    }

    var path: String { bench.directory.path + "/" + SQLiteCaseStore.fileName }

    static func verify(_ directory: String, _ key: SigningKey) throws -> VerificationReport {
        let keys = [key.key.publicKey.rawRepresentation]
        return try CaseVerifier(directory: directory, publicKeys: keys, witness: nil).run()
    }

    /// Where the rows of a table lie in the file, whole: the header that says what the columns are, and the columns.
    func bytes(of table: ProvedTable) throws -> [(row: Int, byte: Int)] {
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        let names = table.columns.joined(separator: ", ")
        let records = try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT \(names) FROM \(table.name)").map { row in
                SQLiteRecord((table.isRowID ? [.null] : []) + table.columns.map { row[$0] as DatabaseValue })
            }
        }
        return try records.flatMap { record in
            let place = try #require(file.range(of: record.bytes), "\(table.name): a row is not in one piece")
            let again = file.range(of: record.bytes, in: place.upperBound..<file.endIndex)
            #expect(again == nil, "\(table.name): a row is there twice")
            let column = table.unproved.flatMap { table.columns.firstIndex(of: $0) }
            let unproved = column.map { record.columns[$0 + (table.isRowID ? 1 : 0)] } ?? 0..<0
            return place.indices.map { $0 - place.lowerBound }.filter { !unproved.contains($0) }
                .map { (place.lowerBound, place.lowerBound + $0) }
        }
    }
}

/// A table whose rows are proved.
private struct ProvedTable {
    let name: String
    /// Whether a rowid stands before the columns, in a place of its own.
    var isRowID = false
    /// As the table keeps them.
    let columns: [String]
    /// One that no event speaks of.
    var unproved: String?
}

/// A row as SQLite writes it (file format, "Record Format").
private struct SQLiteRecord {
    let bytes: Data
    /// Where the columns lie in it.
    let columns: [Range<Int>]

    init(_ values: [DatabaseValue]) {
        let encoded = values.map(SQLiteRecord.encoded)
        let types = encoded.reduce(into: Data()) { $0 += SQLiteRecord.varint($1.type) }
        // The header's length counts itself; one byte of length is enough here.
        var (bytes, columns) = (SQLiteRecord.varint(types.count + 1) + types, [Range<Int>]())
        for (_, body) in encoded {
            columns.append(bytes.count..<bytes.count + body.count)
            bytes += body
        }
        (self.bytes, self.columns) = (bytes, columns)
    }

    private static func encoded(_ value: DatabaseValue) -> (type: Int, bytes: Data) {
        switch value.storage {
        case .null: (0, Data())
        case .int64(0): (8, Data())
        case .int64(1): (9, Data())
        case .int64(let number): integer(number)
        case .double(let number): (7, bigEndian(number.bitPattern, bytes: 8))
        case .string(let text): (13 + 2 * text.utf8.count, Data(text.utf8))
        case .blob(let data): (12 + 2 * data.count, data)
        }
    }

    private static func integer(_ number: Int64) -> (type: Int, bytes: Data) {
        let sizes = [(1, 1), (2, 2), (3, 3), (4, 4), (5, 6), (6, 8)]
        let (type, bytes) = sizes.first { number >> ($0.1 * 8 - 1) == (number < 0 ? -1 : 0) } ?? (6, 8)
        return (type, bigEndian(UInt64(bitPattern: number), bytes: bytes))
    }

    private static func bigEndian(_ number: UInt64, bytes: Int) -> Data {
        Data((0..<bytes).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
    }

    private static func varint(_ number: Int) -> Data {
        var groups = [UInt8(number & 0x7F)]
        var rest = number >> 7
        while rest > 0 {
            groups.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return Data(groups.reversed())
    }
}

@Suite("Proof, byte by byte")
struct EveryByteTests {
    private static let tables = [
        ProvedTable(
            name: "case_event",
            isRowID: true,
            columns: ["case_id", "n", "kind", "recorded_ms", "actor", "body", "evidence", "case_hash", "store_hash"]
        ),
        ProvedTable(
            name: "checkpoint",
            isRowID: true,
            columns: ["event", "store_hash", "recorded_ms", "generation", "previous", "public_key", "signature"]
        ),
        ProvedTable(name: "case_personal", columns: ["event", "part", "salt", "value"]),
        ProvedTable(
            name: "case_record",
            columns: ["case_id", "reading", "passage", "kind", "received_ms", "payload"],
            unproved: "received_ms"
        ),
        ProvedTable(
            name: "case_medium",
            columns: ["case_id", "reading", "sha256", "source", "type", "bytes", "view", "state", "state_ms"]
        ),
    ]

    @Test("any one byte in the file of any event, checkpoint, personal part or reading: verify finds it")
    func bytes() throws {
        let small = try SmallStore()
        #expect(try SmallStore.verify(small.bench.directory.path, small.key).difference == nil)
        let places = try EveryByteTests.tables.flatMap { table in
            try small.bytes(of: table).map { (table.name, $0.row, $0.byte) }
        }
        let original = try Data(contentsOf: URL(fileURLWithPath: small.path))
        let missed = Mutex<[String]>([])
        let (key, workers) = (small.key, 2)
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            do {
                let copy = try TemporaryDirectory(isInMemory: true)
                let path = copy.path + "/" + SQLiteCaseStore.fileName
                try original.write(to: URL(fileURLWithPath: path))
                let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
                for (table, start, place) in places where place % workers == worker {
                    func write(_ byte: UInt8) throws {
                        try file.seek(toOffset: UInt64(place))
                        try file.write(contentsOf: [byte])
                    }
                    try write(original[place] ^ 1 << UInt8(place % 8))
                    if try SmallStore.verify(copy.path, key).difference == nil {
                        missed.withLock { $0.append("\(table), byte \(place - start)") }
                    }
                    try write(original[place])
                }
                #expect(try SmallStore.verify(copy.path, key).difference == nil)
            } catch {
                missed.withLock { $0.append("\(error)") }
            }
        }
        print("every byte: \(places.count) changed")
        #expect(places.count > 1_200)
        missed.withLock { #expect($0.isEmpty, "\($0.prefix(20))") }
    }
}
