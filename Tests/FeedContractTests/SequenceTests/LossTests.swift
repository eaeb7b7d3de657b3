import Readings
import TestSupport
import Testing
import Units

@testable import FeedContract

@Suite("Losses")
struct LossTests {
    private func id(_ seq: UInt64) -> ReadingID { ReadingID(source: Conversation.source, epoch: 1, seq: seq) }

    @Test("a hole that the station answers with LOST is stored as a gap with its bounds, and HAVE goes on")
    func lost() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1)
        talk.live(10)
        talk.lost(2...9)
        let changed = talk.commit()
        let gap = Gap(first: 2, last: 9, reason: .lost, recordedAt: talk.now)
        #expect(changed.flatMap(\.gaps) == [.recorded(gap)] && talk.mark()?.through == 10)
        talk.wait(200)
        #expect(talk.told.last == 10)
        #expect(talk.troubles == [.lost(count: 8, first: id(2), reason: .lost)])
    }

    @Test("LOST of what was taken changes nothing")
    func taken() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1...5)
        talk.commit()
        talk.lost(1...100)
        talk.lost(1...9, epoch: 7)
        #expect(talk.gaps().isEmpty && talk.session.takeChanged().isEmpty)
    }

    @Test("a hole below the latest HELLO's first becomes a gap once it is 500 ms old, with or without LOST")
    func notHeld() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1)
        talk.live(10)
        talk.hello(5, 11)
        talk.wait(499)
        #expect(talk.gaps().isEmpty)
        talk.wait(1)
        #expect(talk.gaps() == [Gap(first: 2, last: 4, reason: .notHeld, recordedAt: talk.now)])
        #expect(talk.asked == [5...9])
        #expect(talk.troubles == [.lost(count: 3, first: id(2), reason: .notHeld)])
    }

    @Test("first contact at any seq: everything from HELLO.first is asked for; what lies before it is a gap")
    func firstContact() {
        var talk = Conversation()
        talk.hello(5, 9)
        talk.wait(500)
        #expect(talk.gaps().map(\.seqs) == [1...4] && talk.asked == [5...8])
        talk.commit()
        talk.forget()
        talk.hello(5, 9)
        #expect(talk.told == [4])
    }

    @Test("first = next when nothing is held: all before it is a gap")
    func nothingHeld() {
        var talk = Conversation()
        talk.hello(9, 9)
        talk.wait(500)
        #expect(talk.gaps().map(\.seqs) == [1...8] && talk.asked.isEmpty && talk.mark()?.through == 8)
    }

    @Test("a reading that arrives after its gap was recorded is stored, and the gap shrinks")
    func late() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1)
        talk.live(5)
        talk.lost(2...4)
        talk.commit()
        #expect(talk.live(3) == .fresh && talk.data(3) == .duplicate)
        #expect(talk.gaps().map(\.seqs) == [2...2, 4...4])
        #expect(talk.commit().flatMap(\.gaps).count == 3, "one ended, two recorded")
    }

    @Test("a station that says to hold again what it did not hold is asked for it; what it said was lost stays lost")
    func heldAgain() {
        var talk = Conversation()
        talk.hello(8, 11)
        talk.wait(500)
        talk.lost(9...9)
        talk.hello(1, 11)
        #expect(talk.gaps().map(\.seqs) == [9...9])
        #expect(talk.mark()?.holes.map(\.seqs) == [1...8, 10...10])
    }

    @Test("losses are told of once a second at most, all of them")
    func told() {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(20)
        for seq in UInt64(1)...19 {
            talk.lost(seq...seq)
            talk.wait(200)
        }
        talk.wait(1_000)
        let counts = talk.troubles.compactMap { trouble -> UInt64? in
            if case .lost(let count, _, _) = trouble { count } else { nil }
        }
        #expect(counts.reduce(0, +) == 19 && counts.count <= 6)
    }
}
