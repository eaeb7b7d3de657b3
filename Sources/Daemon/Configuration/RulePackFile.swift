public import Law
import Units

/// The files of `rules`: one rule pack each.
public enum RulePackFile {
    /// Reads all rule packs of a directory.
    ///
    /// - Throws: every problem of every file with its line and key, also those that show only between packs: nothing is
    ///   loaded by halves.
    public static func loadAll(_ directory: String) throws(ConfigurationError) -> RuleBook {
        let problems = ConfigurationProblems()
        let files = ConfigurationNode.files(in: directory, problems)
        if files.isEmpty, problems.list.isEmpty {
            problems.add(
                ConfigurationProblem(
                    file: directory,
                    key: "",
                    message: "no rule pack (*.yaml) is here; nothing could be judged"
                )
            )
        }
        return try load(files, problems)
    }

    /// Reads one pack, alone.
    ///
    /// - Throws: every problem of the file with its line and key.
    public static func load(_ file: String) throws(ConfigurationError) -> RulePack {
        let problems = ConfigurationProblems()
        let pack = ConfigurationNode.read(file, problems).flatMap { readPack($0, PackReading()) }
        return try problems.finish(pack)
    }

    private static func load(_ files: [String], _ problems: ConfigurationProblems) throws(ConfigurationError)
        -> RuleBook
    {
        let reading = PackReading()
        var packs: [RulePack] = []
        var roots: [String: ConfigurationNode] = [:]
        for path in files {
            guard let root = ConfigurationNode.read(path, problems), let pack = readPack(root, reading) else {
                continue
            }
            if let other = roots[pack.id] {
                root.problem("two packs have the id \(pack.id); the other is \(other.file)")
            }
            roots[pack.id] = root
            packs.append(pack)
        }
        if packs.allSatisfy({ $0.grossMass.isEmpty }), let file = files.first, problems.list.isEmpty {
            problems.add(
                ConfigurationProblem(
                    file: file,
                    key: "gross_mass",
                    message: "no pack has gross-mass limits; nothing could be judged"
                )
            )
        }
        let book = RuleBook(packs: packs)
        // Between packs of which some cannot be read, holes would be reported that are none.
        if problems.list.isEmpty {
            for problem in book.problems() {
                roots[problem.pack]?.problem(at: problem.key, problem.message)
            }
        }
        return try problems.finish(book)
    }

    private static func readPack(_ root: ConfigurationNode, _ reading: PackReading) -> RulePack? {
        root.mapping { RulePack($0, reading) } ?? nil
    }
}

/// What the readers of one loading share.
final class PackReading {
    private var ruleIDs: [String: String] = [:]
    fileprivate(set) var source = LegalSource(instrument: "", article: "")
    fileprivate(set) var confidence = Confidence.high

    /// Reads what every rule has: its id, and where it stands if not where its pack does.
    func rule(_ keys: ConfigurationMapping) -> AppliedRule? {
        let place = keys.required("id")
        let name = place?.words()
        if let name, let place { register(name, place) }
        let standing = LegalSource(
            instrument: keys.optional("instrument")?.words() ?? source.instrument,
            article: keys.optional("article")?.words() ?? source.article
        )
        let confidence = keys.optional("confidence")?.choice(of: Confidence.self) ?? confidence
        return name.map { AppliedRule(id: $0, source: standing, confidence: confidence) }
    }

    /// Notes a rule's id, which must be unique among all packs: cases cite it.
    private func register(_ name: String, _ place: ConfigurationNode) {
        if let other = ruleIDs[name] { place.problem("the rule \(name) stands twice; the other is in \(other)") }
        ruleIDs[name] = place.file
    }
}

extension RulePack {
    fileprivate init?(_ keys: ConfigurationMapping, _ reading: PackReading) {
        let id = keys.required("id")?.words()
        let jurisdiction = keys.required("jurisdiction")?.choice(of: Jurisdiction.self)
        let from = keys.required("effective_from")?.day()
        let untilNode = keys.optional("effective_until")
        let until = untilNode?.day()
        if let from, let until, until < from { untilNode?.problem("is before effective_from, \(from)") }
        reading.source =
            keys.required("source")?.mapping { source in
                LegalSource(
                    instrument: source.required("instrument")?.words() ?? "",
                    article: source.required("article")?.words() ?? ""
                )
            } ?? LegalSource(instrument: "", article: "")
        reading.confidence = keys.required("confidence")?.choice(of: Confidence.self) ?? .high
        let notes = keys.required("notes")?.words() ?? ""
        // The sections are read even where the head is wrong, so that all problems are named at once.
        var pack = RulePack(
            id: id ?? "",
            jurisdiction: jurisdiction ?? .national,
            effectiveFrom: from ?? CivilDate(dayNumber: 0),
            effectiveUntil: until,
            source: reading.source,
            confidence: reading.confidence,
            notes: notes
        )
        pack.readLimits(keys, reading)
        pack.readConsequences(keys, reading)
        pack.readSettings(keys)
        guard id != nil, jurisdiction != nil, from != nil else { return nil }
        self = pack
    }

    private mutating func readSettings(_ keys: ConfigurationMapping) {
        let isNational = jurisdiction == .national
        let read = keys.optional("settings")?.mapping { keys in
            // The state's pack decides every point, so that a local one has something to override.
            func setting(_ name: String) -> ConfigurationNode? {
                isNational ? keys.required(name) : keys.optional(name)
            }
            func decided<Value>(_ name: String, _ read: (ConfigurationNode) -> Value?) -> Setting<Value>? {
                setting(name).flatMap(read).map { value in
                    Setting(value, by: AppliedRule(id: "\(id) \(name)", source: source, confidence: confidence))
                }
            }
            var settings = RuleSettings()
            settings.tolerance = decided("tolerance") { $0.choice(of: TolerancePolicy.self) }
            settings.fineFraction = decided("fine_fraction") { $0.choice(of: FineFraction.self) }
            settings.referralYear = decided("referral_year") { $0.choice(of: ReferralYear.self) }
            settings.warningsCount = decided("warnings_count") { $0.boolean() }
            settings.oneActHours = decided("one_act_hours") { $0.integer(in: 1...72) }
            return settings
        }
        settings = read ?? RuleSettings()
        if read == RuleSettings(), !isNational {
            keys.optional("settings")?.problem("overrides nothing; name a setting")
        }
    }
}
