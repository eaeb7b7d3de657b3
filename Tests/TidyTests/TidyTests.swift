import Foundation
import TestSupport
import Testing

@Suite("House rules")
struct TidyTests {
    /// The rooms, and what each may import of ours; arrows point one way. The compiler checks that a target imports
    /// only what `Package.swift` declares, this table that nobody declares what the design does not allow.
    private static let rooms: [String: Set<String>] = [
        "Units": [],
        "Readings": ["Units"],
        "Law": ["Units"],
        "RuleQuery": ["FeedContract", "Law", "Units"],
        "Enforcement": ["Law", "Readings", "Units"],
        "Reports": ["Law", "Units"],
        "FeedContract": ["CSimdJSON", "Readings", "Units"],
        "ZeroMQ": ["CZeroMQ"],
        "Typesetting": ["CPangoCairo", "CQREncode"],
        "Documents": ["CaseStore", "Enforcement", "Law", "Readings", "Typesetting", "Units"],
        "Keys": ["ZeroMQ"],
        "Storage": ["Units"],
        "Journal": ["Enforcement", "FeedContract", "Law", "Readings", "Storage", "Units"],
        "CaseStore": ["Enforcement", "Law", "Readings", "Storage", "Units"],
        "CaseFile": ["CaseStore", "Enforcement", "Storage", "Units"],
        "Intake": ["Enforcement", "FeedContract", "Journal", "Law", "Readings", "Units", "ZeroMQ"],
        "Registry": ["Law", "Readings", "Storage", "Units"],
        "Access": ["Enforcement", "Storage", "Units"],
        "Evidence": ["Readings"],
        "Programs": [],
        "Daemon": [
            "Access", "CaseFile", "CaseStore", "Documents", "Enforcement", "Evidence", "FeedContract", "Intake",
            "Journal", "Keys",
            "Law",
            "Programs", "Readings", "Registry", "Reports", "Storage", "Typesetting", "Units", "ZeroMQ",
        ],
        "StationFeed": ["FeedContract", "Readings", "Units", "ZeroMQ"],
        "Pictures": ["CPangoCairo", "Readings", "StationFeed", "Units"],
        "zhichaod": ["Daemon", "Programs"],
        "zhichao": [
            "Access", "CaseFile", "CaseStore", "Daemon", "Enforcement", "Evidence", "FeedContract", "Journal", "Keys",
            "Law",
            "Programs", "Readings", "Registry", "Reports", "RuleQuery", "Storage", "Units", "ZeroMQ",
        ],
        "zhichao-station": ["Keys", "Pictures", "Programs", "StationFeed", "Units", "ZeroMQ"],
    ]

    /// The core: same input, same output, always.
    private static let pure = ["Units", "Readings", "Law", "Enforcement", "FeedContract", "Reports", "RuleQuery"]

    private func room(of file: SourceFile) -> String { String(file.path.split(separator: "/")[1]) }

    @Test("every room imports only what lies below it")
    func arrows() throws {
        let files = try SourceFile.all(in: "Sources")
        #expect(files.count > 50, "the sources were not found")
        let ours = Set(TidyTests.rooms.keys).union(["CPangoCairo", "CQREncode", "CSimdJSON", "CZeroMQ"])
        for file in files {
            let allowed = try #require(
                TidyTests.rooms[room(of: file)],
                "\(file.path): a room that the table does not know"
            )
            for name in Set(file.imports).intersection(ours).subtracting(allowed).sorted() {
                Issue.record("\(file.path) imports \(name)")
            }
        }
    }

    @Test("the core imports no Foundation, no system and no store")
    func pureImports() throws {
        let allowed = Set(TidyTests.pure).union(["CSimdJSON", "DequeModule"])
        for room in TidyTests.pure {
            for file in try SourceFile.all(in: "Sources/\(room)") {
                for name in Set(file.imports).subtracting(allowed).sorted() {
                    Issue.record("\(file.path) imports \(name)")
                }
            }
        }
    }

    private struct Ban: Sendable {
        let pattern: String
        let why: String
    }

    @Test("the core has no clock, no chance, no task, no print, and no order that hashing decides")
    func pureCode() throws {
        let bans = [
            Ban(pattern: #"\bDate\("#, why: "a clock"), Ban(pattern: #"Clock\b"#, why: "a clock"),
            Ban(pattern: #"\bUUID\b"#, why: "chance"), Ban(pattern: "SystemRandomNumberGenerator", why: "chance"),
            Ban(pattern: #"\.random\(in: [^,]*\)"#, why: "chance"), Ban(pattern: #"\bshuffled\(\)"#, why: "chance"),
            Ban(pattern: #"\bTask\b"#, why: "concurrency"), Ban(pattern: #"\basync\b"#, why: "concurrency"),
            Ban(pattern: #"\b(Mutex|Atomic|NSLock)\b"#, why: "shared state"),
            Ban(pattern: #"\bprint\("#, why: "output"),
            Ban(
                pattern: #"\bin .*\.(keys|values)\b|\.(keys|values)\.(?!sorted)"#,
                why: "an order that hashing decides"
            ),
        ]
        for room in TidyTests.pure {
            for file in try SourceFile.all(in: "Sources/\(room)") { report(bans, in: file) }
        }
    }

    @Test("nothing that input can reach is forced: no try!, no force unwrap, no fatalError")
    func unforced() throws {
        let bans = [
            Ban(pattern: #"\btry!"#, why: "a crash"), Ban(pattern: "fatalError", why: "a crash"),
            Ban(pattern: #"[A-Za-z0-9_\)\]]!(?![=])"#, why: "a crash"),
            Ban(pattern: #"\bas!"#, why: "a crash"),
        ]
        for file in try SourceFile.all(in: "Sources") { report(bans, in: file) }
    }

    @Test("no type bears its module's name, which would hide the module")
    func names() throws {
        for file in try SourceFile.all(in: "Sources") {
            let name = room(of: file)
            report(
                [Ban(pattern: #"\b(struct|class|enum|protocol|actor) \#(name)\b"#, why: "its module's name")],
                in: file
            )
        }
    }

    @Test("no file of the sources is a heap: 600 lines at the most")
    func size() throws {
        for file in try SourceFile.all(in: "Sources") {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 600, "\(file.path) has \(lines) lines")
        }
    }

    @Test("the top level holds what the house allows")
    func topLevel() throws {
        let allowed: Set = [
            "Package.swift", "Sources", "Tests", "conf", "systemd", "tools", "README.md", "CHANGELOG.md",
            "CONTRIBUTING.md",
            "LICENSE", ".ci", ".swift-format", ".gitignore", ".gitattributes", ".editorconfig",
            // Not in the repository:
            ".git", ".build", ".swiftpm", "Package.resolved", "var",
        ]
        let found = try FileManager.default.contentsOfDirectory(atPath: Project.root.path)
        #expect(Set(found).subtracting(allowed).isEmpty)
    }

    private func report(_ bans: [Ban], in file: SourceFile) {
        for (number, code) in file.codeLines {
            for ban in bans where code.range(of: ban.pattern, options: .regularExpression) != nil {
                Issue.record("\(file.path):\(number): \(ban.why): \(code.trimmingCharacters(in: .whitespaces))")
            }
        }
    }
}
