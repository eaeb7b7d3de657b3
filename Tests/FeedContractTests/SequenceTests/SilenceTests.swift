import Readings
import TestSupport
import Testing
import Units

@testable import FeedContract

@Suite("Silence and excess")
struct SilenceTests {
    @Test("a source that goes silent for 15 s is reported as stale, once, and when it is heard again")
    func silent() {
        var talk = Conversation()
        talk.hello(1, 1)
        let since = talk.now
        talk.wait(14_999)
        #expect(talk.troubles.isEmpty)
        talk.wait(1)
        talk.wait(60_000)
        #expect(talk.troubles == [.silent(since: since)])
        talk.hello(1, 1)
        #expect(talk.troubles == [.silent(since: since), .heardAgain(silentSince: since)])
    }

    @Test("a reading ends the silence like a HELLO, and it is the same silence")
    func heardByReading() {
        var talk = Conversation()
        talk.hello(1, 1)
        let since = talk.now
        talk.wait(20_000)
        talk.live(1)
        talk.wait(50)
        #expect(talk.troubles == [.silent(since: since), .heardAgain(silentSince: since)])
        talk.hello(1, 2)
        talk.wait(15_000)
        #expect(talk.troubles.count == 3)
    }

    @Test("a source that was never heard is not reported")
    func neverHeard() {
        var talk = Conversation()
        talk.wait(60_000)
        #expect(talk.troubles.isEmpty)
    }

    @Test("beyond its rate readings are not taken, those sent again are; it is told so once a second")
    func rate() {
        var talk = Conversation(readingsPerSecondMax: 10)
        talk.hello(1, 1)
        talk.forget()
        var outputs: [SourceSession.Output] = []
        let arrivals = (UInt64(1)...30).map { seq in
            let arrival = talk.live(seq)
            if arrival == .notTaken { talk.session.slow(at: talk.now, &outputs) }
            return arrival
        }
        #expect(arrivals.filter { $0 == .fresh }.count == 20, "two seconds of it in a burst")
        #expect(outputs.count == 1)
        #expect(talk.data(21) == .fresh, "what is sent again is not held to it")
        talk.hello(1, 31)
        talk.wait(500)
        #expect(talk.asked == [22...30])
        talk.wait(500)
        #expect((UInt64(31)...60).filter { talk.live($0) == .fresh }.count == 10)
    }
}
