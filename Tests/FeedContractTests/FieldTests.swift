import FeedContract
import Readings
import Testing
import Units

@Suite struct FieldTests {
    @Test func acceptsTheSamples() {
        #expect(pointers(Samples.weigh.text) == [])
        #expect(pointers(Samples.camera.text, topic: Samples.cameraTopic) == [])
    }

    @Test(arguments: FieldCase.header + FieldCase.weigh + FieldCase.axles + FieldCase.inspection)
    func weigh(_ field: FieldCase) {
        let text = Samples.weigh.setting(field.pointer, field.json).text
        #expect(pointers(text) == (field.isValid ? [] : [field.pointer]), "\(text)")
    }

    @Test(arguments: FieldCase.header + FieldCase.camera)
    func camera(_ field: FieldCase) {
        let text = Samples.camera.setting(field.pointer, field.json).text
        let found = pointers(text, topic: Samples.cameraTopic)
        #expect(found == (field.isValid ? [] : [field.pointer]), "\(text)")
    }

    @Test func readsAllOfAWeighing() throws {
        guard case .weigh(let reading) = decode(Samples.weigh.text) else {
            Issue.record("not a weighing")
            return
        }
        let source = try #require(Source("410184-07/wim-2"))
        let id = ReadingID(source: source, epoch: 1_795_400_130_123, seq: 42)
        let at = try #require(Instant(rfc3339: "2026-11-23T02:15:30.123Z"))
        var inspection = Inspection()
        (inspection.ticket, inspection.plate, inspection.plateColour) = ("J-1", "豫A12345", .yellow)
        inspection.officers = [Officer(name: "王", certificate: "41-1")]
        inspection.policeOfficer = "李"
        inspection.driver = Driver(name: "赵", licence: "L", qualification: "Q")
        (inspection.company, inspection.loadingSite, inspection.cargo) = ("C", "S", "砂")
        inspection.firstTicket = "J-0"
        let expected = WeighReading(
            header: ReadingHeader(id: id, at: at, lane: try #require(Lane(2))),
            kind: .dynamic,
            instrument: "WIM-1",
            direction: .up,
            speed: MetresPerHour(58_400),
            gross: Kilograms(23_400),
            axles: [
                Axle(load: Kilograms(6_800), tyres: .single),
                Axle(load: Kilograms(8_300), spacing: Millimetres(3_300), tyres: .single),
                Axle(load: Kilograms(8_300), spacing: Millimetres(1_350), tyres: .single),
            ],
            axleCode: "12",
            dimensions: Dimensions(
                length: Millimetres(12_000),
                width: Millimetres(2_550),
                height: Millimetres(3_980)
            ),
            trigger: "t-1",
            quality: [],
            imbalance: PartsPerThousand(24),
            dataStatus: .raw,
            clockSynced: true,
            inspection: inspection
        )
        #expect(reading == expected)
    }

    @Test func readsAllOfACameraMessage() throws {
        guard case .camera(let reading) = decode(Samples.camera.text, topic: Samples.cameraTopic) else {
            Issue.record("not a camera message")
            return
        }
        #expect(reading.header.id.description == "410184-07/cam-2:1795400130123:42")
        #expect(reading.plate == "豫A12345")
        #expect(reading.plateColour == .yellow)
        #expect(reading.confidence == PartsPerMillion(973_000))
        #expect(reading.view == .front)
        #expect(reading.trailerPlate == "豫A123挂")
        #expect(reading.vehicleForm == .articulated)
        #expect(reading.driveAxles == 2)
        #expect(reading.covered == true)
        #expect(reading.trigger == "t-1")
        #expect(reading.clockSynced == false)
        #expect(reading.object == "v-9")
        let digest = try #require(SHA256Digest(String(repeating: "9fa0", count: 16)))
        #expect(reading.media == [Medium(sha256: digest, type: "image/jpeg", bytes: 183_220, view: .front)])
    }

    @Test(arguments: [
        ("72", 72_000), ("72.0004", 72_000), ("72.0005", 72_001), ("0.0004", 0), ("299.9999", 300_000),
        ("1e2", 100_000),
    ])
    func roundsSpeed(_ json: String, _ metresPerHour: Int) {
        guard case .weigh(let reading) = decode(Samples.weigh.setting("/speed_kmh", json).text) else {
            Issue.record("not a weighing")
            return
        }
        #expect(reading.speed == MetresPerHour(metresPerHour))
    }

    @Test func cutsConfidence() {
        var wanted = [("0.9999999", 999_999), ("0.29", 290_000), ("0.000007", 7), ("0.0000019", 1), ("1e-9", 0)]
        wanted += stride(from: 0, through: 1_000_000, by: 997).map { (String(Double($0) / 1_000_000), $0) }
        for (json, millionths) in wanted {
            let text = Samples.camera.setting("/confidence", json).text
            guard case .camera(let reading) = decode(text, topic: Samples.cameraTopic) else {
                Issue.record("\(json) is rejected")
                continue
            }
            #expect(reading.confidence == PartsPerMillion(millionths), "\(json)")
        }
    }

    @Test func boundsTheNumberOfAxlesAndOfficers() {
        func axles(_ count: Int) -> String {
            let axles = (0..<count).map { Samples.axle(1_000, $0 == 0 ? nil : 1_300) }
            return Samples.weigh.setting(["axles"], to: .array(axles)).text
        }
        func officers(_ count: Int) -> String {
            let officer = JSONTree.object([("name", .string("")), ("certificate", .string(""))])
            let officers = JSONTree.array(Array(repeating: officer, count: count))
            return Samples.weigh.setting(["inspection", "officers"], to: officers).text
        }
        #expect(pointers(axles(1)) == [])
        #expect(pointers(axles(20)) == [])
        #expect(pointers(axles(21)) == ["/axles"])
        #expect(pointers(officers(20)) == [])
        #expect(pointers(officers(21)) == ["/inspection/officers"])
    }

    @Test func rejectsUnknownFlags() {
        let text = Samples.weigh.setting("/quality", #"["straddling","odd",null,"imbalance"]"#).text
        #expect(pointers(text) == ["/quality/1", "/quality/2"])
    }

    @Test func saysWhatIsAllowed() {
        let reason = invalid(Samples.weigh.setting("/gross_kg", "500001").text).faults.first?.reason
        #expect(reason == "must be an integer from 0 to 500000, but is 500001")
        let choice = invalid(Samples.weigh.setting("/direction", #""left""#).text).faults.first?.reason
        #expect(choice == "must be one of up, down, reverse, but is the string \"left\"")
        let hidden = invalid(Samples.weigh.setting("/direction", #""l\u202eft""#).text).faults.first?.reason
        #expect(hidden == "must be one of up, down, reverse, but is the string of 6 bytes")
        #expect(invalid(Samples.weigh.setting("/lane", nil).text).faults.first?.reason == "missing")
    }
}
