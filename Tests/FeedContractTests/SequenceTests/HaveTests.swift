import Readings
import TestSupport
import Testing
import Units

@testable import FeedContract

@Suite("HAVE")
struct HaveTests {
    @Test("everything up to and including through is settled on disk: after the commit, not before")
    func afterCommit() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1...3)
        talk.forget()
        talk.wait(1_000)
        #expect(talk.told.isEmpty)
        talk.commit()
        talk.wait(1)
        #expect(talk.told == [3])
        talk.wait(1_000)
        #expect(talk.told == [3], "it is told once")
    }

    @Test("after commits, at most every 200 ms a source")
    func often() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.forget()
        for seq in UInt64(1)...20 {
            talk.live(seq)
            talk.commit()
            talk.wait(50)
        }
        #expect(talk.told == [4, 8, 12, 16, 20])
    }

    @Test("in answer to HELLO, at once; the old one while nothing is committed")
    func answer() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1...3)
        talk.commit()
        talk.live(4)
        talk.hello(1, 5)
        talk.hello(1, 5)
        #expect(talk.told == [0, 3, 3])
    }

    @Test("a station that was only heard on the data socket is told once it says HELLO")
    func dataFirst() {
        var talk = Conversation()
        talk.live(1...3)
        talk.commit()
        talk.wait(1_000)
        #expect(talk.messages.isEmpty)
        talk.hello(1, 4)
        #expect(talk.told == [3])
    }

    @Test("HAVE stops at a hole and goes on when it is filled")
    func hole() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1)
        talk.live(3)
        talk.commit()
        talk.hello(1, 4)
        #expect(talk.told.last == 1)
        talk.data(2)
        talk.commit()
        talk.hello(1, 4)
        #expect(talk.told.last == 3)
    }

    @Test("after a restored backup of the journal HAVE may go back, and what the station has purged is a gap")
    func backup() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1...10)
        talk.commit()
        talk.restart()
        let backup = talk.session
        talk.live(11...50)
        talk.commit()
        talk.hello(11, 51)
        #expect(talk.told.last == 50)
        talk.session = backup
        talk.forget()
        talk.hello(51, 61)
        #expect(talk.told == [10] && talk.errors.isEmpty)
        talk.wait(500)
        #expect(talk.gaps().map(\.seqs) == [11...50] && talk.gaps().map(\.reason) == [.notHeld])
        #expect(talk.asked == [51...60])
    }
}
