import CaseStore
import Enforcement

/// What a step says, in one line: its parts by name, with the words about people where they are kept.
struct StepWords {
    private let event: CaseEventRecord
    private let words: [String: String]

    init(_ event: CaseEventRecord, _ words: [String: String]) {
        self.event = event
        self.words = words
    }

    /// Begins with two blanks; empty for an event that is no step.
    var text: String {
        guard case .step(let note) = event.body else { return "" }
        return note.parts.sorted { $0.key < $1.key }.map { name, value in
            "  \(name)=" + text(value, as: name)
        }.joined()
    }

    private func text(_ value: StepValue, as part: String) -> String {
        switch value {
        case .null: "-"
        case .flag(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .fraction(let number): "\(number)"
        case .text(let text): text.escaped
        case .list(let list): list.enumerated().map { text($1, as: "\(part)/\($0)") }.joined(separator: ",")
        case .parts(let parts):
            if parts["sealed"] != nil {
                words[part]?.escaped ?? "***"
            } else {
                parts.sorted { $0.key < $1.key }.map { text($1, as: "\(part)/\($0)") }.joined(separator: ",")
            }
        }
    }
}
