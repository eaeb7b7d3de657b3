public import Law
import Units

/// The files of `rules`: one rule pack each.
public enum RulePackFile {
    /// Reads all rule packs of a directory.
    ///
    /// - Throws: every problem of every file with its line and key.
    public static func loadAll(_ directory: String) throws(ConfigurationError) -> RuleBook {
        let problems = ConfigurationProblems()
        var packs: [RulePack] = []
        for path in ConfigurationNode.files(in: directory, problems) {
            guard let root = ConfigurationNode.read(path, problems), let pack = root.mapping(RulePack.init) ?? nil
            else { continue }
            if packs.contains(where: { $0.id == pack.id }) { root.problem("two packs have the id \(pack.id)") }
            packs.append(pack)
        }
        if packs.allSatisfy({ $0.grossMass.isEmpty }), problems.list.isEmpty {
            problems.add(
                ConfigurationProblem(
                    file: directory,
                    key: "",
                    message: "no pack has gross_mass limits; nothing could be judged"
                )
            )
        }
        return try problems.finish(RuleBook(packs: packs))
    }
}

extension RulePack {
    fileprivate init?(_ keys: ConfigurationMapping) {
        let id = keys.required("id")?.text()
        let from = keys.required("effective_from")?.day()
        let until = keys.optional("effective_until")?.day()
        let instrument = keys.required("source")?.mapping { source in
            LegalSource(
                instrument: source.required("instrument")?.text() ?? "",
                article: source.required("article")?.text() ?? ""
            )
        }
        let confidence = keys.required("confidence")?.choice(of: Confidence.self) ?? .high
        let notes = keys.optional("notes")?.text() ?? ""
        guard let id, let from, let instrument else { return nil }
        self.init(
            id: id,
            effectiveFrom: from,
            effectiveUntil: until,
            source: instrument,
            confidence: confidence,
            notes: notes
        )
        grossMass =
            keys.optional("gross_mass")?.list().compactMap { node in
                node.mapping { GrossMassRule($0, source: instrument) } ?? nil
            } ?? []
        axleCodes =
            keys.optional("axle_codes")?.list().compactMap { node in
                node.mapping { AxleCodeRule($0, source: instrument) } ?? nil
            } ?? []
        lightVehicleMax = keys.optional("light_vehicle_max_kg")?.integer(in: 0...500_000).map { Kilograms($0) }
        accuracyClasses =
            keys.optional("accuracy_classes")?.list().compactMap { $0.mapping(AccuracyClass.init) ?? nil } ?? []
        deductsInServiceError = keys.optional("deduct_in_service_error")?.boolean()
        entranceShare = keys.optional("entrance_share_per_10000")?.integer(in: 10_000...20_000)
            .map { PartsPerTenThousand($0) }
    }
}

extension GrossMassRule {
    fileprivate init?(_ keys: ConfigurationMapping, source: LegalSource) {
        let id = keys.required("id")?.text()
        let axles = keys.required("axles")?.integer(in: 2...20)
        let andMore = keys.optional("and_more")?.boolean() ?? false
        let form = keys.required("form")?.choice(of: FormClass.self)
        let driveAxles = keys.optional("drive_axles")?.integer(in: 1...2)
        let limit = keys.required("limit_kg")?.integer(in: 1...500_000)
        let article = keys.optional("article")?.text() ?? source.article
        guard let id, let axles, let form, let limit else { return nil }
        self.init(
            id: id,
            axlesMin: axles,
            axlesMax: andMore ? nil : axles,
            form: form,
            driveAxles: driveAxles,
            limit: Kilograms(limit),
            source: LegalSource(instrument: source.instrument, article: article)
        )
    }
}

extension AxleCodeRule {
    fileprivate init?(_ keys: ConfigurationMapping, source: LegalSource) {
        let id = keys.required("id")?.text()
        let code = keys.required("code").flatMap { node in
            node.text().flatMap { text -> AxleTypeCode? in
                if let code = AxleTypeCode(text, dialect: .b) { return code }
                node.problem("must be an axle-type code in dialect b, as \"159\"")
                return nil
            }
        }
        let form = keys.required("form")?.choice(of: VehicleForm.self)
        let driveAxles = keys.optional("drive_axles")?.integer(in: 1...2)
        let limit = keys.required("limit_kg")?.integer(in: 1...500_000)
        guard let id, let code, let form, let limit else { return nil }
        self.init(id: id, code: code, form: form, driveAxles: driveAxles, limit: Kilograms(limit), source: source)
    }
}

extension AccuracyClass {
    fileprivate init?(_ keys: ConfigurationMapping) {
        let name = keys.required("class")?.text()
        let initial = keys.required("initial_per_10000")?.integer(in: 0...10_000)
        let inService = keys.required("in_service_per_10000")?.integer(in: 0...10_000)
        guard let name, let initial, let inService else { return nil }
        self.init(
            name: name,
            initialError: PartsPerTenThousand(initial),
            inServiceError: PartsPerTenThousand(inService)
        )
    }
}
