import Law
import TestSupport
import Testing
import Units

/// A vehicle with spacings and tyres (2 or 4), and narrow single tyres unless a test says otherwise.
private func described(
    _ spacings: [Int?],
    _ tyres: [Int?],
    code: String? = nil,
    form: VehicleForm = .unknown,
    change: (inout VehicleDescription) -> Void = { _ in }
) -> VehicleDescription {
    var vehicle = VehicleDescription(
        axles: zip(spacings, tyres).map {
            AxleDescription(spacing: $0.map { Millimetres($0) }, dualTyres: $1.map { $0 == 4 })
        },
        axleCode: code,
        cameraForm: form,
        driveAxles: 2
    )
    vehicle.wideTyres = false
    change(&vehicle)
    return vehicle
}

private func assess(_ vehicle: VehicleDescription, _ gross: Int = 20_000) throws -> Assessment {
    try rules().assess(vehicle, weighing: standing(gross))
}

@Suite("Single tyres where dual are assumed (annex to Order 62, note; §1)")
struct SingleTyreTests {
    private let sixAxles = [nil, 3_300, 1_350, 7_000, 1_310, 1_310]

    @Test("−3 000 for each trailer axle with single tyres")
    func trailer() throws {
        let found = try assess(described(sixAxles, [2, 4, 4, 2, 2, 2], code: "159"))
        #expect(found.limit == Kilograms(40_000) && found.findings == [.axleCodeContradictsTyres])
        #expect(found.rule?.id == "o62-annex-159-drive2", "the class's rule still gives the limit")
        #expect(try assess(described(sixAxles, [2, 4, 4, 4, 4, 2], code: "159")).limit == Kilograms(46_000))
    }

    @Test("what the code alone says of the tyres counts, too; of a mixed group one axle is certain")
    func code() throws {
        let unknown: [Int?] = Array(repeating: nil, count: 6)
        #expect(try assess(described(unknown, unknown, code: "156")).limit == Kilograms(40_000))
        for code in ["157", "158"] {
            #expect(try assess(described(unknown, unknown, code: code)).limit == Kilograms(46_000))
        }
    }

    @Test("nothing comes off for wide tyres; where nobody knows, they are wide, and that is named")
    func wide() throws {
        let wide = try assess(described(sixAxles, [2, 4, 4, 2, 2, 2], code: "159") { $0.wideTyres = true })
        #expect(wide.limit == Kilograms(49_000) && wide.unknowns.isEmpty)
        let unknown = try assess(described(sixAxles, [2, 4, 4, 2, 2, 2], code: "159") { $0.wideTyres = nil })
        #expect(unknown.limit == Kilograms(49_000) && unknown.unknowns == [.wideTyres])
    }

    @Test("nothing comes off for steering and driven axles")
    func driven() throws {
        #expect(try assess(described([nil, 4_000, 1_350], [2, 2, 2], code: "15")).limit == Kilograms(25_000))
        #expect(try assess(described([nil, 4_000], [2, 2], code: "12") { $0.wideTyres = nil }).unknowns.isEmpty)
    }

    @Test("tyres of an axle that nobody described are dual, without a mark")
    func undescribed() throws {
        let found = try assess(described(sixAxles, Array(repeating: nil, count: 6), code: "159"))
        #expect(found.limit == Kilograms(49_000) && found.unknowns.isEmpty)
    }
}

@Suite("Air suspension (annex to Order 62, note; GB 1589-2016 §4.2; §1)")
struct AirSuspensionTests {
    @Test(
        "+1 000 for 3- and 4-axle rigid trucks whose drive axles have dual tyres and air suspension",
        arguments: [
            ("15", 26_000), ("112", 26_000), ("115", 32_000), ("12", 18_000), ("125", 36_000),
        ]
    )
    func addition(code: String, limit: Int) throws {
        let axles = try #require(AxleTypeCode(code, dialect: .b)).axles
        let unknown: [Int?] = Array(repeating: nil, count: axles)
        let found = try assess(described(unknown, unknown, code: code) { $0.airSuspension = true })
        #expect(found.limit == Kilograms(limit))
    }

    @Test(
        "it needs proof of air suspension, and dual tyres",
        arguments: [
            (Bool?.none, Bool?.none, 31_000), (false, true, 31_000), (true, nil, 32_000), (true, true, 32_000),
            (true, false, 31_000),
        ]
    )
    func proof(air: Bool?, dual: Bool?, limit: Int) throws {
        let unknown: [Int?] = Array(repeating: nil, count: 4)
        let vehicle = described(unknown, unknown, code: "115") { ($0.airSuspension, $0.driveDual) = (air, dual) }
        #expect(try assess(vehicle).limit == Kilograms(limit))
    }

