import Crypto
import GRDB
import Units

/// One import, from the first byte to what it came to; lives inside one transaction.
final class ImportRun {
    /// Ends an import that cannot be taken as a whole; `report` says why.
    struct Refused: Error {}

    private(set) var report: ImportReport
    private let table: RegisterTable
    private let options: ImportOptions
    private let db: Database
    private var statements: RegisterStatements
    private let importID: Int64
    private var parser = CSVParser()
    private var digest = SHA256()
    private var reader: LineReader?
    private var decoder: TextDecoder?
    private var isAtStart = true

    init(_ kind: RegisterKind, name: String, options: ImportOptions, _ db: Database) throws {
        self.options = options
        self.db = db
        table = kind.table
        report = ImportReport(kind: kind, name: name, isDryRun: options.isDryRun)
        // Given before the rows that bear it, taken with them; nobody sees it before the commit.
        importID = try (Int64.fetchOne(db, sql: "SELECT max(id) FROM import") ?? 0) + 1
        statements = try RegisterStatements(db, table: table, importID: importID)
    }

    /// How far it is.
    var progress: ImportProgress {
        ImportProgress(bytes: report.bytes, lines: report.lines, rejected: report.rejected)
    }

    /// Takes the next bytes of the file.
    ///
    /// - Throws: `Refused`, and GRDB's errors.
    func take(_ chunk: [UInt8]) throws {
        report.bytes += chunk.count
        digest.update(data: chunk)
        parser.append(chunk)
        // The mark of UTF-8 has three bytes; decided once they are there.
        if isAtStart {
            guard parser.pending.count >= 3 else { return }
            try readStart()
        }
        try readRecords()
    }

    /// Takes the file's end, and records the import.
    ///
    /// - Throws: `Refused`, and GRDB's errors.
    func finish() throws {
        parser.finish()
        if isAtStart { try readStart() }
        try readRecords()
        report.sha256 = digest.finalize().hex
        if reader == nil { try refuse(.header, Wording(zh: "文件为空", en: "the file is empty")) }
        if options.isStrict, report.rejected > 0 {
            try refuse(
                .strict,
                Wording(
                    zh: "有 \(report.rejected) 行不合格，严格模式下整个文件不予导入",
                    en: "\(report.rejected) lines are wrong, and a strict import takes all or nothing"
                )
            )
        }
        if !options.isDryRun { try record() }
    }

