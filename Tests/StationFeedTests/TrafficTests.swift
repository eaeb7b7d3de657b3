import FeedContract
import Readings
import StationFeed
import Testing
import Units

@Suite struct TrafficTests {
    private static let start = Instant(millisecondsSince1970: 1_795_000_000_000)
    private static let settings = Traffic.Settings(seed: 7, stations: 3, perSecond: 8, length: .minutes(60))
    private static let hour = traffic(settings)

    private static func traffic(_ settings: Traffic.Settings, start: Instant = start) -> [StationMessage] {
        messages(of: Traffic(settings, start: start, epoch: 5))
    }

    @Test func aSeedIsATraffic() {
        var settings = TrafficTests.settings
        settings.length = .minutes(2)
        let first = TrafficTests.traffic(settings)
        let again = TrafficTests.traffic(settings)
        #expect(first.map(\.frames.topic) == again.map(\.frames.topic))
        #expect(first.map(\.frames.payload) == again.map(\.frames.payload))
        // A longer run begins with the same traffic.
        #expect(TrafficTests.hour.prefix(1_000).map(\.frames.payload) == first.prefix(1_000).map(\.frames.payload))
        settings.seed = 8
        #expect(TrafficTests.traffic(settings).prefix(9).map(\.frames.payload) != first.prefix(9).map(\.frames.payload))
    }

    @Test func timesCountFromTheStart() {
        var settings = TrafficTests.settings
        settings.length = .minutes(1)
        let first = TrafficTests.traffic(settings)
        let later = TrafficTests.traffic(settings, start: TrafficTests.start + .hours(3))
        #expect(later.map { $0.header.at + -.hours(3) } == first.map(\.header.at))
        #expect(later.weighings.map(\.gross) == first.weighings.map(\.gross))
    }

    /// The finest check there is: the contract's own decoder finds nothing wrong.
    @Test func everyMessageKeepsTheContract() {
        let decoder = MessageDecoder()
        var wrong: [Fault] = []
        for message in TrafficTests.hour { wrong += faults(of: message, decoder) }
        #expect(wrong == [])
        checkOrder(of: TrafficTests.hour)
        #expect(TrafficTests.hour.allSatisfy { $0.header.id.epoch == 5 && (1...4).contains($0.header.lane.number) })
    }

    @Test func theRateAndTheLengthAreThoseAskedFor() throws {
        let weighings = TrafficTests.hour.weighings
        // 28 800 expected, with a standard deviation of 170.
        #expect((28_100...29_500).contains(weighings.count))
        let last = try #require(weighings.last?.header.at)
        #expect(last < TrafficTests.start + .minutes(60))
        #expect(Set(weighings.map(\.header.id.source)).count == 3)
        let lanes = Set(weighings.map { "\($0.header.id.source) \($0.header.lane)" })
        #expect(lanes.count == 12)
    }

    @Test func loadsAddUp() {
        for weighing in TrafficTests.hour.weighings {
            let sum = weighing.axles.reduce(Kilograms.zero) { $0 + $1.load }
            #expect(sum == weighing.gross)
            #expect(weighing.axles.allSatisfy { $0.load.rawValue >= 200 })
            #expect((35_000...95_000).contains(weighing.speed?.rawValue ?? 0))
        }
    }

    @Test func nothingIsTooLongTooWideOrTooHigh() {
        let dimensions = TrafficTests.hour.weighings.compactMap(\.dimensions)
        #expect(dimensions.count == TrafficTests.hour.weighings.count)
        #expect(dimensions.allSatisfy { $0.length.map { (3_500...18_100).contains($0.rawValue) } ?? false })
        #expect(dimensions.allSatisfy { $0.width.map { (1_500...2_550).contains($0.rawValue) } ?? false })
        #expect(dimensions.allSatisfy { $0.height.map { (1_300...4_000).contains($0.rawValue) } ?? false })
    }

