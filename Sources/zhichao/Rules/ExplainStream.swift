import Daemon
import FeedContract
import Foundation
import Law
import Programs
import RuleQuery
import Units

/// Answers standard input line by line, in order. Answers are written when all that had arrived is answered, and whenever
/// 64 KiB of them are full, so that a program may ask one by one, or millions at once. Memory is bounded by the longest
/// line and 64 KiB of answers.
struct ExplainStream {
    private let rules: RuleBook
    /// The day of a line that names none; asked for with each chunk, since a stream may stay open past midnight.
    private var today: CivilDate
    private let withExplanation: Bool
    private let decoder = QueryDecoder()
    private var line: [UInt8] = []
    /// The rest of a line that was too long is passed over.
    private var isTooLong = false
    private var answers: [UInt8] = []

    private static let chunkBytes = 65_536

    init(rules: RuleBook, withExplanation: Bool) {
        self.rules = rules
        today = SystemClock.now().day
        self.withExplanation = withExplanation
    }

    mutating func run() throws {
        var chunk = [UInt8](repeating: 0, count: ExplainStream.chunkBytes)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Refusal(.io, "standard input: \(String(cString: strerror(errno)))") }
            if count == 0 { break }
            today = SystemClock.now().day
            try chunk.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            try flush()
        }
        if !line.isEmpty || isTooLong { answerLine() }
        try flush()
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let part = UnsafeRawBufferPointer(rebasing: rest[..<end])
            if line.isEmpty, !isTooLong {
                answer(part)
            } else {
                append(part)
                answerLine()
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
            if answers.count >= ExplainStream.chunkBytes { try flush() }
        }
        append(rest)
    }

    private mutating func append(_ part: UnsafeRawBufferPointer) {
        guard !isTooLong else { return }
        if line.count + part.count > QueryDecoder.bytesMax {
            isTooLong = true
            line.removeAll(keepingCapacity: true)
        } else {
            line.append(contentsOf: part)
        }
    }

    private mutating func answerLine() {
        if isTooLong {
            let fault = Fault(pointer: "", reason: "the line is longer than \(QueryDecoder.bytesMax) bytes")
            AnswerWriter.append(error: InvalidQuery(faults: [fault]), to: &answers)
            answers.append(UInt8(ascii: "\n"))
        } else {
            let whole = line
            whole.withUnsafeBytes { answer($0) }
        }
        line.removeAll(keepingCapacity: true)
        isTooLong = false
    }

    private mutating func answer(_ bytes: UnsafeRawBufferPointer) {
        do throws(InvalidQuery) {
            let query = try decoder.decode(bytes)
            let determination = rules.determine(query.vehicle, weighing: query.weighing, on: query.day ?? today)
            AnswerWriter.append(determination, withExplanation: withExplanation, to: &answers)
        } catch {
            AnswerWriter.append(error: error, to: &answers)
        }
        answers.append(UInt8(ascii: "\n"))
    }

    private mutating func flush() throws {
        var written = 0
        while written < answers.count {
            let count = answers.withUnsafeBytes { bytes in
                write(STDOUT_FILENO, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Refusal(.io, "standard output: \(String(cString: strerror(errno)))") }
            written += count
        }
        answers.removeAll(keepingCapacity: true)
    }
}
