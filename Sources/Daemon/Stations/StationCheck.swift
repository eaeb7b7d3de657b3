import Law
public import Units

/// Finds every contradiction in the stations: within a file, between files, with the rules and with the register of
/// instruments.
public struct StationCheck: Sendable {
    /// What was found.
    public struct Report: Sendable {
        /// The stations that could be read.
        public var stations: [StationFile]
        /// In the order of the files and their lines.
        public var findings: [StationFinding]
        /// Whether every file could be understood at all.
        public var isWhole: Bool
    }

    let main: MainFile
    let rules: RuleBook
    let today: CivilDate
    let stations: [StationFile]
    /// What the register says of an instrument; nothing where there is no register.
    let register: InstrumentRegister?

    /// Checks the stations of a configuration.
    ///
    /// - Parameter today: the day on which certificates have to be good.
    /// - Throws: the problems of the main file and of the rules; those of the stations are findings. Errors of the
    ///   register, if there is one.
    public static func run(config path: String, today: CivilDate) throws -> Report {
        let main = try MainFile.load(path)
        let rules = try RulePackFile.loadAll(main.rulesDirectory)
        let found = StationFile.read(main.stationsDirectory, accuracyClasses: rules.accuracyClassNames)
        let check = StationCheck(
            main: main,
            rules: rules,
            today: today,
            stations: found.stations,
            register: try InstrumentRegister(directory: main.dataDirectory)
        )
        let findings = found.problems.map(StationFinding.init) + check.findings
        return Report(
            stations: found.stations,
            findings: findings.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) },
            isWhole: found.isWhole
        )
    }

    /// Everything found, in any order.
    var findings: [StationFinding] {
        var found = Impossibilities.find(in: stations)
        for station in stations {
            found += placeFindings(station)
            found += laneFindings(station)
            found += deviceFindings(station)
            found += certificateFindings(station)
            found += registerFindings(station)
            found += StationKeys.missing(at: station, main.feeds)
            found += entranceFindings(station)
        }
        return found + sharedFindings + pairingFindings
    }
}
