import FeedContract
import Foundation
import Readings
import TestSupport
import Testing
import Units

@Suite struct EncoderTests {
    @Test(arguments: Seeds.run(ci: 8))
    func whatIsEncodedDecodesToTheSame(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let decoder = MessageDecoder()
        var buffer: [UInt8] = []
        for round in 0..<200 {
            let weighing = random.weighReading()
            var topic = Array(MessageEncoder.topic(of: weighing).description.utf8)
            let payload = MessageEncoder.payload(of: weighing)
            #expect(decoder.decode(topic: topic, payload: payload) == .weigh(weighing), "seed \(seed), round \(round)")

            let sighting = random.cameraReading()
            topic = Array(MessageEncoder.topic(of: sighting).description.utf8)
            let start = buffer.count
            MessageEncoder.append(sighting, to: &buffer)
            let decoded = decoder.decode(topic: topic, payload: Array(buffer[start...]))
            #expect(decoded == .camera(sighting), "seed \(seed), round \(round)")
        }
    }

    @Test func writesTheContractsOrderAndNulls() throws {
        let header = ReadingHeader(
            id: ReadingID(source: try #require(Source("a/b")), epoch: 0, seq: 9_007_199_254_740_991),
            at: try #require(Instant(rfc3339: "2026-11-23T02:15:30.1239Z")),
            lane: try #require(Lane(32))
        )
        let weighing = WeighReading(
            header: header,
            kind: .afterUnloading,
            instrument: "x\"\\/\n\u{1F}\u{7F}豫",
            direction: .reverse,
            speed: MetresPerHour(72_050),
            gross: Kilograms(0),
            axles: [Axle(load: Kilograms(1)), Axle(load: Kilograms(20), spacing: Millimetres(100), tyres: .dual)],
            quality: [QualityFlags(.straddling), QualityFlags(.sensorFault)]
        )
        let expected = #"""
            {"v":1,"source":"a/b","epoch":0,"seq":9007199254740991,"at":"2026-11-23T10:15:30.123+08:00","lane":32,
            "kind":"after-unloading","instrument":"x\"\\/\n\u001f\#u{7F}豫","direction":"reverse","speed_kmh":72.05,
            "gross_kg":0,"axles":[{"load_kg":1,"spacing_mm":null,"tyres":null},
            {"load_kg":20,"spacing_mm":100,"tyres":4}],"axle_code":null,"dimensions_mm":null,"trigger":null,
            "quality":["straddling","sensor-fault"],"imbalance_ppt":null,"data_status":"raw","clock_synced":null,
            "inspection":null}
            """#.replacing("\n", with: "")
        #expect(String(decoding: MessageEncoder.payload(of: weighing), as: UTF8.self) == expected)
        #expect(MessageEncoder.topic(of: weighing).description == "weigh/a/32")

        let sighting = CameraReading(
            header: header,
            plate: nil,
            plateColour: .unknown,
            confidence: PartsPerMillion(7),
            view: .rear
        )
        let camera = #"""
            {"v":1,"source":"a/b","epoch":0,"seq":9007199254740991,"at":"2026-11-23T10:15:30.123+08:00","lane":32,
            "plate":null,"plate_colour":"unknown","confidence":0.000007,"view":"rear","trailer_plate":null,
            "vehicle_form":"unknown","drive_axles":null,"covered":null,"trigger":null,"clock_synced":null,
            "object":null,"media":[]}
            """#.replacing("\n", with: "")
        #expect(String(decoding: MessageEncoder.payload(of: sighting), as: UTF8.self) == camera)
    }

    @Test func foundationReadsIt() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<100 {
            let weighing = random.weighReading()
            let value = try JSONSerialization.jsonObject(with: Data(MessageEncoder.payload(of: weighing)))
            let members = try #require(value as? [String: Any])
            #expect(members["instrument"] as? String == weighing.instrument)
            #expect(members.count == 20)
        }
    }
}
