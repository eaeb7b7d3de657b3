import FeedContract
import Foundation
import Readings
import StationFeed
import Testing
import Units

@Suite struct MonReplayTests {
    private let now = Instant(millisecondsSince1970: 1_795_000_000_000)
    /// Both directions, two lanes, four vehicles.
    private let lines = [
        Line(lane: 2, direction: 1).text,
        truckLine.text,
        Line(time: " 0 159999", lane: 1, direction: 1).text,
        Line(time: " 0 211000", lane: 1, direction: 0).text,
    ]

    private func settings(_ change: (inout MonReplay.Settings) -> Void = { _ in }) throws -> MonReplay.Settings {
        var settings = try #require(MonReplay.Settings(station: "410184-07"))
        change(&settings)
        return settings
    }

    private func replay(_ change: (inout MonReplay.Settings) -> Void = { _ in }) throws -> MonReplay {
        try MonReplay(mon(lines), settings: settings(change))
    }

    @Test func aLineIsAWeighingAndAPicture() throws {
        let replay = try replay()
        let sent = messages(of: replay.messages(now: now))
        #expect(sent.count == 8)
        #expect(sent.weighings.map(\.header.id.source.description) == Array(repeating: "410184-07/wim-1", count: 4))
        #expect(sent.pictures.map(\.header.id.source.description) == Array(repeating: "410184-07/cam-1", count: 4))
        #expect(sent.map(\.header.id.seq) == [1, 1, 2, 2, 3, 3, 4, 4])
        #expect(Set(sent.map(\.header.id.epoch)) == [replay.epoch])
        #expect(sent.weighings.map(\.trigger) == sent.pictures.map(\.trigger))
        #expect(Set(sent.weighings.map(\.trigger)).count == 4)
        let decoder = MessageDecoder()
        #expect(sent.flatMap { faults(of: $0, decoder) } == [])
    }

    @Test func weighingsSayWhatTheFileSays() throws {
        let truck = messages(of: try replay().messages(now: now)).weighings[1]
        #expect(truck.kind == .dynamic)
        #expect(truck.instrument == "ZZ-113")
        #expect(truck.direction == .down)
        #expect(truck.speed == MetresPerHour(80_000))
        #expect(truck.gross == Kilograms(40_000))
        #expect(truck.axles.map(\.load.rawValue) == [6_401, 11_007, 7_531, 7_530, 7_531])
        #expect(truck.axles.map(\.spacing?.rawValue) == [nil, 3_300, 5_600, 1_310, 1_310])
        #expect(truck.axles.allSatisfy { $0.tyres == nil })
        #expect(truck.axleCode == nil)
        #expect(truck.dimensions == Dimensions(length: Millimetres(16_500)))
        #expect(truck.quality.isEmpty && truck.dataStatus == .raw && truck.clockSynced == true)
    }

    @Test func picturesAreMadeUp() throws {
        let sent = messages(of: try replay().messages(now: now))
        #expect(Set(sent.pictures.map(\.plate)).count == 4)
        #expect(sent.pictures.allSatisfy { $0.plate?.wholeMatch(of: GA36.ordinary) != nil })
        #expect(sent.pictures.map(\.plateColour) == [.blue, .yellow, .blue, .blue])
        let range = PartsPerMillion(900_000)...PartsPerMillion(990_000)
        for (picture, weighing) in zip(sent.pictures, sent.weighings) {
            #expect(range.contains(picture.confidence))
            #expect(picture.view == .front && picture.vehicleForm == .unknown && picture.driveAxles == nil)
            #expect(picture.object == nil && picture.media.isEmpty)
            #expect(picture.header.at == weighing.header.at && picture.header.lane == weighing.header.lane)
        }
    }

    /// (direction, lane) of the lines: (1, 2), (1, 2), (1, 1), (0, 1).
    @Test func eachDirectionsLanesAreLanesOfTheirOwn() throws {
        let sent = messages(of: try replay().messages(now: now))
        #expect(sent.weighings.map(\.header.lane.number) == [3, 3, 2, 1])
        #expect(sent.weighings.map(\.direction) == [.down, .down, .down, .up])
    }

