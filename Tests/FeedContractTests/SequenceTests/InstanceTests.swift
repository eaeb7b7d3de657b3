import Readings
import TestSupport
import Testing
import Units

@testable import FeedContract

@Suite("Starts of a device")
struct InstanceTests {
    private func running(through last: UInt64) -> Conversation {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1...last)
        talk.commit()
        talk.hello(last + 1, last + 1)
        talk.wait(1_000)
        talk.forget()
        return talk
    }

    @Test("a new instance whose first HELLO has next at or below what was settled: seq-reused, alert, nothing taken")
    func reused() {
        var talk = running(through: 10)
        talk.hello(6, 10, instance: 2)
        #expect(talk.errors == [.seqReused] && talk.told.isEmpty)
        #expect(talk.troubles == [.seqReused(epoch: 1, next: 10, settled: 10)])
        talk.forget()
        for _ in 1...3 { talk.hello(6, 12, instance: 2) }
        #expect(talk.errors == [.seqReused, .seqReused, .seqReused] && talk.troubles.isEmpty, "told, but news once")
        #expect(talk.live(10) == .notTaken && talk.data(10) == .duplicate && talk.mark()?.tail == 10)
    }

    @Test("its new readings are not taken until it begins a new epoch: it sends them again under that one")
    func reusedReadings() {
        var talk = running(through: 10)
        talk.hello(6, 10, instance: 2)
        #expect(talk.live(11) == .notTaken)
        talk.hello(1, 3, epoch: 2, instance: 2)
        #expect(talk.live(1, epoch: 2) == .fresh && talk.live(2, epoch: 2) == .fresh)
    }

    @Test("a start that goes on where the last one stopped is welcome")
    func next() {
        var talk = running(through: 10)
        talk.hello(11, 11, instance: 2)
        #expect(talk.errors.isEmpty && talk.told == [10])
    }

    @Test("restart of a station with data overtaking its first HELLO is not seq-reused")
    func overtaken() {
        var talk = running(through: 10)
        talk.live(11...20)
        talk.commit()
        talk.hello(11, 12, instance: 2)
        #expect(talk.errors.isEmpty)
    }

    @Test("nor when the last HELLO of the start before it is taken after them, from a backlog")
    func lastHello() {
        var talk = running(through: 10)
        talk.live(11...20)
        talk.commit()
        talk.hello(11, 11, instance: 1, isDrained: false)
        talk.hello(11, 11, instance: 2, isDrained: false)
        #expect(talk.errors.isEmpty)
    }

    @Test("nor is the same start of a station after a restart of the daemon")
    func daemonRestart() {
        var talk = running(through: 10)
        talk.restart()
        talk.live(11...12)
        talk.hello(11, 11)
        talk.hello(11, 13)
        #expect(talk.errors.isEmpty && talk.mark()?.through == 12)
    }

    @Test("nor is a running station after a reset, though its HELLO lags behind its data")
    func afterReset() {
        var talk = running(through: 10)
        talk.live(11...12)
        talk.session.reset()
        talk.hello(11, 11)
        #expect(talk.errors.isEmpty)
    }

    @Test("a start with reused numbers is found after a restart of the daemon, too")
    func reusedAfterRestart() {
        var talk = running(through: 10)
        talk.restart()
        talk.hello(5, 8, instance: 2)
        #expect(talk.errors == [.seqReused])
    }

    @Test("two devices under one name: an older instance heard again 3 s or more after a newer one; both get the error")
    func twins() {
        var talk = running(through: 10)
        let other = SourceSession.Route([2])
        talk.hello(11, 11, instance: 2, from: other)
        talk.wait(2_999)
        talk.hello(11, 11, instance: 1)
        #expect(talk.errors.isEmpty)
        talk.wait(1)
        talk.hello(11, 11, instance: 1)
        let told = talk.messages.filter { if case .error = $0.message { true } else { false } }.map(\.route)
        #expect(talk.errors == [.duplicateSource, .duplicateSource] && Set(told) == [Conversation.route, other])
        #expect(talk.troubles == [.duplicate])
        talk.hello(11, 11, instance: 1)
        #expect(talk.troubles == [.duplicate], "told again, but news once")
    }

    @Test("only with the daemon's backlog drained")
    func backlog() {
        var talk = running(through: 10)
        talk.hello(11, 11, instance: 2)
        talk.wait(5_000)
        talk.hello(11, 11, instance: 1, isDrained: false)
        #expect(talk.errors.isEmpty)
    }

    @Test("the first copy of each seq stands, and LOST of a source so marked is not believed")
    func twinsLost() {
        var talk = running(through: 10)
        talk.hello(11, 11, instance: 2)
        talk.wait(3_000)
        talk.hello(11, 11, instance: 1)
        talk.live(12)
        #expect(talk.live(12) == .duplicate)
        talk.lost(11...11)
        talk.hello(13, 13, instance: 2)
        talk.wait(1_000)
        #expect(talk.gaps().isEmpty && talk.mark()?.holes.map(\.seqs) == [11...11])
    }
}
