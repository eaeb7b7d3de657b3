/// What an import came to.
public struct ImportReport: Codable, Hashable, Sendable {
    /// The register.
    public var kind: RegisterKind
    /// The file's name.
    public var name: String
    /// The import's number; `nil` when nothing was committed.
    public var id: Int64?
    /// Whether the register now says what the file says.
    public var isCommitted = false
    /// Whether only a check was asked for.
    public var isDryRun: Bool
    /// Why the file as a whole was not taken; `nil` when it was, or would have been.
    public var refusal: Refusal?
    /// How the file was read.
    public var encoding: TextEncoding = .utf8
    /// The file's length.
    public var bytes = 0
    /// The file's SHA-256, hexadecimal; empty when it was not read to its end.
    public var sha256 = ""
    /// Lines with something in them, without the header: the sum of the next four.
    public var lines = 0
    /// Lines that said something of which the register knew nothing.
    public var added = 0
    /// Lines that changed what the register says, in content or period.
    public var changed = 0
    /// Lines that said what the register said already.
    public var unchanged = 0
    /// Lines that were not taken.
    public var rejected = 0
    /// What was wrong with them; a line may have several faults. At most `rejectsMax`.
    public var rejects: [LineRemark] = []
    /// Headings that stand for no column of the register (忽略的列).
    public var ignoredColumns: [String] = []
    /// Lines that were taken and should be looked at: plates that fit no pattern (law.md §6).
    public var notesCount = 0
    /// The first `notesMax` of them.
    public var notes: [LineRemark] = []

    /// Faults kept; a file with more is refused, for it is not the file that was meant.
    public static let rejectsMax = 100_000
    /// Notes kept; further ones are only counted.
    public static let notesMax = 1_000

    init(kind: RegisterKind, name: String, isDryRun: Bool) {
        self.kind = kind
        self.name = name
        self.isDryRun = isDryRun
    }

    /// Why a whole file was not taken.
    public struct Refusal: Codable, Hashable, Sendable {
        /// The sort of reason.
        public enum Cause: String, Codable, Sendable {
            /// The file is empty, is no text, or its header lacks columns or has them twice.
            case header
            /// A line was rejected and the import is strict.
            case strict
            /// More than `rejectsMax` faults.
            case tooManyRejects = "too-many-rejects"
        }

        /// The sort of reason.
        public var cause: Cause
        /// In words.
        public var reason: Wording
    }
}

/// A remark on a line of a file.
public struct LineRemark: Codable, Hashable, Sendable {
    /// The file's line, the record's first, from 1; the header is line 1.
    public var line: Int
    /// The file's heading of the column; empty when the line as a whole is meant.
    public var column: String
    /// The value, cut to 80 characters.
    public var value: String
    /// What is the matter, in words.
    public var reason: Wording

    /// Characters of a value that are shown.
    static let valueMax = 80

    init(line: Int, column: String, value: String, reason: Wording) {
        self.line = line
        self.column = column
        self.value = String(value.prefix(LineRemark.valueMax))
        self.reason = reason
    }
}
