public import Law
import Units

/// The files of `calendar`: the days off of one year each.
public enum CalendarFile {
    /// Reads all years of a directory.
    ///
    /// - Throws: every problem of every file with its line and key.
    public static func loadAll(_ directory: String) throws(ConfigurationError) -> WorkingCalendar {
        let problems = ConfigurationProblems()
        var years: [WorkingCalendar.Year] = []
        let files = ConfigurationNode.files(in: directory, problems)
        for path in files {
            guard let root = ConfigurationNode.read(path, problems),
                let year = root.mapping(WorkingCalendar.Year.init) ?? nil
            else { continue }
            if years.contains(where: { $0.year == year.year }) { root.problem("\(year.year) has two files") }
            years.append(year)
        }
        // Working days cannot be counted across a year of which nothing is known.
        let known = Set(years.map(\.year))
        if problems.list.isEmpty {
            for year in (known.min() ?? 0)...(known.max() ?? 0) where !known.contains(year) {
                let message = files.isEmpty ? "no calendar (*.yaml) is here" : "\(year) is missing; add \(year).yaml"
                problems.add(ConfigurationProblem(file: directory, key: "", message: message))
            }
        }
        return try problems.finish(WorkingCalendar(years: years))
    }
}

extension WorkingCalendar.Year {
    fileprivate init?(_ keys: ConfigurationMapping) {
        let year = keys.required("year")?.integer(in: 1...9_999)
        for source in keys.required("source")?.list() ?? [] { _ = source.text() }
        var daysOff: Set<CivilDate> = []
        var makeUpDays: Set<CivilDate> = []
        for holiday in keys.required("holidays")?.list() ?? [] {
            _ = holiday.mapping { keys in
                _ = keys.required("name")?.text()
                daysOff.formUnion(CivilDate.days(keys.optional("off"), of: year))
                makeUpDays.formUnion(CivilDate.days(keys.optional("work"), of: year))
            }
        }
        guard let year else { return nil }
        self.init(year: year, daysOff: daysOff, makeUpDays: makeUpDays)
    }
}

extension CivilDate {
    fileprivate static func days(_ list: ConfigurationNode?, of year: Int?) -> [CivilDate] {
        (list?.list() ?? []).compactMap { node in
            guard let day = node.day() else { return nil }
            if let year, day.year != year { node.problem("\(day) is not in \(year)") }
            return day
        }
    }
}
