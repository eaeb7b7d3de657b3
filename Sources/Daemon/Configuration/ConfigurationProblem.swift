/// One thing that is wrong with a configuration file.
public struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public var file: String
    /// The line, from 1; `nil` when the file as a whole is meant.
    public var line: Int?
    /// The key, `feeds.data.bind`; empty when the file as a whole is meant.
    public var key: String
    /// What is wrong and what is allowed.
    public var message: String

    /// `file:line: key: message`, as compilers write it.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return key.isEmpty ? "\(place): \(message)" : "\(place): \(key): \(message)"
    }
}

/// Every problem of a configuration at once.
public struct ConfigurationError: Error, CustomStringConvertible {
    /// What is wrong, in the order of the files.
    public var problems: [ConfigurationProblem]

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Collects the problems of one loading.
final class ConfigurationProblems {
    private(set) var list: [ConfigurationProblem] = []

    func add(_ problem: ConfigurationProblem) {
        list.append(problem)
    }

    /// Gives the value if nothing is wrong.
    func finish<Value>(_ value: Value?) throws(ConfigurationError) -> Value {
        guard list.isEmpty, let value else { throw ConfigurationError(problems: list) }
        return value
    }
}
