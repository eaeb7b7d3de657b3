import Testing

@testable import Registry

@Suite("Registers: CSV")
struct CSVParserTests {
    /// What a text comes to, however it is cut: records as `line: field|field`, faults as `line! fault`.
    private func parse(_ text: [UInt8], chunkBytes: Int) -> [String] {
        var parser = CSVParser()
        var found: [String] = []
        func readOn() {
            while true {
                switch parser.next() {
                case .more: return
                case .fault(let fault, let line): found.append("\(line)! \(fault)")
                case .record: found.append("\(parser.record.line): \(fields(parser.record).joined(separator: "|"))")
                }
            }
        }
        var rest = text[...]
        while !rest.isEmpty {
            parser.append(Array(rest.prefix(chunkBytes)))
            rest = rest.dropFirst(chunkBytes)
            readOn()
        }
        parser.finish()
        readOn()
        return found
    }

    private func fields(_ record: CSVRecord) -> [String] {
        (0..<record.count).map { record.withField($0) { String(decoding: $0, as: UTF8.self) } }
    }

    private func expect(_ text: String, _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation) {
        for chunkBytes in [1, 2, 3, 5, 1_000_000] {
            let found = parse(Array(text.utf8), chunkBytes: chunkBytes)
            #expect(found == expected, "in chunks of \(chunkBytes)", sourceLocation: sourceLocation)
        }
    }

    @Test("fields, with either line end, and a last line without one")
    func plain() {
        expect("a,b\r\nc,\n,\nd", ["1: a|b", "2: c|", "3: |", "4: d"])
        expect("a\r\n", ["1: a"])
        expect("", [])
        expect("a,", ["1: a|"])
    }

    @Test("quoted fields hold commas, line ends and doubled quotes; a record is known by its first line")
    func quoted() {
        expect("\"a,\"\"b\"\"\n\r\nc\",d\ne", ["1: a,\"b\"\n\r\nc|d", "4: e"])
        expect("\"\",\"\"\"\"\r\nx", ["1: |\"", "2: x"])
        expect("\"a\"\r", ["1: a"])
    }

    @Test("a line that breaks the grammar is one fault, and the next line is read")
    func faults() {
        expect("a\"b,c\nd", ["1! quoteInField", "2: d"])
        expect("\"a\"b\nd", ["1! textAfterQuote", "2: d"])
        expect("a\u{0}\nd", ["1! null", "2: d"])
        expect("\"a\u{0}\"\nd", ["1! null", "2: d"])
    }

    @Test("a forgotten quote costs its line only")
    func openQuote() {
        expect("x,\"y\nb,c\nd,e", ["1! openQuote", "2: b|c", "3: d|e"])
        expect("x,\"y\nb,\"c\"\nd,e", ["1! textAfterQuote", "2: b|c", "3: d|e"])
        let long = "\"" + String(repeating: "a\n", count: 40_000)
        let found = parse(Array(long.utf8), chunkBytes: 9_999)
        #expect(found.count == 40_000 && found[0] == "1! openQuote" && found[1] == "2: a")
    }

    @Test("an over-long line and one of too many fields are faults")
    func bounds() {
        let long = String(repeating: "a", count: 200_000)
        for chunkBytes in [4_096, 1_000_000] {
            #expect(parse(Array("\(long)\nb".utf8), chunkBytes: chunkBytes) == ["1! tooLong", "2: b"])
            #expect(parse(Array(long.utf8), chunkBytes: chunkBytes) == ["1! tooLong"])
        }
        let wide = String(repeating: ",", count: 256)
        #expect(parse(Array("\(wide)\nb".utf8), chunkBytes: 100) == ["1! tooManyFields", "2: b"])
        #expect(parse(Array(wide.dropLast().utf8), chunkBytes: 100).count == 1)
    }
}