    @Test(
        "37 000 for a 4-axle articulated vehicle with semitrailer axles 1 800 mm and more apart",
        arguments: [
            (1_799, 36_000), (1_800, 37_000), (2_400, 37_000),
        ]
    )
    func spread(spacing: Int, limit: Int) throws {
        let vehicle = described([nil, 3_500, 6_000, spacing], [2, 4, 4, 4], code: "125", form: .articulated) {
            $0.airSuspension = true
        }
        #expect(try assess(vehicle).limit == Kilograms(limit))
        var single = vehicle
        single.driveDual = false
        #expect(try assess(single).limit == Kilograms(36_000))
        #expect(try assess(single).findings.contains(.driveTyresContradiction))
    }

    @Test("a form that only may be articulated is no proof, the register's word is")
    func spreadProof() throws {
        var vehicle = described([nil, 3_500, 6_000, 1_900], [2, 4, 4, 4]) { $0.airSuspension = true }
        #expect(try assess(vehicle).form == .drawbar)
        #expect(try assess(vehicle).limit == Kilograms(36_000))
        vehicle.registration = Registration(form: .articulated)
        let found = try assess(vehicle)
        #expect(found.limit == Kilograms(37_000) && found.findings == [.formContradiction])
    }
}

@Suite("The vehicle licence (行驶证) and kinds with figures of their own (Order 62 Art. 3; §1)")
struct LicenceTests {
    @Test("2-axle trucks: not over the total mass on the licence, where somebody knows it")
    func twoAxles() throws {
        var vehicle = vehicle(axles: 2, form: .rigid)
        vehicle.registration = Registration(licenceMass: Kilograms(16_000))
        let found = try assess(vehicle, 16_001)
        #expect(
            found.limit == Kilograms(16_000) && found.verdict == .overloaded
                && found.rule?.id == "o62-annex-2axle-licence"
        )
        vehicle.registration = Registration(licenceMass: Kilograms(20_000))
        #expect(try assess(vehicle).limit == Kilograms(18_000))
        vehicle.axles.append(AxleDescription())
        vehicle.registration = Registration(licenceMass: Kilograms(16_000))
        #expect(try assess(vehicle).limit == Kilograms(25_000))
    }

    @Test("the register's licence mass goes before the one that was shown; that they differ is a finding")
    func contradiction() throws {
        var vehicle = vehicle(axles: 2, form: .rigid)
        vehicle.licenceMass = Kilograms(17_000)
        vehicle.registration = Registration(licenceMass: Kilograms(16_000))
        let found = try assess(vehicle)
        #expect(found.limit == Kilograms(16_000) && found.findings == [.licenceContradiction])
    }

    @Test("low-speed trucks: the licence's total mass; unknown: no limit, not evidence, licence-mass-unknown")
    func lowSpeed() throws {
        var vehicle = vehicle(axles: 3, form: .rigid)
        vehicle.kind = .lowSpeed
        let unknown = try assess(vehicle)
        #expect(unknown.limit == nil && unknown.verdict == .notEvidence && unknown.unknowns == [.licenceMass])
        vehicle.licenceMass = Kilograms(9_000)
        let found = try assess(vehicle, 9_001)
        #expect(found.limit == Kilograms(9_000) && found.verdict == .overloaded)
    }

    @Test("special-operation vehicles: the licence's total mass; unknown: exempt")
    func specialOperation() throws {
        var vehicle = vehicle(axles: 5, form: .rigid)
        vehicle.registration = Registration(kind: .specialOperation)
        let unknown = try assess(vehicle, 55_000)
        #expect(unknown.limit == nil && unknown.verdict == .exempt && unknown.reasons == [.specialOperation])
        #expect(unknown.transport.fine == nil && !unknown.transport.warning)
        vehicle.licenceMass = Kilograms(55_000)
        #expect(try assess(vehicle, 55_001).verdict == .overloaded)
        #expect(try assess(vehicle, 55_000).verdict == .compliant)
    }

    @Test(
        "refrigerated vehicles, trains and car carriers have no other mass limit (Art. 3 para 2 item 5)",
        arguments: [
            VehicleKind.refrigerated, .carCarrier, .ordinary,
        ]
    )
    func noOtherMass(kind: VehicleKind) throws {
        var vehicle = try vehicle(code: "159", driveAxles: 2)
        vehicle.kind = kind
        #expect(try assess(vehicle).limit == Kilograms(49_000))
    }
}

@Suite("What the vehicle is: register, axle code, camera, in this order (§1)")
struct RecognitionTests {
    @Test(
        "each source, alone and against the next",
        arguments: [
            (VehicleForm.articulated, "115", VehicleForm.rigid, VehicleForm.articulated, Origin.register),
            (.unknown, "115", .articulated, .rigid, .axleCode), (.unknown, "155", .centreAxle, .centreAxle, .camera),
            (.unknown, "155", .rigid, .combination, .axleCode), (.unknown, "133", .drawbar, .drawbar, .camera),
            (.unknown, "133", .unknown, .combination, .axles),
        ]
    )
    func sources(
        registered: VehicleForm,
        code: String,
        seen: VehicleForm,
        form: VehicleForm,
        origin: Origin
    ) throws {
        var vehicle = try vehicle(code: code, form: seen)
        vehicle.registration = Registration(form: registered)
        let found = try assess(vehicle)
        #expect(found.form == form && found.formOrigin == origin)
    }