    /// Groups derived from spacings and tyres as law.md §1 does are those that the code names.
    @Test func codesAgreeWithTheAxles() {
        let rows = Annex.limits
        var seen: Set<String> = []
        for weighing in TrafficTests.hour.weighings {
            guard let code = weighing.axleCode else { continue }
            #expect(Annex.code(of: weighing.axles) == code)
            #expect(rows[code] != nil)
            seen.insert(code)
        }
        #expect(seen == Set(rows.keys))
    }

    @Test func overloadsAreRareAndOfEverySize() throws {
        let trucks = TrafficTests.hour.filter { $0.isTruckWeighing }
        let over = trucks.filter { $0.intent.contains(.overloaded) }
        #expect((75...105).contains(over.count * 1_000 / trucks.count))
        let excess = over.compactMap(\.excessPerThousand)
        #expect(try #require(excess.min()) < 10)
        #expect((450...600).contains(try #require(excess.max())))
        // The intent is the truth: nothing else is over the highest limit of its code.
        let others = TrafficTests.hour.filter { !$0.intent.contains(.overloaded) }.compactMap(\.excessPerThousand)
        #expect(others.allSatisfy { $0 <= 0 })
    }

    @Test func aboutHalfAreCarsAndTrucksHaveTwoToSixAxles() {
        let weighings = TrafficTests.hour.weighings
        let cars = weighings.filter { $0.gross <= Kilograms(3_500) && $0.axleCode == nil }
        #expect((470...530).contains(cars.count * 1_000 / weighings.count))
        let counts = Dictionary(grouping: weighings, by: \.axles.count).mapValues(\.count)
        #expect(Set(counts.keys) == [2, 3, 4, 5, 6])
    }

    @Test func picturesFollowTheirWeighings() {
        let messages = TrafficTests.hour
        let missing = messages.filter { $0.intent.contains(.missingPicture) }.count
        #expect((15...25).contains(missing * 1_000 / messages.weighings.count))
        #expect(messages.pictures.filter { $0.view == .front }.count == messages.weighings.count - missing)
        let untriggered = messages.weighings.filter { $0.trigger == nil }.count
        #expect((90...110).contains(untriggered * 1_000 / messages.weighings.count))

        var weighed: [String: WeighReading] = [:]
        for message in messages {
            switch message.reading {
            case .weigh(let reading):
                if let trigger = reading.trigger { weighed["\(reading.header.id.source.station) \(trigger)"] = reading }
            case .camera(let picture):
                guard let trigger = picture.trigger else { continue }
                let weighing = weighed["\(picture.header.id.source.station) \(trigger)"]
                #expect(weighing?.header.lane == picture.header.lane)
                guard let weighing else { continue }
                let lag = (picture.header.at - weighing.header.at).rawValue
                #expect((0...(picture.view == .front ? 400 : 3_000)).contains(lag))
            }
        }
    }

    @Test func platesAreThoseOfTheLand() {
        let pictures = TrafficTests.hour.filter { !$0.intent.contains(.misread) }.pictures
        for picture in pictures {
            #expect(picture.trailerPlate.map { $0.wholeMatch(of: GA36.trailer) != nil } ?? true)
            guard let plate = picture.plate else { continue }
            let fits =
                switch picture.plateColour {
                case .yellow, .blue: plate.wholeMatch(of: GA36.ordinary) != nil
                case .green: plate.wholeMatch(of: GA36.smallElectric) != nil
                case .yellowGreen: plate.wholeMatch(of: GA36.largeElectric) != nil
                default: false
                }
            #expect(fits, "\(plate) is not \(picture.plateColour)")
            #expect(picture.confidence >= PartsPerMillion(860_000))
        }
        let fronts = TrafficTests.hour.pictures.filter { $0.view == .front }
        let unread = fronts.filter { $0.plate == nil }.count
        #expect((1...10).contains(unread * 1_000 / fronts.count))
        let rears = TrafficTests.hour.pictures.filter { $0.view == .rear }
        #expect(!rears.isEmpty && rears.allSatisfy { $0.plate == nil && $0.trailerPlate != nil })
    }

