extension RulePack {
    /// The sections of a pack; the raw value is the section's key.
    enum Topic: String, CaseIterable {
        case grossMass = "gross_mass"
        case goodsVehicles = "goods_vehicles"
        case axleCodes = "axle_codes"
        case axleGroups = "axle_groups"
        case adjustments
        case vehicleKinds = "vehicle_kinds"
        case dimensions
        case instruments
        case entrance
        case transportFines = "transport_fines"
        case policeFines = "police_fines"
        case points
        case penalties = "four_penalties"
        case loadingSiteFines = "loading_site_fines"
        case handOvers = "hand_overs"
        case principles
        case evidence
        case deadlines
        case settings

        /// For which days a topic must be ruled.
        enum Coverage {
            /// From the first day of the limits on, for good: nothing can be judged, fined or counted without it.
            case fromTheLimitsOn
            /// From some day on, for good.
            case onceBegun
            /// It may begin and end.
            case free
        }

        var coverage: Coverage {
            switch self {
            case .grossMass, .goodsVehicles, .axleCodes, .axleGroups, .adjustments, .vehicleKinds, .dimensions,
                .instruments, .transportFines, .policeFines, .points, .penalties, .principles, .settings:
                .fromTheLimitsOn
            case .loadingSiteFines, .evidence, .deadlines: .onceBegun
            case .entrance, .handOvers: .free
            }
        }

        func mayBeRuled(by jurisdiction: Jurisdiction) -> Bool {
            switch self {
            case .settings: true
            case .penalties, .loadingSiteFines, .handOvers, .deadlines: jurisdiction <= .province
            default: jurisdiction == .national
            }
        }
    }

    /// The sections that the pack has.
    var topics: [Topic] {
        Topic.allCases.filter { topic in
            switch topic {
            case .grossMass: !grossMass.isEmpty
            case .goodsVehicles: goodsVehicles != nil
            case .axleCodes: !axleCodes.isEmpty
            case .axleGroups: axleGroups != nil
            case .adjustments: adjustments != nil
            case .vehicleKinds: !vehicleKinds.isEmpty
            case .dimensions: dimensions != nil
            case .instruments: instruments != nil
            case .entrance: entrance != nil
            case .transportFines: transportFines != nil
            case .policeFines: policeFines != nil
            case .points: points != nil
            case .penalties: !penalties.isEmpty
            case .loadingSiteFines: !loadingSiteFines.isEmpty
            case .handOvers: !handOvers.isEmpty
            case .principles: principles != nil
            case .evidence: evidence != nil
            case .deadlines: !deadlines.isEmpty
            case .settings: settings != RuleSettings()
            }
        }
    }

    /// The pack without what it says of some topics.
    func without(_ topics: Set<Topic>) -> RulePack {
        let bare = RulePack(id: id, jurisdiction: jurisdiction, effectiveFrom: effectiveFrom, source: source)
        var pack = self
        for topic in topics {
            switch topic {
            case .grossMass: pack.grossMass = bare.grossMass
            case .goodsVehicles: pack.goodsVehicles = bare.goodsVehicles
            case .axleCodes: pack.axleCodes = bare.axleCodes
            case .axleGroups: pack.axleGroups = bare.axleGroups
            case .adjustments: pack.adjustments = bare.adjustments
            case .vehicleKinds: pack.vehicleKinds = bare.vehicleKinds
            case .dimensions: pack.dimensions = bare.dimensions
            case .instruments: pack.instruments = bare.instruments
            case .entrance: pack.entrance = bare.entrance
            case .transportFines: pack.transportFines = bare.transportFines
            case .policeFines: pack.policeFines = bare.policeFines
            case .points: pack.points = bare.points
            case .penalties: pack.penalties = bare.penalties
            case .loadingSiteFines: pack.loadingSiteFines = bare.loadingSiteFines
            case .handOvers: pack.handOvers = bare.handOvers
            case .principles: pack.principles = bare.principles
            case .evidence: pack.evidence = bare.evidence
            case .deadlines: pack.deadlines = bare.deadlines
            case .settings: pack.settings = bare.settings
            }
        }
        return pack
    }
}
