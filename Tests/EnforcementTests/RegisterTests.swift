import Enforcement
import Law
import Readings
import TestSupport
import Testing
import Units

@Suite("Asking the registers")
struct RegisterQuestionTests {
    @Test("asks once for every reading that names a plate, with the day of the act by Chinese time")
    func once() throws {
        var core = try Core()
        core.tell(.registers(instruments: [], knowPlates: true))
        let midnight = try #require(Instant(rfc3339: "2026-11-23T16:00:00Z"))
        core.receive(Given.weighing(seq: 1))
        core.receive(Given.picture(seq: 1, at: midnight + -Milliseconds(1)))
        core.receive(Given.picture(seq: 2, at: midnight))
        core.receive(Given.picture(seq: 3, plate: nil))
        let truck = Plate(number: "豫A12345", colour: .yellow)
        let asked = [RegisterQuestion(plate: truck, day: .noon(0)), RegisterQuestion(plate: truck, day: .noon(1))]
        #expect(core.questions == asked)
        for question in asked { core.tell(.answered(question, .empty)) }
        core.settleAll()
        #expect(core.questions == asked)
    }

    @Test("asks nothing while the registers hold no plates")
    func nothingKnown() throws {
        var core = try Core()
        core.receive(Given.picture(seq: 1))
        core.tell(.registers(instruments: [], knowPlates: false))
        core.receive(Given.picture(seq: 2))
        #expect(core.questions.isEmpty)
    }

    @Test("asks about the plate that officers wrote down, not about a moving vehicle's")
    func inspected() throws {
        var core = try Core()
        core.tell(.registers(instruments: [], knowPlates: true))
        for (seq, kind) in [(UInt64(1), WeighingKind.dynamic), (2, .static), (3, .afterUnloading)] {
            core.receive(
                Given.weighing(seq: seq, at: .noon(Int64(seq) * 1_000)) {
                    $0.kind = kind
                    $0.inspection = Inspection()
                    $0.inspection?.plate = "豫A0000\(seq)"
                    $0.inspection?.plateColour = .blue
                }
            )
        }
        #expect(core.questions.map(\.plate.description) == ["豫A00002 blue", "豫A00003 blue"])
    }

    @Test("a reading waits for its answer, and for no other plate's or day's")
    func waits() throws {
        var core = try Core()
        core.tell(.registers(instruments: [], knowPlates: true))
        core.receive(Given.weighing(seq: 1, trigger: "7"))
        core.receive(Given.picture(seq: 1, trigger: "7"))
        core.answer("豫A12345", .empty, day: .noon(-1))
        core.answer("豫A12346", .empty)
        #expect(core.verdicts.isEmpty)
        core.answer("豫A12345", .empty)
        #expect(core.verdicts == [.compliant])
    }

    @Test("a reading that is not answered goes on after the settle time, before its weighing is settled without it")
    func unanswered() throws {
        var core = try Core()
        core.tell(.registers(instruments: [], knowPlates: true))
        core.receive(Given.picture(seq: 1, at: .noon(100), trigger: "7"))
        #expect(core.pipeline.nextDeadline == .noon(5_000), "the core wants to be woken for it")
        #expect(core.pipeline.oldestOpenOrdinal() == 1, "and told again after a restart")
        core.receive(Given.weighing(seq: 1, trigger: "7"))
        core.tick(after: 4_999)
        #expect(core.verdicts.isEmpty)
        core.tick(after: 5_000)
        #expect(core.passages.map(\.verdict) == [.compliant] && core.amended.isEmpty)
    }

    @Test("at the bound of readings that wait, the oldest goes on without an answer")
    func bound() throws {
        var core = try Core()
        core.tell(.registers(instruments: [], knowPlates: true))
        core.receive(Given.weighing(seq: 1, trigger: "7"))
        core.receive(Given.picture(seq: 1, trigger: "7"))
        for seq in 2...UInt64(PipelineSettings.waitingForRegistersMax) {
            core.receive(Given.picture(seq: seq, at: .noon(2_000)))
        }
        #expect(core.verdicts.isEmpty)
        core.receive(Given.picture(seq: 9_999, at: .noon(2_000)))
        #expect(core.verdicts == [.compliant])
    }
}

