import Daemon
import FeedContract
import Law
import RuleQuery
import Testing
import Units

@Suite("Described vehicles")
struct QueryTests {
    private func faults(_ line: String) -> [String] {
        do throws(InvalidQuery) {
            _ = try QueryDecoder().decode(line)
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    @Test("every key is read")
    func everyKey() throws {
        let query = try QueryDecoder().decode(
            """
            {"at":"2022-03-31","gross_kg":52300,"loads_kg":[6800,9100,9100,9100,9100,9100],
             "spacings_mm":[null,3300,1350,7000,1310,1310],"tyres":[2,4,4,4,null,4],"axles":6,"axle_code":"157",
             "dialect":"a","form":"centre-axle","drive_axles":2,"drive_dual":true,"air_suspension":false,
             "wide_tyres":true,"vehicle_kind":"special-operation","licence_mass_kg":49000,"rated_load_kg":34000,
             "kerb_mass_kg":15000,"length_mm":17000,"width_mm":2550,"height_mm":4000,"weighing":"dynamic",
             "instrument_class":"5","site_type":"41",
             "registration":{"form":"articulated","drive_axles":1,"licence_mass_kg":48000,"rated_load_kg":33000,
                             "kerb_mass_kg":14000,"vehicle_kind":"ordinary"}}
            """
        )
        var vehicle = VehicleDescription(
            axles: zip([6_800] + Array(repeating: 9_100, count: 5), [nil, 3_300, 1_350, 7_000, 1_310, 1_310]).map {
                AxleDescription(spacing: $1.map { Millimetres($0) }, dualTyres: true, load: Kilograms($0))
            },
            axleCode: "157",
            dialect: .a,
            cameraForm: .centreAxle,
            driveAxles: 2,
            driveDual: true,
            airSuspension: false,
            wideTyres: true
        )
        vehicle.axles[0].dualTyres = false
        vehicle.axles[4].dualTyres = nil
        vehicle.kind = .specialOperation
        (vehicle.licenceMass, vehicle.ratedLoad) = (Kilograms(49_000), Kilograms(34_000))
        vehicle.kerbMass = Kilograms(15_000)
        vehicle.dimensions = OuterDimensions(
            length: Millimetres(17_000),
            width: Millimetres(2_550),
            height: Millimetres(4_000)
        )
        vehicle.registration = Registration(
            form: .articulated,
            driveAxles: 1,
            kind: .ordinary,
            licenceMass: Kilograms(48_000),
            ratedLoad: Kilograms(33_000),
            kerbMass: Kilograms(14_000)
        )
        #expect(query.vehicle == vehicle)
        #expect(query.day == CivilDate("2022-03-31"))
        #expect(
            query.weighing
                == Weighing(gross: Kilograms(52_300), isDynamic: true, accuracyClass: "5", isAtEntrance: true)
        )
    }

    @Test("null is unknown, and what is left out is the default")
    func defaults() throws {
        let query = try QueryDecoder().decode(#"{"gross_kg":18001,"axles":2,"tyres":null,"form":null,"at":null}"#)
        #expect(query.day == nil && query.vehicle == VehicleDescription(axles: [AxleDescription(), AxleDescription()]))
        // A standing vehicle at a detection point, which has no officers.
        #expect(query.weighing == Weighing(gross: Kilograms(18_001), isDynamic: false))
        #expect(try QueryDecoder().decode(#"{"gross_kg":1,"site_type":"21"}"#).weighing.isOnSite)
    }

    @Test("axles are counted by the lists, else as said, else by the code; loads give the mass")
    func counts() throws {
        func axles(_ line: String) throws -> Int { try QueryDecoder().decode(line).vehicle.axles.count }
        #expect(try axles(#"{"gross_kg":1,"axle_code":"159"}"#) == 6)
        #expect(try axles(#"{"gross_kg":1,"axle_code":"159","axles":5}"#) == 5)
        #expect(try axles(#"{"gross_kg":1,"axle_code":"127","dialect":"a"}"#) == 5)
        #expect(try axles(#"{"gross_kg":1,"axle_code":"x"}"#) == 0)
        #expect(try QueryDecoder().decode(#"{"loads_kg":[7000,11001]}"#).weighing.gross == Kilograms(18_001))
    }

    @Test(
        "each fault is named with its place and what is allowed",
        arguments: [
            (#"{}"#, "/gross_kg missing"),
            (#"{"gross_kg":"x"}"#, #"/gross_kg must be an integer from 0 to 500000 or null, but is the string "x""#),
            (#"{"gross_kg":-1}"#, "/gross_kg must be an integer from 0 to 500000 or null, but is -1"),
            (#"{"gross_kg":1.5}"#, "/gross_kg must be an integer from 0 to 500000 or null, but is 1.5"),
            (#"{"gross_kg":1,"axle_cod":"12"}"#, "/axle_cod unknown key; known here: at, gross_kg"),
            (#"{"gross_kg":1,"gross_kg":2}"#, "/gross_kg must not be there twice"),
            (#"{"gross_kg":1,"at":"2026-02-30"}"#, "/at must be a day, YYYY-MM-DD"),
            (#"{"gross_kg":1,"form":"truck"}"#, "/form must be one of rigid, articulated"),
            (#"{"gross_kg":1,"tyres":[2,3]}"#, "/tyres/1 must be 2, 4 or null, but is 3"),
            (#"{"gross_kg":1,"spacings_mm":[1,2]}"#, "/spacings_mm/0 must be null"),
            (
                #"{"gross_kg":1,"loads_kg":[1,2],"tyres":[2]}"#,
                "/tyres must say as many axles as loads_kg, 2, but says 1"
            ),
            (#"{"gross_kg":1,"axles":21}"#, "/axles must be an integer from 0 to 20"),
            (#"{"gross_kg":1,"air_suspension":1}"#, "/air_suspension must be true, false or null, but is 1"),
            (#"{"gross_kg":1,"registration":{"plate":"x"}}"#, "/registration/plate unknown key"),
            (#"{"gross_kg":1,"registration":[]}"#, "/registration must be an object or null"),
            (#"{"gross_kg":1,"licence_mass_kg":0}"#, "/licence_mass_kg must be an integer from 1"),
            (#"{"gross_kg":1,"instrument_class":4.9996}"#, "/instrument_class must be an accuracy class"),
            (#"[1]"#, "must be a JSON object, but is an array"),
            (#"{"gross_kg":1"#, "the payload is not JSON"),
            ("", "the payload is empty"),
        ]
    )
    func faults(line: String, fault: String) {
        let found = faults(line)
        #expect(found.first?.hasPrefix(fault) == true, "\(found)")
    }

    @Test("all faults of a line are named at once")
    func allFaults() {
        #expect(faults(#"{"gross_kg":"x","form":"y","tyres":[3]}"#).count == 3)
    }

    @Test("codes, classes and site types may be numbers, masses may have a point zero")
    func lenient() throws {
        let query = try QueryDecoder().decode(
            #"{"gross_kg":52300.0,"axle_code":159.0,"instrument_class":0.5,"site_type":21,"weighing":"dynamic","tyres":[2.0,4,4,4,4,4]}"#
        )
        #expect(query.vehicle.axleCode == "159" && query.weighing.accuracyClass == "0.5")
    }

    @Test("the same question has the same answer, byte for byte, and it is JSON that says every key")
    func bytes() throws {
        let query = try QueryDecoder().decode(
            #"{"at":"2022-01-05","gross_kg":82300,"axle_code":"159","rated_load_kg":30000,"kerb_mass_kg":15000,"height_mm":4100}"#
        )
        let day = try #require(query.day)
        let book = try Rules.book.get()
        let answers = (0..<2).map { _ in
            AnswerWriter.answer(
                book.determine(query.vehicle, weighing: query.weighing, on: day),
                withExplanation: true
            )
        }
        #expect(answers[0] == answers[1])
        let text = String(decoding: answers[0], as: UTF8.self)
        for key in [
            "axles", "groups", "form", "limit_kg", "assessed_kg", "excess_kg", "excess_ratio", "verdict", "reasons",
            "rule", "article", "unknowns", "findings", "transport", "warning", "fine_yuan", "fine_min_yuan",
            "fine_max_yuan", "police", "overload_ratio", "points", "fined_by", "explanation", "step", "zh", "en",
            "source",
            "milder_later",
        ] {
            #expect(text.contains("\"\(key)\":"), "\(key) is missing")
        }
        // Six points by rated load on the day, six again by the table of today: 67.95 % over.
        #expect(text.contains(#""milder_later":null"#))
    }

    @Test(
        "the standard vehicles reach every axle-type code's limit and every verdict but what permits and pairing decide"
    )
    func standardVehicles() throws {
        let book = try Rules.book.get()
        let day = try #require(CivilDate("2026-11-23"))
        let rules = try #require(book.rules(on: day))
        let found = StandardVehicles.all.map { rules.assess($0.vehicle, weighing: $0.weighing) }
        let limits = Set(found.compactMap { $0.limit?.rawValue })
        #expect(
            limits.isSuperset(of: [
                18_000, 25_000, 27_000, 31_000, 35_000, 36_000, 42_000, 43_000, 46_000, 49_000,
            ])
        )
        #expect(Set(found.map(\.verdict)) == [.compliant, .overloaded, .notEvidence, .exempt])
    }

    /// One figure of the packs, changed.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let apply: @Sendable (inout RulePack) -> Void

        init(_ name: String, _ apply: @escaping @Sendable (inout RulePack) -> Void) {
            (testDescription, self.apply) = (name, apply)
        }

        static let all: [Change] =
            [
                Change("a limit by axles") { pack in
                    for place in pack.grossMass.indices {
                        pack.grossMass[place].limit = pack.grossMass[place].limit - Kilograms(1_000)
                    }
                },
                Change("what a goods vehicle is") { $0.goodsVehicles?.lightMax = Kilograms(4_500) },
                Change("single tyres") { $0.adjustments?.singleTyres.reduction = Kilograms(2_000) },
                Change("air suspension") { $0.adjustments?.airSuspension.addition = Kilograms(500) },
                Change("a spread semitrailer") { $0.adjustments?.spreadSemitrailer.limit = Kilograms(36_500) },
                Change("how far semitrailer axles are spread") {
                    $0.adjustments?.spreadSemitrailer.spacingMin = Millimetres(1_900)
                },
                Change("the tolerance at borders") { $0.axleGroups?.borderTolerance = Millimetres(10) },
                Change("the licence's mass") { $0.adjustments?.licenceMass.axles = 3 },
                Change("low-speed vehicles") { $0.vehicleKinds.removeAll { $0.kind == .lowSpeed } },
                Change("special-operation vehicles") { $0.vehicleKinds.removeAll { $0.kind == .specialOperation } },
                Change("height") { $0.dimensions?.limits.height = Millimetres(4_200) },
                Change("width") { $0.dimensions?.limits.width = Millimetres(2_600) },
                Change("length") { $0.dimensions?.limits.length = Millimetres(20_000) },
                Change("own figures") { $0.dimensions?.ownFigures.removeAll() },
                Change("an accuracy class") { pack in
                    guard pack.instruments != nil else { return }
                    pack.instruments?.classes[3].inServiceError = PartsPerTenThousand(300)
                },
                Change("entrances") { $0.entrance?.share = PartsPerTenThousand(10_000) },
                Change("the warning") { $0.transportFines?.warningUpTo = Kilograms(500) },
                Change("the fine") { $0.transportFines?.yuanPerStep = Yuan(400) },
                Change("the fine's cap") { $0.transportFines?.most = Yuan(20_000) },
                Change("the first band") { $0.transportFines?.dimensionBands[0].within.height = Millimetres(4_300) },
                Change("the second band") { $0.transportFines?.dimensionBands[1].within.height = Millimetres(4_400) },
                Change("the police's fine") { $0.policeFines?.bands[0].from = PartsPerTenThousand(4_000) },
                Change("points") { $0.points?.steps[1].points = 2 },
                Change("the fraction") { pack in
                    guard let rule = pack.settings.fineFraction?.rule else { return }
                    pack.settings.fineFraction = Setting(.ceiling, by: rule)
                },
                Change("the tolerance") { pack in
                    guard let rule = pack.settings.tolerance?.rule else { return }
                    pack.settings.tolerance = Setting(.none, by: rule)
                },
            ]
            + (0..<21).map { place in
                Change("the annex's row \(place)") { pack in
                    guard place < pack.axleCodes.count else { return }
                    pack.axleCodes[place].limit = pack.axleCodes[place].limit - Kilograms(2_000)
                }
            }
            + (0..<14).map { row in
                Change("the axle groups' row \(row)") { pack in
                    guard pack.axleGroups != nil else { return }
                    pack.axleGroups?.rows[row].limit = Kilograms(1_000)
                }
            }
    }

    /// What the shipped packs say of the standard vehicles, worked out once for all changes.
    private static let answers = Result {
        let day = try #require(CivilDate("2026-11-23"))
        let rules = try #require(RuleBook(packs: try Rules.book.get().packs).rules(on: day))
        return StandardVehicles.all.map { ($0, rules.assess($0.vehicle, weighing: $0.weighing)) }
    }

    @Test("the standard vehicles notice a change of every figure", arguments: Change.all)
    func noticeEveryChange(change: Change) throws {
        let day = try #require(CivilDate("2026-11-23"))
        let packs = try Rules.book.get().packs
        var changed = packs
        for place in changed.indices { change.apply(&changed[place]) }
        #expect(changed != packs)
        let after = try #require(RuleBook(packs: changed).rules(on: day))
        #expect(
            try QueryTests.answers.get().contains { query, one in
                let other = after.assess(query.vehicle, weighing: query.weighing)
                return one.limit != other.limit || one.assessed != other.assessed || one.verdict != other.verdict
                    || one.transport.fine != other.transport.fine || one.transport.warning != other.transport.warning
                    || one.police != other.police
            }
        )
    }

    @Test("a pack takes the place of what others say in its own sections, and of nothing else")
    func replacing() throws {
        let day = try #require(CivilDate("2026-11-23"))
        let book = try Rules.book.get()
        let goods = try #require(book.packs.first { $0.goodsVehicles != nil })
        var alone = RulePack(id: "alone", effectiveFrom: day, source: goods.source)
        alone.goodsVehicles = goods.goodsVehicles
        let before = try #require(book.rules(on: day))
        let after = try #require(book.rules(on: day, with: alone))
        for query in StandardVehicles.all {
            let weighing = query.weighing
            #expect(before.assess(query.vehicle, weighing: weighing) == after.assess(query.vehicle, weighing: weighing))
        }
    }
}
