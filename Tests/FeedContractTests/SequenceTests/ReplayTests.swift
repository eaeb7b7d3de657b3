import Readings
import TestSupport
import Testing
import Units

@testable import FeedContract

@Suite("REPLAY")
struct ReplayTests {
    private func holed(_ seqs: UInt64...) -> Conversation {
        var talk = Conversation()
        talk.hello(1, 1)
        for seq in seqs { talk.live(seq) }
        talk.forget()
        return talk
    }

    @Test("a hole in seq is asked for with REPLAY once it is older than 500 ms")
    func age() {
        var talk = holed(1, 3)
        talk.wait(499)
        #expect(talk.asked.isEmpty)
        talk.wait(1)
        #expect(talk.asked == [2...2])
    }

    @Test("HELLO may overtake data: what comes within 500 ms is not asked for")
    func overtaken() {
        var talk = holed(1)
        talk.hello(1, 5)
        talk.wait(400)
        talk.live(2...4)
        talk.wait(400)
        #expect(talk.asked.isEmpty && talk.mark()?.through == 4)
    }

    @Test("HELLO may lag behind data: an older next takes nothing back")
    func lagging() {
        var talk = holed(1, 2, 3, 4)
        talk.hello(1, 3)
        talk.wait(600)
        #expect(talk.asked.isEmpty && talk.mark()?.tail == 4 && talk.gaps().isEmpty)
    }

    @Test("a REPLAY spans at most 1 000 seqs, one is outstanding a source")
    func bounds() {
        var talk = holed(1)
        talk.hello(1, 5_000)
        talk.wait(500)
        talk.wait(500)
        #expect(talk.asked == [2...1_001])
        for seq in UInt64(2)...1_001 { talk.data(seq) }
        talk.ask()
        #expect(talk.asked == [2...1_001, 1_002...2_001])
        for seq in UInt64(1_002)...2_001 { talk.data(seq) }
        talk.forget()
        talk.ask(allowance: 10)
        #expect(talk.asked == [2_002...2_011], "no more than is allowed")
    }

    @Test("asked again after 2 s, then with back-off, until answered")
    func again() {
        var talk = holed(1, 3)
        var askedAfter: [Int64] = []
        for second in Int64(1)...70 {
            talk.forget()
            talk.hello(1, 4)
            talk.wait(1_000)
            if !talk.asked.isEmpty { askedAfter.append(second) }
        }
        #expect(askedAfter == [1, 3, 7, 15, 31, 63])
        talk.forget()
        talk.data(2)
        talk.ask()
        talk.wait(60_000)
        #expect(talk.asked.isEmpty)
    }

    @Test("its 2 s count from the last DATA or LOST")
    func patience() {
        var talk = holed(1, 10)
        talk.wait(500)
        talk.forget()
        talk.wait(1_900)
        talk.data(2)
        talk.wait(1_900)
        talk.lost(3...3)
        talk.wait(1_999)
        #expect(talk.asked.isEmpty)
        talk.wait(1)
        #expect(talk.asked == [4...9])
    }

    @Test("the daemon sends to a source by the routing id of its last HELLO of that epoch, and asks a new one at once")
    func routes() {
        var talk = holed(1, 3)
        talk.wait(500)
        let other = SourceSession.Route([2])
        talk.forget()
        talk.hello(1, 4, from: other)
        talk.ask()
        #expect(talk.asked == [2...2] && talk.messages.allSatisfy { $0.route == other })
        talk.hello(1, 1, epoch: 2)
        talk.forget()
        talk.live(2, epoch: 2)
        talk.data(2)
        talk.wait(500)
        #expect(talk.asked == [1...1] && talk.messages.allSatisfy { $0.route == Conversation.route })
    }

    @Test("a station that is not there is not asked")
    func absent() {
        var talk = holed(1, 3)
        talk.wait(15_000)
        #expect(talk.asked.isEmpty && !talk.session.hasHoles(at: talk.now))
        talk.hello(1, 4)
        talk.ask()
        #expect(talk.asked == [2...2] && talk.session.hasHoles(at: talk.now))
    }

    @Test("DATA is taken whether or not it was asked for, once")
    func unasked() {
        var talk = holed(1)
        #expect(talk.data(2) == .fresh && talk.data(2) == .duplicate && talk.data(9) == .fresh)
    }

    @Test("neighbouring holes are asked for at once, far ones each for itself")
    func neighbours() {
        var talk = holed(1, 3, 5, 7, 500, 502)
        talk.wait(500)
        #expect(talk.asked == [2...501])
        talk = holed(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23)
        talk.wait(500)
        #expect(talk.asked == [2...2])
    }

    @Test("a hole that nobody answers does not keep younger ones waiting for ever")
    func headOfLine() {
        var talk = holed(1, 3)
        talk.hello(1, 4)
        talk.live(4...99)
        talk.live(101)
        var asked: Set<ClosedRange<UInt64>> = []
        for _ in 1...20 {
            talk.hello(1, 102)
            talk.wait(1_000)
            asked.formUnion(talk.asked)
        }
        #expect(asked == [2...2, 100...100])
    }
}