    private func record() throws {
        try db.execute(
            sql: """
                INSERT INTO import (id, kind, name, bytes, sha256, actor, recorded_ms, lines, added, changed,
                    unchanged, rejected)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                importID, report.kind.rawValue, report.name, report.bytes, report.sha256, options.actor,
                options.at.millisecondsSince1970, report.lines, report.added, report.changed, report.unchanged,
                report.rejected,
            ]
        )
        report.id = importID
    }

    private func refuse(_ cause: ImportReport.Refusal.Cause, _ reason: Wording) throws -> Never {
        report.refusal = ImportReport.Refusal(cause: cause, reason: reason)
        throw Refused()
    }
}

// MARK: - The file's beginning

extension ImportRun {
    private func readStart() throws {
        isAtStart = false
        if parser.pending.starts(with: [0xEF, 0xBB, 0xBF]) {
            parser.skip(3)
            try decode(as: .utf8)
        } else if parser.pending.starts(with: [0xFF, 0xFE]) || parser.pending.starts(with: [0xFE, 0xFF]) {
            try refuse(
                .header,
                Wording(zh: "文件是 UTF-16 编码；请另存为“CSV UTF-8”", en: "the file is UTF-16; save it as \"CSV UTF-8\"")
            )
        } else if let encoding = options.encoding {
            try decode(as: encoding)
        }
    }

    private func decode(as encoding: TextEncoding) throws {
        report.encoding = encoding
        decoder = try TextDecoder(encoding)
    }

    /// The first line that has other characters than ASCII tells the encoding: the header, or under an English one the
    /// first line with Chinese in it.
    private func decoder(for record: CSVRecord) throws -> TextDecoder {
        if let decoder { return decoder }
        let content = record.content
        if content.allSatisfy({ $0 < 0x80 }) { return try TextDecoder(.utf8) }
        try decode(as: TextEncoding.detect(content))
        return try decoder(for: record)
    }

    private func readHeader(_ record: CSVRecord) throws {
        let decoder = try decoder(for: record)
        let headings = (0..<record.count).map { field in
            record.withField(field) { decoder.text($0) ?? String(decoding: $0, as: UTF8.self) }.trimmedOfBlanks
        }
        do {
            let map = try HeaderMap(headings, for: table)
            report.ignoredColumns = map.ignored
            reader = LineReader(map, for: table)
        } catch {
            try refuse(.header, error)
        }
    }
}

// MARK: - Lines

extension ImportRun {
    private func readRecords() throws {
        while true {
            switch parser.next() {
            case .more: return
            case .fault(let fault, let line):
                if reader == nil { try refuse(.header, fault.reason) }
                report.lines += 1
                try reject([LineRemark(line: line, column: "", value: "", reason: fault.reason)])
            case .record:
                if parser.record.isBlank { continue }
                guard let reader else {
                    try readHeader(parser.record)
                    continue
                }
                try take(parser.record, reader)
            }
        }
    }

    private func take(_ record: CSVRecord, _ reader: LineReader) throws {
        report.lines += 1
        switch reader.read(record, try decoder(for: record)) {
        case .rejected(let faults): try reject(faults)
        case .cells(let cells, let notes):
            try merge(cells, line: record.line)
            report.notesCount += notes.count
            report.notes.append(contentsOf: notes.prefix(ImportReport.notesMax - report.notes.count))
        }
    }

    private func merge(_ cells: [Cell], line: Int) throws {
        guard let rows = try statements.rows(for: cells) else { return try reject(line: line, tooManyRows) }
        let period = table.columns.count
        let decision = PeriodMerge(rows: rows, today: options.today.dayNumber).decide(
            first: cells[period].integer.map { Int($0) },
            last: cells[period + 1].integer.map { Int($0) } ?? DaySpan.open
        )
        switch decision {
        case .repetition: report.unchanged += 1
        case .contradiction(let earlier): try reject(line: line, contradicts(earlier))
        case .endedBefore: try reject(line: line, endedBefore)
        case .unchanged(let span, let ids):
            try statements.note(span, line: line, rows: ids)
            report.unchanged += 1
        case .write(let span, let retired, let remain):
            let recorded = options.at.millisecondsSince1970
            try statements.retire(retired, remain: remain, at: recorded, db)
            try statements.insert(cells[..<period], span, at: recorded, line: line)
            if retired.isEmpty { report.added += 1 } else { report.changed += 1 }
        }
    }

    private func reject(line: Int, _ reason: Wording) throws {
        try reject([LineRemark(line: line, column: "", value: "", reason: reason)])
    }

    private func reject(_ faults: [LineRemark]) throws {
        report.rejected += 1
        guard report.rejects.count + faults.count <= ImportReport.rejectsMax else {
            try refuse(
                .tooManyRejects,
                Wording(
                    zh: "错误超过 \(ImportReport.rejectsMax) 处，可能选错了文件；未导入任何内容",
                    en:
                        "more than \(ImportReport.rejectsMax) faults: this is hardly the file that was meant; nothing was taken"
                )
            )
        }
        report.rejects.append(contentsOf: faults)
    }

    private func contradicts(_ line: Int) -> Wording {
        Wording(zh: "与第 \(line) 行矛盾：同一对象的有效期重叠", en: "contradicts line \(line): the same key on the same days")
    }

    private var endedBefore: Wording {
        Wording(
            zh: "没有生效日期，且失效日期早于导入日期",
            en: "no first day, and the last day is before the day of the import"
        )
    }

    private var tooManyRows: Wording {
        Wording(
            zh: "同一对象的有效期超过 \(RegisterStatements.rowsMax) 段",
            en: "more than \(RegisterStatements.rowsMax) periods of the same key"
        )
    }
}
