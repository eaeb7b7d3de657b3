import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("Permits for over-limit transports (公路安全保护条例 Art. 35–36)")
struct PermitTests {
    /// A permit for just what passes: 60 t as shown, 57 t as judged, 4.3 m high, with its trailer.
    private static func permit(
        _ number: String = "豫超限2026001",
        trailer: String? = "豫A1234挂",
        stations: [String] = ["S9", "S1"],
        mass: Int? = 57_000,
        height: Int = 4_300
    ) -> PermitRecord {
        PermitRecord(
            number: number,
            trailerPlate: trailer,
            stations: stations,
            allowed: TransportPermit(
                number: number,
                mass: mass.map { Kilograms($0) },
                dimensions: OuterDimensions(height: Millimetres(height))
            )
        )
    }

    private func passage(_ permits: [PermitRecord], of plate: String = "豫A12345", trailer: String? = "豫A1234挂") throws
        -> Passage
    {
        var core = try Core()
        core.pass(
            registers: [plate: RegisterAnswer(permits: permits)],
            weighing: { $0.dimensions = Dimensions(height: Millimetres(4_300)) },
            picture: { $0.trailerPlate = trailer }
        )
        return try core.settled()
    }

    @Test("one that matches in everything exempts, and its number is named")
    func covers() throws {
        let passage = try passage([PermitTests.permit()])
        #expect(passage.verdict == .exempt && passage.reasons == [.permit] && passage.action == .pass)
        let step = try #require(passage.explanation.first { $0.step == "permit" })
        #expect(step.zh.contains("豫超限2026001") && step.en.contains("豫超限2026001"))
    }

    struct Mismatch: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var permit = PermitTests.permit()
        var plate = "豫A12345"
        var trailer: String? = "豫A1234挂"
    }

    @Test(
        "one that differs in any one thing covers nothing",
        arguments: [
            Mismatch(testDescription: "another truck's", plate: "豫A12346"),
            Mismatch(testDescription: "another trailer", permit: permit(trailer: "豫A1235挂")),
            Mismatch(testDescription: "without a trailer", permit: permit(trailer: nil)),
            Mismatch(testDescription: "the trailer's plate was not read", trailer: nil),
            Mismatch(
                testDescription: "a route that does not pass the station",
                permit: permit(stations: ["S9", "S10"])
            ),
            Mismatch(testDescription: "a kilogram less mass", permit: permit(mass: 56_999)),
            Mismatch(testDescription: "for dimensions only", permit: permit(mass: nil)),
            Mismatch(testDescription: "a millimetre lower", permit: permit(height: 4_299)),
        ]
    )
    func coversNothing(mismatch: Mismatch) throws {
        let passage = try passage([mismatch.permit], of: mismatch.plate, trailer: mismatch.trailer)
        #expect(passage.verdict == .overloaded && passage.action == .stopForWeighing)
    }

    @Test("what it exceeds is a finding")
    func findings() throws {
        #expect(try passage([PermitTests.permit(mass: 56_999)]).findings.contains(.permitMass))
        #expect(try passage([PermitTests.permit(height: 4_299)]).findings.contains(.permitDimensions))
    }

    @Test("of several, the one that covers the passage counts, wherever it stands", arguments: [false, true])
    func several(isReversed: Bool) throws {
        let permits = [
            PermitTests.permit("小", mass: 50_000), PermitTests.permit(), PermitTests.permit("矮", height: 4_100),
        ]
        let passage = try passage(isReversed ? permits.reversed() : permits)
        #expect(passage.verdict == .exempt && passage.mass.permit?.number == "豫超限2026001")
    }

    @Test("a truck without a trailer needs one that names none")
    func withoutTrailer() throws {
        #expect(try passage([PermitTests.permit(trailer: nil)], trailer: nil).verdict == .exempt)
    }

    @Test("it does not make evidence of what is none")
    func noEvidence() throws {
        var core = try Core()
        core.pass(
            registers: ["豫A12345": RegisterAnswer(permits: [PermitTests.permit(trailer: nil)])],
            weighing: { $0.quality = QualityFlags(.offScale) }
        )
        let passage = try core.settled()
        #expect(passage.verdict == .notEvidence && passage.reasons == [.permit, .offScale])
    }
}

@Suite("The instrument register")
struct InstrumentRegisterTests {
    private func certificate(_ name: String, _ days: ClosedRange<Int>, accuracyClass: String = "1") -> InstrumentProfile
    {
        InstrumentProfile(
            id: "I1",
            accuracyClass: accuracyClass,
            certificate: name,
            validFrom: .noon(days.lowerBound),
            validUntil: .noon(days.upperBound),
            speeds: MetresPerHour(kilometresPerHour: 5)...MetresPerHour(kilometresPerHour: 120)
        )
    }

    /// What passes on noon's day; the station's file names a certificate of class 5 of the days given.
    private func passage(file: ClosedRange<Int>, register: [InstrumentProfile]) throws -> Passage {
        let station = Given.station { $0.instruments["I1"] = certificate("C5", file, accuracyClass: "5") }
        var core = try Core([station])
        core.tell(.registers(instruments: register, knowPlates: false))
        core.receive(Given.weighing(seq: 1, gross: 60_000, trigger: "7"))
        core.receive(Given.picture(seq: 1, trigger: "7"))
        return try core.settled()
    }

    @Test(
        "a renewed certificate counts from its first day; the one of the day decides class and range (Order 62 Art. 38)"
    )
    func renewed() throws {
        let old = certificate("C1", -400 ... -35, accuracyClass: "10")
        let renewed = certificate("C2", -34...331)
        let passage = try passage(file: -400 ... -35, register: [renewed, old])
        #expect(passage.verdict == .overloaded && passage.mass.assessed == Kilograms(59_400), "1 % of class 1")
    }

    @Test("of two that cover the day the later one counts")
    func overlapping() throws {
        let passage = try passage(
            file: -100...100,
            register: [certificate("C1", -300...65, accuracyClass: "10"), certificate("C2", 0...365)]
        )
        #expect(passage.mass.assessed == Kilograms(59_400))
    }

    @Test(
        "a certificate proves itself wherever it is on record: the station's counts where the register's does not cover the day"
    )
    func both() throws {
        let passage = try passage(file: -100...100, register: [certificate("C1", -400 ... -35)])
        #expect(passage.verdict == .overloaded && passage.mass.assessed == Kilograms(57_000), "5 % of class 5")
    }

    @Test("where none covers the day, the one that ends last is named")
    func none() throws {
        let register = [
            certificate("C1", -400 ... -35), certificate("C2", -34 ... -1), certificate("C3", -800 ... -401),
        ]
        let passage = try passage(file: -100 ... -2, register: register)
        #expect(passage.reasons == [.instrumentUnverified])
        #expect(passage.faults.first?.step.en.contains("certificate C2 of I1") == true)
    }

    @Test("an instrument that only the register knows is known")
    func registerOnly() throws {
        var core = try Core([Given.station { $0.instruments = [:] }])
        core.tell(.registers(instruments: [certificate("C1", -1...1)], knowPlates: false))
        core.receive(Given.weighing(seq: 1, gross: 60_000, trigger: "7"))
        core.receive(Given.picture(seq: 1, trigger: "7"))
        let passage = try core.settled()
        #expect(passage.verdict == .overloaded)
    }
}
