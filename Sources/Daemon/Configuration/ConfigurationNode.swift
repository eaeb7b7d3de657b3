import Foundation
import Law
import Readings
import Units
import Yams

/// A value in a YAML file with its place, for problems that name line and key.
struct ConfigurationNode {
    let node: Node
    let file: String
    let key: String
    let problems: ConfigurationProblems

    /// Reads a file; what cannot be read at all is a problem of the file.
    static func read(_ file: String, _ problems: ConfigurationProblems) -> ConfigurationNode? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            problems.add(ConfigurationProblem(file: file, key: "", message: "cannot be read, or is not UTF-8"))
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                problems.add(ConfigurationProblem(file: file, key: "", message: "is empty"))
                return nil
            }
            return ConfigurationNode(node: node, file: file, key: "", problems: problems)
        } catch YamlError.duplicatedKeysInMapping(let keys, _) {
            for key in keys {
                let line = text.split(separator: "\n", omittingEmptySubsequences: false).lastIndex { line in
                    line.drop { " -{\"".contains($0) }.hasPrefix(key)
                }
                let message = "stands more than once"
                problems.add(ConfigurationProblem(file: file, line: line.map { $0 + 1 }, key: key, message: message))
            }
            return nil
        } catch {
            problems.add(ConfigurationProblem(file: file, key: "", message: "is no YAML: \(error)"))
            return nil
        }
    }

    /// The YAML files of a directory, by name; an unreadable directory is a problem.
    static func files(in directory: String, _ problems: ConfigurationProblems) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            problems.add(ConfigurationProblem(file: directory, key: "", message: "no such directory, or not readable"))
            return []
        }
        for name in names.sorted() where name.hasSuffix(".yml") {
            problems.add(
                ConfigurationProblem(file: directory + "/" + name, key: "", message: "is not read; name it .yaml")
            )
        }
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { directory + "/" + $0 }
    }

    func problem(_ message: String) {
        problems.add(ConfigurationProblem(file: file, line: node.mark?.line, key: key, message: message))
    }

    /// The line of every key below this value, by its path (`devices[0].lanes`), for who looks at the values later.
    var lines: [String: Int] {
        var lines: [String: Int] = [:]
        collect(&lines)
        return lines
    }

    private func collect(_ lines: inout [String: Int]) {
        lines[key] = node.mark?.line
        for (name, value) in node.mapping ?? [:] {
            let path = key.isEmpty ? name.string ?? "?" : "\(key).\(name.string ?? "?")"
            ConfigurationNode(node: value, file: file, key: path, problems: problems).collect(&lines)
            // A value may stand on the line after its key; the key is what is looked for.
            lines[path] = name.mark?.line
        }
        for (index, element) in (node.sequence ?? []).enumerated() {
            ConfigurationNode(node: element, file: file, key: "\(key)[\(index)]", problems: problems).collect(&lines)
        }
    }

    var isNull: Bool { node.null != nil }

    var isList: Bool { node.sequence != nil }

    /// Reports a problem of the value at a path below this one, `points` or `axle_codes[3]`.
    func problem(at path: String, _ message: String) {
        let parts = path.split(separator: "[")
        var (place, found) = (node, parts.first.flatMap { node.mapping?[Node(String($0))] })
        if let list = found?.sequence, parts.count == 2, let index = Int(parts[1].dropLast()), index < list.count {
            found = list[index]
        }
        if let found { place = found }
        problems.add(ConfigurationProblem(file: file, line: place.mark?.line, key: path, message: message))
    }

    /// The value as a mapping; every key that `body` does not ask for is a problem.
    func mapping<Result>(_ body: (ConfigurationMapping) -> Result) -> Result? {
        guard let mapping = node.mapping else {
            problem("must be a mapping of keys to values")
            return nil
        }
        let reader = ConfigurationMapping(mapping, of: self)
        defer { reader.reportUnknownKeys() }
        return body(reader)
    }

    /// The value as a list.
    func list() -> [ConfigurationNode] {
        guard let sequence = node.sequence else {
            problem("must be a list")
            return []
        }
        return sequence.enumerated().map { index, element in
            ConfigurationNode(node: element, file: file, key: "\(key)[\(index)]", problems: problems)
        }
    }

    func text() -> String? {
        guard let scalar = node.scalar, !isNull else {
            problem("must be a text")
            return nil
        }
        return scalar.string
    }

    /// A text that says something.
    func words() -> String? {
        guard let text = text() else { return nil }
        if text.allSatisfy(\.isWhitespace) { problem("must not be empty") }
        return text
    }

    func integer(in range: ClosedRange<Int>) -> Int? {
        guard let scalar = node.scalar, let value = Int(scalar.string), range.contains(value) else {
            problem("must be an integer from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return value
    }

    func boolean() -> Bool? {
        guard let value = node.bool else {
            problem("must be true or false")
            return nil
        }
        return value
    }

    /// A decimal fraction, kept exactly in millionths.
    func fraction() -> PartsPerMillion? {
        let parts = node.scalar?.string.split(separator: ".", omittingEmptySubsequences: false) ?? []
        let digits = parts.count == 2 ? String(parts[1]) : ""
        guard (1...2).contains(parts.count), let whole = Int(parts[0]), digits.count <= 6,
            let millionths = Int(digits.padding(toLength: 6, withPad: "0", startingAt: 0)),
            (0...1_000_000).contains(whole * 1_000_000 + millionths), whole >= 0
        else {
            problem("must be a fraction from 0 to 1 with at most 6 decimals")
            return nil
        }
        return PartsPerMillion(whole * 1_000_000 + millionths)
    }

    func day() -> CivilDate? {
        guard let day = node.scalar.flatMap({ CivilDate($0.string) }) else {
            problem("must be a day, YYYY-MM-DD")
            return nil
        }
        return day
    }

    /// A span with its unit: `250ms`, `30s`, `5m`, `24h`.
    func span() -> Milliseconds? {
        guard let span = node.scalar.flatMap({ Milliseconds(text: $0.string) }) else {
            problem("must be a span with its unit, as 250ms, 30s, 5m or 24h")
            return nil
        }
        return span
    }

    func choice<Choice>(of type: Choice.Type) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let choice = node.scalar.flatMap({ Choice(rawValue: $0.string) }) else {
            problem("must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
        return choice
    }

    func lane() -> Lane? { integer(in: 1...32).flatMap(Lane.init) }
}

/// The keys of one mapping.
final class ConfigurationMapping {
    private let mapping: Node.Mapping
    private let parent: ConfigurationNode
    private var asked: Set<String> = []

    init(_ mapping: Node.Mapping, of parent: ConfigurationNode) {
        self.mapping = mapping
        self.parent = parent
    }

    /// The value of a key; `nil` when it is absent or null.
    func optional(_ name: String) -> ConfigurationNode? {
        asked.insert(name)
        guard let node = mapping[Node(name)] else { return nil }
        let child = ConfigurationNode(node: node, file: parent.file, key: path(name), problems: parent.problems)
        return child.isNull ? nil : child
    }

    /// The value of a key that must be there.
    func required(_ name: String) -> ConfigurationNode? {
        guard let child = optional(name) else {
            parent.problems.add(
                ConfigurationProblem(
                    file: parent.file,
                    line: parent.node.mark?.line,
                    key: path(name),
                    message: "missing"
                )
            )
            return nil
        }
        return child
    }

    /// All keys of a mapping whose keys are data, with their values.
    func entries() -> [(key: ConfigurationNode, value: ConfigurationNode)] {
        mapping.map { key, value in
            let name = key.string ?? "?"
            asked.insert(name)
            return (
                ConfigurationNode(node: key, file: parent.file, key: path(name), problems: parent.problems),
                ConfigurationNode(node: value, file: parent.file, key: path(name), problems: parent.problems)
            )
        }
    }

    func reportUnknownKeys() {
        for (key, _) in mapping {
            let name = key.string ?? "?"
            guard !asked.contains(name) else { continue }
            let known = asked.sorted().joined(separator: ", ")
            parent.problems.add(
                ConfigurationProblem(
                    file: parent.file,
                    line: key.mark?.line,
                    key: path(name),
                    message: "unknown key; known here: \(known)"
                )
            )
        }
    }

    private func path(_ name: String) -> String { parent.key.isEmpty ? name : "\(parent.key).\(name)" }
}
