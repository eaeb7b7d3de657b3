import Daemon
import Law
import TestSupport
import Testing
import Units

/// Made-up vehicles: annex codes and others, derived and partly known axles, registers that agree and contradict.
private struct RandomVehicles {
    var random: SeededGenerator

    /// A value two times out of three.
    mutating func maybe<Value>(_ value: (inout SeededGenerator) -> Value) -> Value? {
        random.once(in: 3) ? nil : value(&random)
    }

    mutating func vehicle() -> VehicleDescription {
        let codes = [
            "12", "15", "112", "122", "115", "125", "152", "1222", "155", "129", "1522", "159", "1155", "156", "133",
        ]
        let code = random.pick(codes)
        let count = AxleTypeCode(code, dialect: .b)?.axles ?? 2
        let spacings = [950, 1_100, 1_310, 1_350, 1_790, 1_800, 3_500, 6_000]
        var vehicle = VehicleDescription(axles: [])
        vehicle.axles = (0..<count).map { axle in
            AxleDescription(
                spacing: axle == 0 ? nil : maybe { Millimetres($0.pick(spacings)) },
                dualTyres: maybe { axle > 0 && !$0.once(in: 4) }
            )
        }
        vehicle.axleCode = random.once(in: 2) ? code : nil
        vehicle.cameraForm = random.pick([.unknown, .unknown, .rigid, .articulated, .centreAxle, .drawbar])
        vehicle.driveAxles = maybe { $0.int(1...2) }
        vehicle.driveDual = maybe { !$0.once(in: 3) }
        vehicle.airSuspension = maybe { $0.once(in: 2) }
        vehicle.wideTyres = maybe { $0.once(in: 2) }
        vehicle.licenceMass = maybe { Kilograms($0.int(10_000...50_000)) }
        vehicle.ratedLoad = maybe { Kilograms($0.int(0...35_000)) }
        vehicle.kerbMass = maybe { Kilograms($0.int(3_000...20_000)) }
        vehicle.kind = random.once(in: 5) ? random.pick(VehicleKind.allCases) : nil
        vehicle.dimensions = OuterDimensions(
            length: maybe { Millimetres($0.int(5_000...30_000)) },
            width: maybe { Millimetres($0.int(2_000...4_000)) },
            height: maybe { Millimetres($0.int(2_000...5_000)) }
        )
        return vehicle
    }

    mutating func weighing() -> Weighing {
        let gross = Kilograms(random.int(0...120_000))
        let accuracyClass = maybe { $0.pick(["0.2", "0.5", "1", "2", "5", "10", "7"]) }
        return Weighing(
            gross: gross,
            isDynamic: random.once(in: 2),
            accuracyClass: accuracyClass,
            isAtEntrance: random.once(in: 5),
            isOnSite: random.once(in: 2)
        )
    }
}

@Suite("Properties of every assessment")
struct AssessmentPropertyTests {
    private let rules: RulesInForce

    init() throws {
        rules = try LawTests.rules()
    }

    @Test("the assessed mass never exceeds the raw one, and 超过 is strict everywhere", arguments: Seeds.run(ci: 40))
    func strict(seed: UInt64) {
        var vehicles = RandomVehicles(random: SeededGenerator(seed: seed))
        for _ in 0..<200 {
            let (vehicle, weighing) = (vehicles.vehicle(), vehicles.weighing())
            let found = rules.assess(vehicle, weighing: weighing)
            let what: Comment = "seed \(seed): \(vehicle) \(weighing)"
            #expect(found.assessed <= found.gross && found.assessed >= .zero, what)
            guard let limit = found.limit else {
                #expect(found.verdict != .overloaded && found.excess == nil && found.excessRatio == nil, what)
                continue
            }
            // At the limit nothing is over, one kilogram above it is.
            for over in [0, 1] {
                let gross = max(3_501, limit.rawValue) + over
                let at = rules.assess(vehicle, weighing: Weighing(gross: Kilograms(gross), isDynamic: false))
                guard at.verdict != .exempt, at.limit == limit, limit.rawValue > 3_500 else { continue }
                #expect(at.verdict == (over == 0 ? .compliant : .overloaded), what)
                #expect(at.excess == Kilograms(over), what)
            }
        }
    }

