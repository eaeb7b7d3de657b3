import ArgumentParser
import Daemon
import Foundation
import Programs
import Registry
import Units

struct RegistryShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "查询台账 / what a register says.",
        discussion: """
            Example:
              zhichao registry show vehicles 豫A12345
              zhichao registry show vehicles '豫A1*' --on 2026-11-23
              zhichao registry show permits --limit 20
              zhichao registry show companies 91350100M000100Y43 --history --json

            台账 KIND: \(RegisterKind.list)。
            KEY 为号牌、证号、信用代码、编号或名称，末尾加 * 按开头查找。
            直接读取文件，zhichaod 运行与否均可。
            KEY is a plate, number, code, id or name, or the beginning of one with * at
            its end. Reads the file, with zhichaod up or down. --json: one object a line.
            """
    )

    @Argument(help: ArgumentHelp("台账 / the register.", valueName: "KIND"), transform: readRegister)
    var kind: RegisterKind

    @Argument(help: ArgumentHelp("要查的对象 / what to look for; by default all.", valueName: "KEY"))
    var key: String?

    @OptionGroup var options: CommonOptions

    @Option(help: "某日有效的 / only what holds on this day, YYYY-MM-DD.", transform: readDay)
    var on: CivilDate?

    @Flag(help: "包括已被后来的导入取代的 / what later imports have replaced, too.")
    var history = false

    @Option(help: "最多条数 / at most so many.")
    var limit = 100

    /// Rows that are read at a time.
    private static let pageMax = 1_000

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run() throws {
        let reader = try RegistryReader(directory: try options.dataDirectory())
        let (rows, isAll) = try find(in: reader)
        if let key, rows.isEmpty {
            let day = on.map { options.lang.text("（\($0)）", " on \($0)") } ?? ""
            let register = kind.name(options.lang)
            throw Refusal(
                .no,
                options.lang.text("\(register)台账中没有 \(key)\(day)", "no \(key) among the \(register)\(day)")
            )
        }
        if options.json {
            for row in rows { print(try RegisterRowJSON(row).jsonText) }
            return
        }
        let text = RegisterText(kind, withHistory: history, options.lang)
        for line in key == nil ? text.table(rows) : rows.flatMap(text.entry) { print(line) }
        if !isAll {
            print(options.lang.text("还有更多；用 --limit 查看", "there are more; see them with --limit"))
        }
    }

    /// - Returns: the rows, and whether these are all.
    private func find(in reader: RegistryReader) throws -> (rows: [RegisterRow], isAll: Bool) {
        var query = RegisterQuery(kind, key: wanted, on: on, withHistory: history)
        var rows: [RegisterRow] = []
        while true {
            query.limit = min(limit - rows.count, RegistryShowCommand.pageMax)
            let page = try reader.rows(query)
            rows += page.rows
            guard let next = page.next, rows.count < limit else { return (rows, page.next == nil) }
            query.after = next
        }
    }

    private var wanted: RegisterQuery.Key {
        guard let key else { return .any }
        return key.hasSuffix("*") ? .prefix(String(key.dropLast())) : .exact(key)
    }
}

/// What `registry show --json` gives a line: the columns by their names, and where it comes from.
private struct RegisterRowJSON: Encodable {
    struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private let row: RegisterRow

    init(_ row: RegisterRow) {
        self.row = row
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        func put(_ name: String, _ value: some Encodable) throws {
            try container.encode(value, forKey: Name(stringValue: name))
        }
        for value in row.values {
            if value.isNumber {
                try put(value.column, value.value.flatMap { Int($0) })
            } else {
                try put(value.column, value.value)
            }
        }
        try put("valid_from", row.validity.from.description)
        try put("valid_until", row.validity.until?.description)
        try put("recorded_at", row.recordedAt)
        try put("retired_at", row.retiredAt)
        try put("import", row.source.importID)
        try put("file", row.source.name)
        try put("line", row.source.line)
        try put("actor", row.source.actor)
        try put("retired_by", row.retiredBy)
    }
}
