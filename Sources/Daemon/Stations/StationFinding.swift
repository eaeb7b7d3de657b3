/// Something about the stations that contradicts itself, the law or the registers.
public struct StationFinding: Hashable, Sendable {
    /// How bad it is.
    public enum Severity: String, Codable, Sendable {
        /// Readings will be lost, refused, or no evidence.
        case error
        /// To be looked at.
        case warning
    }

    /// What kind of finding it is, `lane-without-scale`; for programs.
    public var code: String
    /// How bad it is.
    public var severity: Severity
    /// The file.
    public var file: String
    /// The line, from 1; `nil` when the file as a whole is meant.
    public var line: Int?
    /// The key, `devices[0].lanes`; empty when the file as a whole is meant.
    public var key: String
    /// What is wrong.
    public var text: BilingualText
    /// What to do; empty where `text` says it.
    public var advice: BilingualText

    /// Describes a finding.
    public init(
        _ code: String,
        _ severity: Severity,
        file: String,
        line: Int?,
        key: String,
        text: BilingualText,
        advice: BilingualText
    ) {
        self.code = code
        self.severity = severity
        self.file = file
        self.line = line
        self.key = key
        self.text = text
        self.advice = advice
    }

    /// A problem that keeps the daemon from starting, as a finding.
    public init(_ problem: ConfigurationProblem) {
        self.init(
            "configuration",
            .error,
            file: problem.file,
            line: problem.line,
            key: problem.key,
            text: BilingualText(problem.message, problem.message),
            advice: BilingualText("", "")
        )
    }

    /// The finding as a problem that keeps the daemon from starting.
    var problem: ConfigurationProblem {
        ConfigurationProblem(file: file, line: line, key: key, message: "\(text.en); \(advice.en)")
    }

    /// `file:line: key`, as compilers write it.
    public var place: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return key.isEmpty ? place : "\(place): \(key)"
    }
}

extension StationFile {
    /// Something found at a key of this file.
    func finding(
        _ code: String,
        _ severity: StationFinding.Severity,
        at key: String,
        _ text: BilingualText,
        _ advice: BilingualText
    ) -> StationFinding {
        StationFinding(code, severity, file: path, line: line(of: key), key: key, text: text, advice: advice)
    }
}
