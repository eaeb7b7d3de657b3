import Readings
import TestSupport
import Testing
import Units

@testable import FeedContract

@Suite("Epochs")
struct OlderEpochTests {
    /// Epoch 1 with a hole at 2 and its last HELLO; epoch 2 has begun.
    private func followed() -> Conversation {
        var talk = Conversation()
        talk.hello(1, 1)
        talk.live(1)
        talk.live(3)
        talk.hello(1, 4)
        talk.hello(1, 1, epoch: 2)
        talk.live(1, epoch: 2)
        talk.commit()
        talk.forget()
        return talk
    }

    @Test("HELLO for the older one, too: first and next make its tail a known hole")
    func tail() {
        var talk = followed()
        talk.hello(2, 7)
        talk.hello(1, 2, epoch: 2)
        talk.wait(500)
        #expect(talk.mark(1)?.holes.map(\.seqs) == [2...2, 4...6] && talk.asked == [2...6])
        #expect(talk.session.tracker.newest == 2)
    }

    @Test("an older epoch closes when through = next − 1")
    func closes() {
        var talk = followed()
        talk.hello(2, 5)
        talk.data(2)
        talk.wait(100)
        #expect(talk.mark(1)?.isClosed == false)
        talk.data(4)
        talk.wait(100)
        #expect(talk.mark(1)?.isClosed == true && talk.gaps(1).isEmpty)
        talk.commit()
        talk.wait(200)
        #expect(talk.told.last == 4, "the station is told all the same")
    }

    @Test("but not by a HELLO that lags behind what is known to be missing")
    func lagging() {
        var talk = followed()
        talk.data(2)
        talk.live(4)
        talk.hello(4, 4)
        talk.wait(100)
        talk.hello(4, 7)
        talk.data(6)
        talk.hello(4, 4)
        talk.wait(600)
        #expect(talk.mark(1)?.isClosed == false && talk.gaps(1).isEmpty)
        #expect(talk.mark(1)?.holes.map(\.seqs) == [4...5])
    }

    @Test("or 24 h after its last HELLO: what is open then is a gap, with an open end where nobody can know")
    func aDay() {
        var talk = followed()
        talk.wait(24 * 3_600_000 - 1)
        #expect(talk.gaps(1).isEmpty)
        talk.wait(1)
        #expect(talk.gaps(1).map(\.first) == [2, 4] && talk.gaps(1).map(\.last) == [2, nil])
        #expect(talk.troubles.contains { if case .lost(1, _, .closed) = $0 { true } else { false } })
        #expect(talk.mark(1)?.isClosed == true && talk.mark(1)?.through == 3)
    }

    @Test("and with a known end where the station has said it")
    func aDayFinal() {
        var talk = followed()
        talk.hello(2, 7)
        talk.wait(24 * 3_600_000)
        #expect(talk.gaps(1).map(\.seqs) == [2...2, 4...6])
    }

    @Test("a station that comes back after a day is asked for all that it still holds")
    func reopened() {
        var talk = followed()
        talk.wait(24 * 3_600_000)
        talk.hello(2, 7)
        #expect(talk.mark(1)?.isClosed == false && talk.gaps(1).isEmpty)
        talk.wait(500)
        #expect(talk.asked == [2...6])
    }

    @Test("and one that holds nothing any more says how far it went")
    func reopenedEmpty() {
        var talk = followed()
        talk.wait(24 * 3_600_000)
        talk.hello(7, 7)
        talk.wait(600)
        #expect(talk.gaps(1).map(\.seqs) == [2...2, 4...6] && talk.mark(1)?.holes.isEmpty == true)
        #expect(talk.mark(1)?.through == 6)
    }

    @Test("readings of an older epoch that fit no hole are old-epoch; those in a hole, a gap or an open end are stored")
    func oldReadings() {
        var talk = followed()
        #expect(talk.live(4) == .oldEpoch && talk.live(1) == .duplicate && talk.live(2) == .fresh)
        #expect(talk.session.record(epoch: 0, seq: 1, isReplayed: false, at: talk.now) == .oldEpoch)
        talk.wait(24 * 3_600_000)
        #expect(talk.live(6) == .fresh && talk.live(6) == .duplicate && talk.live(4) == .fresh)
        #expect(talk.gaps(1).map(\.last) == [5, nil])
    }

    @Test("the HELLO of an unknown older one gets stale-epoch, with the newest")
    func stale() {
        var talk = followed()
        talk.session = SourceSession(
            Conversation.source,
            stored: [(EpochMark(epoch: 5, announced: 0, at: talk.now), talk.now)],
            newest: 5,
            heardAt: talk.now,
            readingsPerSecondMax: 10
        )
        talk.hello(1, 4, epoch: 3)
        guard case .error(let error) = talk.messages.last?.message else {
            Issue.record("no error")
            return
        }
        #expect(error.code == .staleEpoch && error.newest == 5 && error.epoch == 3)
        #expect(talk.mark(3) == nil)
    }

    @Test("an epoch more than a day ahead of the daemon's clock gets absurd-epoch and is refused")
    func absurd() {
        var talk = followed()
        let limit = UInt64(talk.now.millisecondsSince1970) + 86_400_000
        talk.hello(1, 1, epoch: limit + 1)
        #expect(talk.errors == [.absurdEpoch] && talk.session.tracker.newest == 2)
        talk.hello(1, 1, epoch: limit)
        #expect(talk.session.tracker.newest == limit)
    }

    @Test("a reset undoes a mistake: any epoch may begin, the one before goes on, nothing is taken twice")
    func reset() {
        var talk = followed()
        talk.hello(2, 4)
        talk.data(2)
        talk.wait(100)
        #expect(talk.mark(1)?.isClosed == true)
        talk.session.reset()
        let changed = talk.commit()
        #expect(!changed.isEmpty && talk.session.tracker.newest == nil, "it is stored")
        #expect(talk.live(1) == .duplicate && talk.live(4) == .fresh && talk.live(6) == .fresh)
        #expect(talk.session.tracker.newest == 1 && talk.mark(1)?.isClosed == false)
        talk.session.reset()
        #expect(talk.live(1, epoch: 0) == .fresh)
    }

    @Test("a reset epoch that was given up goes on like any other: what is missing of it is asked for")
    func resetGivenUp() {
        var talk = followed()
        talk.wait(24 * 3_600_000)
        talk.commit()
        talk.session.reset()
        #expect(talk.live(3) == .duplicate)
        #expect(talk.commit().contains { $0.mark.epoch == 1 && $0.gaps == [.ended(first: 4)] })
        #expect(talk.live(6) == .fresh && talk.mark(1)?.holes.map(\.seqs) == [4...5])
    }

    @Test("the oldest epoch too many is closed and forgotten, and what is lost with it is told")
    func forgotten() {
        var talk = Conversation()
        talk.live(3)
        for epoch in 2...UInt64(SequenceTracker.epochsMax + 1) { talk.live(1, epoch: epoch) }
        let changed = talk.commit()
        #expect(changed.filter(\.isForgotten).map(\.mark.epoch) == [1])
        #expect(changed.first?.gaps.count == 2)
        talk.wait(1)
        #expect(talk.troubles.contains { if case .lost(2, _, .closed) = $0 { true } else { false } })
        #expect(talk.live(1) == .oldEpoch)
    }
}