    @Test func misreadPlatesAreOneCharacterOffAndUnsure() {
        let misread = TrafficTests.hour.filter { $0.intent.contains(.misread) }.pictures
        #expect((15...25).contains(misread.count * 1_000 / TrafficTests.hour.weighings.count))
        #expect(misread.allSatisfy { (450_000...790_000).contains($0.confidence.rawValue) })
        // Those of the fleet can be compared with what the same trailer's truck is called otherwise.
        var random = SplitMix64(seed: 3)
        for _ in 0..<1_000 {
            let wrong = Plates.misread("豫A12K45", &random)
            #expect(zip(wrong, "豫A12K45").filter { $0 != $1 }.count == 1 && wrong.hasPrefix("豫A"))
        }
    }

    @Test func someVehiclesComeAgain() {
        var seen: [String: Set<Int>] = [:]
        var times: [String: Int] = [:]
        for message in TrafficTests.hour where !message.intent.contains(.misread) {
            guard case .camera(let picture) = message.reading, picture.plateColour == .yellow,
                let plate = picture.plate
            else { continue }
            times[plate, default: 0] += 1
            if let axles = picture.driveAxles { seen[plate, default: []].insert(axles) }
        }
        let known = times.filter { $0.value >= 10 }
        #expect((300...400).contains(known.count))
        // A truck stays the truck that it is.
        #expect(known.keys.allSatisfy { (seen[$0] ?? []).count <= 1 })
    }

    @Test func instrumentsComplainRarely() {
        let weighings = TrafficTests.hour.weighings
        let flagged = weighings.filter { !$0.quality.isEmpty }
        #expect((2...9).contains(flagged.count * 1_000 / weighings.count))
        for weighing in weighings where !weighing.quality.contains(QualityFlags(.imbalance)) {
            #expect((weighing.imbalance?.rawValue ?? 0) < 150)
        }
    }

    @Test func vehiclesOnALaneKeepTheirDistance() {
        var last: [String: Instant] = [:]
        var closest = Milliseconds(.max)
        let settings = Traffic.Settings(seed: 2, stations: 3, perSecond: 2, length: .minutes(60))
        for header in TrafficTests.traffic(settings).weighings.map(\.header) {
            let place = "\(header.id.source) \(header.lane)"
            if let before = last[place] { closest = min(closest, header.at - before) }
            last[place] = header.at
        }
        // The lane is free again after 900 ms, of which a part may be cut at both ends.
        #expect((899...910).contains(closest.rawValue))
    }

    @Test func finishingLeavesOnlyPictures() {
        var traffic = Traffic(TrafficTests.settings, start: TrafficTests.start, epoch: 5)
        var sent: [StationMessage] = []
        while sent.count < 200, let message = traffic.next() { sent.append(message) }
        traffic.finish()
        let rest = messages(of: traffic)
        #expect(rest.weighings.isEmpty && !rest.pictures.isEmpty)
        checkOrder(of: sent + rest)
        let missing = sent.filter { $0.intent.contains(.missingPicture) }.count
        let fronts = (sent + rest).pictures.filter { $0.view == .front }.count
        #expect(fronts == sent.weighings.count - missing)
    }

    @Test func moreTrafficThanLanesIsAJamAndNotAnError() {
        let settings = Traffic.Settings(seed: 1, stations: 1, perSecond: 2_000, length: .seconds(3))
        let jam = TrafficTests.traffic(settings)
        #expect(jam.weighings.count > 5_000)
        checkOrder(of: jam)
    }
}

extension StationMessage {
    fileprivate var isTruckWeighing: Bool {
        guard case .weigh(let reading) = reading else { return false }
        return reading.axles.count > 2 || reading.gross > Kilograms(3_500) || reading.axleCode != nil
    }

    /// How far a weighing is over the limit of its code; the highest, where driven axles decide.
    fileprivate var excessPerThousand: Int? {
        guard case .weigh(let reading) = reading, let code = Annex.code(of: reading.axles),
            let limit = Annex.limits[code]
        else { return nil }
        // A truck of six axles with one driven axle may be over its own 46 t but not over 49 t.
        if intent.contains(.overloaded), reading.gross.rawValue <= limit { return 0 }
        return (reading.gross.rawValue - limit) * 1_000 / limit
    }
}
