import Foundation
import Readings
import StationFeed
import Testing
import Units

@Suite struct MonFileTests {
    @Test func readsEveryField() throws {
        let file = try mon([Line().text, truckLine.text])
        #expect(file.records.count == 2)
        let car = file.records[0]
        #expect(car.at == Instant(rfc3339: "2012-07-04T00:00:11.940+08:00"))
        #expect(car.speed == MetresPerHour(kilometresPerHour: 72))
        #expect(car.gross == Kilograms(1_840))
        #expect(car.length == Millimetres(3_400))
        #expect((car.lane, car.direction) == (1, 0))
        #expect(car.axles.map(\.load) == [Kilograms(1_030), Kilograms(810)])
        #expect(car.axles.map(\.spacingBehind) == [Millimetres(2_750), nil])
        #expect((file.records[1].lane, file.records[1].direction) == (2, 1))
        #expect(file.records[1].axles.count == 5)
    }

    @Test(arguments: ["", "\n", "\r\n"])
    func theLastLineMayEndOrNot(end: String) throws {
        #expect(try mon([Line().text], end: end).records.count == 1)
        #expect(try mon([Line().text + "\r", Line().text], end: end).records.count == 2)
    }

    @Test func whatFollowsTheLastAxleIsNoSpacing() throws {
        let padded = try mon([Line().text + "    0    0    0"])
        #expect(padded.records[0].axles.last?.spacingBehind == nil)
        // Cut behind the last load, as by an editor that drops what it takes for padding.
        #expect(try mon([String(Line().text.dropLast(5))]).records == padded.records)
    }

    @Test(arguments: [
        (Line(day: 31, month: 2).text, 10, "there is no day 31 in month 2 of 2012"),
        (Line(month: 13).text, 12, "the month must be 1…12, but is 13"),
        (Line(time: "24 011940").text, 18, "the hour must be 0…23, but is 24"),
        (Line(time: " 0 0x1940").text, 22, "the seconds × 1000 must be a whole number"),
        (Line(time: " 0 0     ").text, 22, "the seconds × 1000 is missing"),
        (Line(gross: 1_850).text, 31, "the gross mass is 1850 kg, but the axle loads add up to 1840 kg"),
        (Line(speed: 301).text, 37, "the speed must be 0…300, but is 301"),
        (Line(direction: 2).text, 46, "the direction must be 0…1, but is 2"),
        (Line(axles: []).text, 27, "the axles must be 1…20, but is 0"),
        (Line(axles: [(900, 99), (800, 0)]).text, 56, "the spacing behind axle 1 must be 100…30000, but is 99"),
        (String(Line().text.prefix(62)), 63, "the line ends after 62 characters, before the load of axle 2"),
        (Line().text.replacingOccurrences(of: " 1030", with: " 1 30"), 53, "the load of axle 1 must be a whole number"),
        ("", 1, "the line ends after 0 characters, before the axles"),
    ])
    func aBadLineIsNamed(line: String, column: Int, what: String) throws {
        let error = StationFileError.malformed(path: "made-up.mon", line: 2, column: column, what: what)
        #expect(throws: error) { try mon([Line().text, line, Line().text]) }
    }

    @Test func errorsSayWhereInOneLine() {
        let error = StationFileError.malformed(path: "a.mon", line: 3, column: 31, what: "the gross mass is missing")
        #expect("\(error)" == "a.mon: line 3, column 31: the gross mass is missing")
        #expect(throws: StationFileError.unreadable(path: "/nowhere/at all", reason: "No such file or directory")) {
            try MonFile(path: "/nowhere/at all")
        }
        #expect(throws: StationFileError.unreadable(path: "/", reason: "Is a directory")) { try MonFile(path: "/") }
        #expect(throws: StationFileError.unreadable(path: "e", reason: "there is no vehicle in it")) {
            try MonFile(path: "e", bytes: [])
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: recordedFile), "absent: \(recordedFile)"))
    func theRecordedFile() throws {
        let file = try MonFile(path: recordedFile)
        #expect(file.records.count == 1_000)
        #expect(file.records[0].at == Instant(rfc3339: "2012-07-04T00:00:11.940+08:00"))
        #expect(Set(file.records.map(\.lane)) == [1])
        #expect(file.records.filter { $0.direction == 0 }.count == 382)
        #expect(file.records.filter { $0.axles.count == 2 }.count == 907)
        let replay = try MonReplay(file, settings: try #require(MonReplay.Settings(station: "410184-07")))
        let sent = messages(of: replay.messages(now: Instant(millisecondsSince1970: 0)))
        #expect(sent.weighings.map(\.header.id.seq) == Array(1...1_000))
        #expect(sent.pictures.map(\.header.id.seq) == Array(1...1_000))
        #expect(Set(sent.weighings.map(\.header.lane.number)) == [1, 2])
        checkOrder(of: sent)
    }
}
