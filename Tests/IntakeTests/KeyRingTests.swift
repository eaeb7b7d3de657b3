import Intake
import Readings
import Testing
import ZeroMQ

@Suite("Which key may speak for whom")
struct KeyRingTests {
    private let scale = Source("S1/wim-1")
    private let camera = Source("S1/cam-1")
    private let stranger = Source("S2/wim-1")

    @Test("a station's key speaks for all of its devices, an endpoint's for those that were named, others for nobody")
    func speakers() throws {
        let keys = try (0..<3).map { _ in try CurveKeyPair.generate().publicKey }
        let (scale, camera) = (try #require(scale), try #require(camera))
        let stranger = try #require(stranger)
        let ring = KeyRing([keys[0]: .station(scale.station), keys[1]: .sources([scale])])

        let station = ring.speaker(keys[0].userID)
        #expect(station == .station(scale.station))
        #expect(station.maySpeak(for: scale) && station.maySpeak(for: camera) && !station.maySpeak(for: stranger))
        #expect(station.maySpeak(forStation: scale.station) && !station.maySpeak(forStation: stranger.station))

        let named = ring.speaker(keys[1].userID)
        #expect(named.maySpeak(for: scale) && !named.maySpeak(for: camera) && !named.maySpeak(for: stranger))
        #expect(named.maySpeak(forStation: scale.station) && !named.maySpeak(forStation: stranger.station))

        for userID in [keys[2].userID, nil] {
            let nobody = ring.speaker(userID)
            #expect(nobody == .nobody && !nobody.maySpeak(for: scale))
            #expect(!nobody.maySpeak(forStation: scale.station))
        }
        let anyone = KeyRing.Speaker.anyone
        #expect(anyone.maySpeak(for: stranger) && anyone.maySpeak(forStation: stranger.station))
    }
}
