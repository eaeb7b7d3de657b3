import Enforcement
import Journal
import Law
import Readings
import TestSupport
import Testing
import Units

@testable import Intake

@Suite("Another core while readings come in")
struct CoreRestartTests {
    private let weighing = Message(Given.weighing(seq: 1, gross: 60_000, trigger: "7"))
    private let picture = Message(Given.picture(seq: 1, trigger: "7"))
    private let later = Given.noon + .seconds(2)

    @Test("what was open goes on: the picture that comes after finds its weighing, and nothing is counted twice")
    func goesOn() throws {
        var bench = try Bench()
        bench.receive(Message(Given.weighing(seq: 1, gross: 60_000, trigger: "6")))
        bench.receive(Message(Given.picture(seq: 1, trigger: "6")))
        bench.tick(Given.noon + .seconds(6))
        bench.receive(Message(Given.weighing(seq: 2, at: Given.noon + .seconds(6), gross: 60_000, trigger: "7")))
        try bench.commit()
        try bench.restartCore()
        let seen = Message(Given.picture(seq: 2, at: Given.noon + .seconds(7), plate: "豫B99999", trigger: "7"))
        bench.receive(seen, at: Given.noon + .seconds(7))
        bench.tick(Given.noon + .seconds(20))
        try bench.commit()
        let counters = try bench.reader.counters()
        #expect(counters.overloaded == 2 && counters.passages == 2 && counters.unpaired == 0, "\(counters)")
        #expect(counters.committed == 4 && counters.duplicates == 0)
        // As after a restart nothing is open any more.
        try bench.restartCore()
        bench.tick(Given.noon + .seconds(60))
        try bench.commit()
        #expect(try bench.reader.counters().passages == 2)
    }

    @Test("a copy is still a copy, and holes are still waited for")
    func sequence() throws {
        var bench = try Bench()
        bench.receive(weighing)
        bench.receive(Message(Given.weighing(seq: 4, gross: 30_000, trigger: "9")))
        bench.control(Say.hello(1, 5))
        bench.tick(Given.noon + Milliseconds(100))
        try bench.commit()
        try bench.restartCore()
        bench.tick(Given.noon + Milliseconds(200))
        bench.control(Say.hello(1, 5), at: Given.noon + .seconds(5))
        bench.receive(weighing, at: Given.noon + .seconds(5))
        bench.tick(Given.noon + .seconds(6))
        try bench.commit()
        #expect(try bench.reader.counters().duplicates == 1)
        #expect(bench.reception.pipeline.openPassages == 2, "their lane waits for the two that are missing")
    }

    @Test("what the configuration says of a known station counts from then on, for what is open, too")
    func changed() throws {
        var bench = try Bench()
        bench.receive(weighing)
        try bench.commit()
        let expired = Given.station { profile in
            profile.instruments["I1"]?.validUntil = CivilDate(dayNumber: Given.noon.day.dayNumber - 1)
        }
        try bench.restartCore([expired])
        bench.receive(picture, at: later)
        bench.tick(Given.noon + .seconds(20))
        let batch = try bench.commit()
        #expect(batch.passages.map(\.passage.verdict) == [.notEvidence])
        #expect(try bench.reader.counters().notEvidence == 1)
    }

    @Test("a lane that is listed by then is taken, one that is not is kept")
    func lanes() throws {
        var bench = try Bench()
        bench.receive(Message(Given.weighing(seq: 1, lane: 9)))
        try bench.commit()
        try bench.restartCore([
            Given.station { profile in
                profile.lanes.append(Given.lane(9))
                profile.devices[0].lanes.append(Given.lane(9))
            }
        ])
        bench.receive(Message(Given.weighing(seq: 2, lane: 9)))
        try bench.commit()
        let counters = try bench.reader.counters()
        #expect(counters.quarantined == 1 && counters.committed == 1)
    }
}