    @Test(
        "fines never fall as the excess grows, and never pass 30 000, in each reading of the incomplete tonne",
        arguments: Seeds.run(ci: 15),
        FineFraction.allCases
    )
    func fines(seed: UInt64, fraction: FineFraction) throws {
        let rules = try rules { settings in
            guard let rule = settings.fineFraction?.rule else { return }
            settings.fineFraction = Setting(fraction, by: rule)
        }
        var vehicles = RandomVehicles(random: SeededGenerator(seed: seed))
        for _ in 0..<40 {
            let vehicle = vehicles.vehicle()
            var last = (least: 0, most: 0)
            for gross in stride(from: 3_501, through: 150_001, by: 499) {
                let weighing = Weighing(gross: Kilograms(gross), isDynamic: false)
                let found = rules.assess(vehicle, weighing: weighing).transport
                let fine = (least: found.fine?.min.rawValue ?? 0, most: found.fine?.max.rawValue ?? 0)
                #expect(fine.least >= last.least && fine.most >= last.most, "seed \(seed) at \(gross): \(vehicle)")
                #expect(fine.most <= 30_000 && fine.least <= fine.most && (found.massFine ?? .zero) <= Yuan(30_000))
                last = fine
            }
        }
    }

    /// The shipped rules with other settings.
    private func rules(_ change: (inout RuleSettings) -> Void) throws -> RulesInForce {
        var packs = try shippedRules.get().packs
        for place in packs.indices { change(&packs[place].settings) }
        return try #require(RuleBook(packs: packs).rules(on: try date("2026-11-23")))
    }

    /// What may become known of a vehicle, to its disadvantage.
    private enum Restriction: CaseIterable {
        case oneDriveAxle, noAirSuspension, narrowTyres, singleDriveTyres, singleTyres, licenceMass, rigid, combination

        /// The vehicle with the unknown known; `nil` when it was known before, or would contradict what is known.
        func applied(to vehicle: VehicleDescription, _ found: Assessment) -> VehicleDescription? {
            var known = vehicle
            switch self {
            case .oneDriveAxle:
                guard vehicle.driveAxles == nil else { return nil }
                known.driveAxles = 1
            case .noAirSuspension:
                guard vehicle.airSuspension == nil else { return nil }
                known.airSuspension = false
            case .narrowTyres:
                guard vehicle.wideTyres == nil else { return nil }
                known.wideTyres = false
            case .singleDriveTyres:
                guard vehicle.driveDual == nil else { return nil }
                known.driveDual = false
            case .singleTyres:
                guard let axle = vehicle.axles.lastIndex(where: { $0.dualTyres == nil }) else { return nil }
                known.axles[axle].dualTyres = false
                // All tyres known may derive a code, which goes before the camera's form: another class, not a restriction.
                guard AxleTypeCode(axles: known.axles) == nil || vehicle.axleCode != nil else { return nil }
            case .licenceMass:
                guard vehicle.licenceMass == nil, found.limit != nil else { return nil }
                known.licenceMass = Kilograms(17_000)
            case .rigid, .combination:
                // On five and more axles a rigid truck has no class, hence no limit that could rise.
                guard found.form == .unknown else { return nil }
                known.cameraForm = self == .rigid ? .rigid : .combination
            }
            return known
        }
    }

    @Test("the limit never rises when an unknown becomes known to be restrictive", arguments: Seeds.run(ci: 60))
    func restrictive(seed: UInt64) {
        var vehicles = RandomVehicles(random: SeededGenerator(seed: seed))
        var tried = 0
        for _ in 0..<200 {
            let (vehicle, weighing) = (vehicles.vehicle(), Weighing(gross: Kilograms(20_000), isDynamic: false))
            let before = rules.assess(vehicle, weighing: weighing)
            guard let limit = before.limit else { continue }
            for restriction in Restriction.allCases {
                guard let known = restriction.applied(to: vehicle, before) else { continue }
                let after = rules.assess(known, weighing: weighing).limit
                #expect(after ?? .zero <= limit, "seed \(seed): \(restriction) \(vehicle)")
                tried += 1
            }
        }
        #expect(tried > 100, "seed \(seed)")
    }

    @Test(
        "each weighing of the same vehicle gives the same assessment and the same words",
        arguments: Seeds.run(ci: 10)
    )
    func deterministic(seed: UInt64) {
        var vehicles = RandomVehicles(random: SeededGenerator(seed: seed))
        for _ in 0..<50 {
            let (vehicle, weighing) = (vehicles.vehicle(), vehicles.weighing())
            let (first, second) = (rules.assess(vehicle, weighing: weighing), rules.assess(vehicle, weighing: weighing))
            #expect(first == second && first.explanation == second.explanation, "seed \(seed)")
            #expect(
                first.explanation.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty && !$0.source.isEmpty },
                "seed \(seed): \(vehicle)"
            )
        }
    }
}
