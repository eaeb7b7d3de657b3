import Daemon

/// Findings as lines, as compilers write them.
struct StationCheckText {
    private let lang: Language

    init(_ lang: Language) {
        self.lang = lang
    }

    func lines(_ report: StationCheck.Report) -> [String] {
        let errors = report.findings.count { $0.severity == .error }
        let (stations, warnings) = (report.stations.count, report.findings.count - errors)
        let sum = lang.text(
            "\(stations) 个站点：\(errors) 个错误，\(warnings) 个警告",
            "stations: \(stations), errors: \(errors), warnings: \(warnings)"
        )
        return report.findings.map(line) + [sum]
    }

    private func line(_ finding: StationFinding) -> String {
        let severity = finding.severity == .error ? lang.text("错误", "error") : lang.text("警告", "warning")
        let text = lang.text(finding.text.zh, finding.text.en)
        let advice = lang.text(finding.advice.zh, finding.advice.en)
        return "\(severity): \(finding.place): \(text)" + (advice.isEmpty ? "" : lang.text("；", "; ") + advice)
    }
}

/// What `stations check --json` gives.
struct StationCheckJSON: Encodable {
    struct Finding: Encodable {
        let severity: StationFinding.Severity
        let code: String
        let file: String
        let line: Int?
        let key: String
        let text: BilingualText
        let advice: BilingualText
    }

    let good: Bool
    let stations: Int
    let findings: [Finding]

    init(stations: Int, findings: [StationFinding]) {
        good = findings.allSatisfy { $0.severity == .warning }
        self.stations = stations
        self.findings = findings.map {
            Finding(
                severity: $0.severity,
                code: $0.code,
                file: $0.file,
                line: $0.line,
                key: $0.key,
                text: $0.text,
                advice: $0.advice
            )
        }
    }
}
