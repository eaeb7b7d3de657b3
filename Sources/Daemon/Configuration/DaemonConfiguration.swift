public import Law

/// Everything the daemon is told: the main file, its stations and its rules.
public struct DaemonConfiguration: Sendable {
    /// `zhichaod.yaml`.
    public var main: MainFile
    /// The stations, by file name.
    public var stations: [StationFile]
    /// The rule packs.
    public var rules: RuleBook

    /// Reads a main file and everything that it points to.
    ///
    /// - Throws: every problem of every file with its line and key, not only the first.
    public static func load(_ path: String) throws(ConfigurationError) -> DaemonConfiguration {
        let main = try MainFile.load(path)
        var problems: [ConfigurationProblem] = []
        var stations: [StationFile] = []
        var rules = RuleBook(packs: [])
        do { rules = try RulePackFile.loadAll(main.rulesDirectory) } catch { problems += error.problems }
        // A daemon may do without a calendar until it has deadlines to count, but not with one that is wrong.
        if main.hasCalendar {
            do { _ = try CalendarFile.loadAll(main.calendarDirectory) } catch { problems += error.problems }
        }
        do {
            stations = try StationFile.loadAll(main.stationsDirectory, accuracyClasses: rules.accuracyClassNames)
        } catch {
            problems += error.problems
        }
        problems += StationKeys.problems(of: stations, main)
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return DaemonConfiguration(main: main, stations: stations, rules: rules)
    }

    /// Reads the days off; `nil` where there is no calendar.
    ///
    /// - Throws: what is wrong with them.
    func calendar() throws(ConfigurationError) -> WorkingCalendar? {
        main.hasCalendar ? try CalendarFile.loadAll(main.calendarDirectory) : nil
    }

    /// Reads certificate and key of the API, for whoever is to start a daemon with them.
    ///
    /// - Throws: `TLSError` that says which file is not good, and why.
    public func checkCertificate() throws { _ = try main.http.certificate() }

    /// How much was read, in words.
    public var summary: String { "\(stations.count) stations, \(rules.packs.count) rule packs" }
}