@Suite("What the vehicle register changes")
struct VehicleRegisterTests {
    struct Entry: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var record: VehicleRecord?
        var code: String? = "159"
        var axles = 6
        let limit: Int?
        var verdict = Verdict.compliant
        var findings: [Finding] = []
    }

    private static func entry(_ registration: Registration, driveDual: Bool? = nil, air: Bool? = nil) -> VehicleRecord {
        VehicleRecord(registration: registration, driveDual: driveDual, airSuspension: air)
    }

    @Test(
        "the limit follows the register's word (law.md §1; Order 62 Art. 3)",
        arguments: [
            Entry(testDescription: "no entry: 49 t", limit: 49_000),
            Entry(
                testDescription: "one driven axle: 46 t",
                record: entry(Registration(driveAxles: 1)),
                limit: 46_000,
                findings: [.driveAxlesContradiction, .registerDifference]
            ),
            Entry(testDescription: "two driven axles: 49 t", record: entry(Registration(driveAxles: 2)), limit: 49_000),
            Entry(testDescription: "4 axles, no form", code: nil, axles: 4, limit: 36_000),
            Entry(
                testDescription: "4 axles, rigid: 31 t",
                record: entry(Registration(form: .rigid)),
                code: nil,
                axles: 4,
                limit: 31_000
            ),
            Entry(
                testDescription: "4 axles, articulated: 36 t",
                record: entry(Registration(form: .articulated)),
                code: nil,
                axles: 4,
                limit: 36_000
            ),
            Entry(
                testDescription: "rigid truck, dual drive, air suspension: 32 t",
                record: entry(Registration(form: .rigid), driveDual: true, air: true),
                code: nil,
                axles: 4,
                limit: 32_000
            ),
            Entry(
                testDescription: "rigid truck, dual drive, no word on suspension: 31 t",
                record: entry(Registration(form: .rigid), driveDual: true),
                code: nil,
                axles: 4,
                limit: 31_000
            ),
            Entry(
                testDescription: "rigid truck, no word on tyres of the drive: 31 t",
                record: entry(Registration(form: .rigid), driveDual: false, air: true),
                code: nil,
                axles: 4,
                limit: 31_000
            ),
            Entry(testDescription: "2 axles: 18 t", code: "12", axles: 2, limit: 18_000, verdict: .overloaded),
            Entry(
                testDescription: "2 axles, licence 16 t",
                record: entry(Registration(licenceMass: Kilograms(16_000))),
                code: "12",
                axles: 2,
                limit: 16_000,
                verdict: .overloaded
            ),
            Entry(
                testDescription: "2 axles, licence 20 t: still 18 t",
                record: entry(Registration(licenceMass: Kilograms(20_000))),
                code: "12",
                axles: 2,
                limit: 18_000,
                verdict: .overloaded
            ),
            Entry(
                testDescription: "low-speed truck: its licence",
                record: entry(Registration(kind: .lowSpeed, licenceMass: Kilograms(4_500))),
                code: "12",
                axles: 2,
                limit: 4_500,
                verdict: .overloaded
            ),
            Entry(
                testDescription: "low-speed truck without licence mass",
                record: entry(Registration(kind: .lowSpeed)),
                code: "12",
                axles: 2,
                limit: nil,
                verdict: .notEvidence
            ),
            Entry(
                testDescription: "crane without licence mass",
                record: entry(Registration(kind: .specialOperation)),
                limit: nil,
                verdict: .exempt
            ),
        ]
    )
    func limit(entry: Entry) throws {
        var core = try Core()
        core.tell(.registers(instruments: [], knowPlates: true))
        core.receive(
            Given.weighing(seq: 1, gross: 30_000, trigger: "7") {
                $0.axleCode = entry.code
                $0.axles = (0..<entry.axles).map { index in
                    Axle(load: Kilograms(30_000 / entry.axles), spacing: index == 0 ? nil : Millimetres(3_300))
                }
                if entry.code == "159" { $0.axles = Given.weighing(seq: 1, gross: 30_000).axles }
            }
        )
        core.receive(
            Given.picture(seq: 1, trigger: "7") {
                if entry.code != "159" { ($0.vehicleForm, $0.driveAxles) = (.unknown, nil) }
            }
        )
        core.answer("豫A12345", RegisterAnswer(vehicle: entry.record))
        let passage = try core.settled()
        #expect(passage.mass.limit == entry.limit.map { Kilograms($0) } && passage.verdict == entry.verdict)
        #expect(
            passage.findings.filter { [.driveAxlesContradiction, .registerDifference].contains($0) } == entry.findings
        )
    }

    @Test("an entry of another form than was seen is a finding that is copied to the police (Order 62 Art. 45)")
    func difference() throws {
        let entry = VehicleRecord(registration: Registration(form: .rigid))
        var core = try Core()
        core.pass(registers: ["豫A12345": RegisterAnswer(vehicle: entry)])
        let passage = try core.settled()
        #expect(passage.findings.contains(.registerDifference))
        let step = try #require(passage.explanation.first { $0.step == "register-difference" })
        #expect(step.source.contains("第四十五条") && !step.zh.isEmpty && !step.en.isEmpty)
    }

    @Test(
        "an entry that says what was seen, or nothing of it, is no difference",
        arguments: [VehicleForm.articulated, .unknown]
    )
    func noDifference(form: VehicleForm) throws {
        var core = try Core()
        core.pass(registers: ["豫A12345": RegisterAnswer(vehicle: VehicleRecord(registration: Registration(form: form)))]
        )
        let passage = try core.settled()
        #expect(!passage.findings.contains(.registerDifference) && !passage.findings.contains(.formContradiction))
    }

    @Test("sources that contradict each other where the register says nothing are no register difference")
    func otherContradiction() throws {
        var core = try Core()
        core.pass(
            registers: ["豫A12345": RegisterAnswer(vehicle: VehicleRecord(registration: Registration()))],
            picture: { $0.vehicleForm = .rigid }
        )
        let findings = try core.settled().findings
        #expect(findings.contains(.formContradiction) && !findings.contains(.registerDifference))
    }

    @Test("the company of the day goes into the case, however the picture was found", arguments: ["7", nil])
    func company(trigger: String?) throws {
        let entry = VehicleRecord(registration: Registration(), company: "91350100M000100Y43")
        var core = try Core()
        core.pass(registers: ["豫A12345": RegisterAnswer(vehicle: entry)], trigger: trigger)
        core.settleAll()
        #expect(core.overloads.map(\.registeredCompany) == ["91350100M000100Y43"])
    }
}

extension Core {
    /// The registers answer about a yellow plate.
    mutating func answer(_ plate: String, _ answer: RegisterAnswer?, day: CivilDate = .noon(0)) {
        tell(.answered(RegisterQuestion(plate: Plate(number: plate, colour: .yellow), day: day), answer))
    }

    /// A passage of 60 t whose plate the registers are asked about, and answer.
    mutating func pass(
        registers: [String: RegisterAnswer],
        trigger: String? = "7",
        weighing: (inout WeighReading) -> Void = { _ in },
        picture: (inout CameraReading) -> Void = { _ in }
    ) {
        tell(.registers(instruments: [], knowPlates: true))
        receive(Given.weighing(seq: 1, gross: 60_000, trigger: trigger, change: weighing))
        receive(Given.picture(seq: 1, at: .noon(100), trigger: trigger, change: picture))
        for (plate, answer) in registers.sorted(by: { $0.key < $1.key }) { self.answer(plate, answer) }
    }

    /// What the first passage has come to once all has settled.
    mutating func settled() throws -> Passage {
        settleAll()
        return try #require(outcomes.first)
    }
}