    @Test("a rigid truck of five axles and more has no class, whatever its code")
    func noClass() throws {
        var vehicle = try vehicle(code: "159")
        vehicle.registration = Registration(form: .rigid)
        let found = try assess(vehicle, 60_000)
        #expect(found.limit == nil && found.verdict == .notEvidence && found.unknowns == [.noClass])
    }

    @Test("a register's rigid truck with a trailer behind it keeps the annex value of its code")
    func trailerBehindRigid() throws {
        var vehicle = try vehicle(code: "152")
        vehicle.registration = Registration(form: .rigid)
        let found = try assess(vehicle)
        #expect(found.limit == Kilograms(35_000) && found.findings == [.formContradiction])
    }

    @Test("the register's driven axles go before the camera's; that they differ is a finding")
    func driveAxles() throws {
        var vehicle = try vehicle(code: "159", driveAxles: 2)
        vehicle.registration = Registration(driveAxles: 1)
        let found = try assess(vehicle)
        #expect(found.limit == Kilograms(46_000) && found.findings == [.driveAxlesContradiction])
        #expect(found.driveAxlesOrigin == .register)
    }

    @Test("the register's kind goes before what was seen; that they differ is a finding")
    func kind() throws {
        var vehicle = try vehicle(code: "12")
        vehicle.kind = .refrigerated
        vehicle.registration = Registration(kind: .lowSpeed)
        let found = try assess(vehicle)
        #expect(found.kind == .lowSpeed && found.findings == [.vehicleKindContradiction])
        #expect(found.kindRule?.id == "o62-3-low-speed")
    }

    @Test("where register and code contradict each other over a trailer, nobody knows of trailer axles")
    func noTrailerKnown() throws {
        var vehicle = described([nil, 1_900, 3_000, 1_350], [2, 2, 2, 2], code: "115")
        vehicle.registration = Registration(form: .articulated)
        #expect(try assess(vehicle).limit == Kilograms(31_000))
    }

    @Test("spacings that make other groups than the reported code are a finding; the code counts")
    func spacings() throws {
        let found = try assess(described([nil, 3_300, 1_350, 1_310, 1_310, 7_000], [2, 4, 4, 4, 4, 4], code: "159"))
        #expect(found.findings.contains(.axleCodeContradictsSpacings) && found.code?.description == "159")
    }

    @Test(
        "axle loads that do not add up to the gross mass within the greater of 1 % and 100 kg are no evidence",
        arguments: [
            (0, true), (490, true), (491, false), (-490, true), (-491, false),
        ]
    )
    func axleSum(off: Int, fits: Bool) throws {
        var vehicle = try vehicle(code: "159", driveAxles: 2)
        for axle in 0..<6 { vehicle.axles[axle].load = Kilograms(8_000) }
        vehicle.axles[0].load = Kilograms(9_000 + off)
        let found = try assess(vehicle, 49_000)
        #expect(found.verdict == (fits ? .compliant : .notEvidence) && found.reasons == (fits ? [] : [.axleSum]))
    }

    @Test("axle groups over their limit are recorded and shown, and no case by themselves")
    func axleGroups() throws {
        var vehicle = described([nil, 4_000, 1_350], [2, 4, 4], code: "15")
        for (axle, load) in [5_000, 9_500, 9_500].enumerated() { vehicle.axles[axle].load = Kilograms(load) }
        let found = try assess(vehicle, 24_000)
        #expect(found.verdict == .compliant && found.findings == [.axleGroupOver])
        #expect(found.groups.map(\.load) == [Kilograms(5_000), Kilograms(19_000)])
        #expect(found.groups[1].limit == Kilograms(18_000) && found.groups[1].rule?.id == "tandem-wide")
    }

    @Test(
        "a permit covers mass and dimensions, or nothing (公路安全保护条例 Art. 36)",
        arguments: [
            (60_000, 5_000, Verdict.exempt), (59_999, 5_000, .overloaded), (60_000, 4_999, .overloaded),
        ]
    )
    func permit(mass: Int, height: Int, verdict: Verdict) throws {
        var vehicle = try vehicle(code: "159", driveAxles: 2)
        vehicle.dimensions.height = Millimetres(5_000)
        vehicle.permit = TransportPermit(
            number: "豫超2026001",
            mass: Kilograms(mass),
            dimensions: OuterDimensions(height: Millimetres(height))
        )
        let found = try assess(vehicle, 60_000)
        #expect(found.verdict == verdict && (found.transport.fine == nil) == (verdict == .exempt))
        if verdict == .exempt { #expect(found.reasons == [.permit] && found.permit?.number == "豫超2026001") }
        let findings = found.findings.filter { $0 == .permitMass || $0 == .permitDimensions }
        #expect(findings == (mass < 60_000 ? [.permitMass] : height < 5_000 ? [.permitDimensions] : []))
    }
}