    @Test func theEpochIsTheFilesTheSeedsAndTheScales() throws {
        let epoch = try replay().epoch
        #expect(epoch < 1_000_000_000_000)
        #expect(try replay().epoch == epoch)
        #expect(try replay { $0.scale = MassScale("1.000") ?? .one }.epoch == epoch)
        #expect(try replay { $0.rebase = .now }.epoch == epoch)
        let other = try MonReplay(mon(lines, end: "\n"), settings: settings()).epoch
        let seeded = try replay { $0.seed = 2 }.epoch
        let scaled = try replay { $0.scale = MassScale("1.6") ?? .one }.epoch
        #expect(Set([epoch, other, seeded, scaled]).count == 4)
    }

    @Test func theSameReplayIsTheSameBytes() throws {
        let first = messages(of: try replay().messages(now: now)).map(\.frames.payload)
        #expect(messages(of: try replay().messages(now: now + .hours(1))).map(\.frames.payload) == first)
        let seeded = messages(of: try replay { $0.seed = 2 }.messages(now: now))
        let plates = messages(of: try replay().messages(now: now)).pictures.map(\.plate)
        #expect(Set(seeded.pictures.map(\.plate)).isDisjoint(with: plates))
    }

    @Test func loadsAreScaledExactly() throws {
        let truck = messages(of: try replay { $0.scale = MassScale("1.6") ?? .one }.messages(now: now)).weighings[1]
        // 6401 × 1.6 = 10241.6; binary floating point gets some of these wrong.
        #expect(truck.axles.map(\.load.rawValue) == [10_241, 17_611, 12_049, 12_048, 12_049])
        #expect(truck.gross == Kilograms(63_998))
    }

    @Test(arguments: [("1", 1_005, 1_005), ("1.15", 100, 115), ("0.29", 100, 29), ("2.3", 10, 23), ("100", 7, 700)])
    func scales(text: String, load: Int, scaled: Int) throws {
        #expect(try #require(MassScale(text)).floored(Kilograms(load)) == Kilograms(scaled))
    }

    @Test(arguments: ["", "0", "0.0", "-1", "1e3", "1.", ".5", "1.1234567", "100.1", "1,6", " 1", "+1", "1.6.1", "٣"])
    func noScale(text: String) {
        #expect(MassScale(text) == nil)
    }

    @Test func aScaleBeyondTheContractIsRefusedBeforeAnythingIsSent() throws {
        let what = "the scaled load is 110070 kg, the feed contract carries at most 100000 kg"
        #expect(throws: StationFileError.malformed(path: "made-up.mon", line: 2, column: 61, what: what)) {
            try replay { $0.scale = MassScale("10") ?? .one }
        }
    }

    @Test func timesAreShiftedTogether() throws {
        let recorded = messages(of: try replay().messages(now: now)).map(\.header.at)
        #expect(recorded.last == Instant(rfc3339: "2012-07-04T00:02:11+08:00"))
        let shifted = messages(of: try replay { $0.rebase = .now }.messages(now: now)).map(\.header.at)
        #expect(shifted.last == now)
        let gaps = { (times: [Instant]) in zip(times, times.dropFirst()).map { $1 - $0 } }
        #expect(gaps(shifted) == gaps(recorded))
        let day = try #require(Rebase("2026-11-23T10:15:30+08:00"))
        let fixed = messages(of: try replay { $0.rebase = day }.messages(now: now)).map(\.header.at)
        #expect(fixed.last?.description == "2026-11-23T10:15:30.000+08:00")
        #expect(Rebase("now") == .now)
        #expect(Rebase("yesterday") == nil)
    }

    @Test func finishingLeavesNoWeighingWithoutItsPicture() throws {
        var source = try replay().messages(now: now)
        _ = source.next()
        source.finish()
        let rest = messages(of: source)
        #expect(rest.count == 1 && rest.pictures.count == 1)
        #expect(source.nextAt != nil)
    }

    @Test func stationsAndInstruments() throws {
        let instrument = { (station: String, given: String?) throws in
            let settings = try #require(MonReplay.Settings(station: station, instrument: given))
            let replay = try MonReplay(mon(self.lines), settings: settings)
            return messages(of: replay.messages(now: self.now)).weighings[0].instrument
        }
        #expect(try instrument("410182-05", nil) == "ZZ-203")
        #expect(try instrument("elsewhere", nil) == "ZZ-113")
        #expect(try instrument("410182-05", "own") == "own")
        #expect(MonReplay.Settings(station: "a/b") == nil)
    }
}
