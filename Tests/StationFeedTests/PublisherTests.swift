import FeedContract
import Foundation
import Readings
import StationFeed
import Testing
import Units
import ZeroMQ

@Suite(.timeLimit(.minutes(60))) struct PublisherTests {
    /// Traffic of a few seconds, as fast as it is taken.
    private static let settings = Traffic.Settings(seed: 3, stations: 2, perSecond: 1_000, length: .seconds(10))

    private static func publisher(
        to endpoint: String,
        _ settings: Traffic.Settings = settings,
        wait: Milliseconds = .seconds(60),
        pacing: Pacing = .fullSpeed
    ) throws -> Publisher {
        var publishing = Publisher.Settings(endpoint: endpoint, wait: wait)
        publishing.queue = 100
        return try Publisher(publishing, pacing: pacing) { Traffic(settings, start: $0, epoch: 9) }
    }

    /// Queues of 100, a receiver that dawdles: the publisher waits, and everything comes, in order.
    @Test func nothingIsLostToASlowReader() throws {
        let receiver = try Receiver()
        let publisher = try PublisherTests.publisher(to: receiver.endpoint)
        var count = 0
        let received = try receiver.rest(of: publisher) { _ in
            count += 1
            if count % 500 == 0 { usleep(5_000) }
        }
        let tally = try publisher.result()
        #expect(tally.messages == received.count)
        #expect(tally.messages > 18_000)
        #expect(received.holes == 0)
        #expect(received.invalid == 0)
        #expect(tally.weigh == received.weighings)
        #expect(tally.passages == tally.weigh && tally.overloaded > 0 && tally.misread > 0)
    }

    @Test func nothingIsSentBeforeTheDaemonSubscribes() throws {
        let receiver = try Receiver(isSubscribed: false)
        let publisher = try PublisherTests.publisher(to: receiver.endpoint)
        #expect(try receiver.next(waiting: 500) == nil)
        #expect(!publisher.hasBegun && publisher.progress.messages == 0)
        try receiver.subscribe()
        let first = try #require(try receiver.next(waiting: 30_000))
        #expect(first.header?.seq == 1)
        publisher.stop()
        _ = try receiver.rest(of: publisher)
        _ = try publisher.result()
    }

    @Test func aDaemonThatIsNotThereIsWaitedForNoLongerThanAsked() throws {
        let publisher = try PublisherTests.publisher(to: "tcp://127.0.0.1:1", wait: Milliseconds(300))
        let error = PublishError.noSubscriber(endpoint: "tcp://127.0.0.1:1", waitedMilliseconds: 300)
        #expect(throws: error) { try publisher.result() }
        #expect("\(error)".contains("tcp://127.0.0.1:1") && !"\(error)".contains("\n"))
    }

    @Test(arguments: ["", "nonsense", "carrier-pigeon://here", "tcp://127.0.0.1"])
    func anEndpointThatCannotBe(endpoint: String) throws {
        let publisher = try PublisherTests.publisher(to: endpoint)
        let error = #expect(throws: PublishError.self) { try publisher.result() }
        guard case .endpoint(let what)? = error else {
            Issue.record("not a fault of the endpoint: \(String(describing: error))")
            return
        }
        #expect(what.hasPrefix(endpoint))
    }

    @Test func stoppingWhileWaitingIsNoFailure() throws {
        let publisher = try PublisherTests.publisher(to: "tcp://127.0.0.1:1")
        publisher.stop()
        #expect(try publisher.result() == Tally())
    }

    /// Stopped in the middle: all that was sent arrives, and no weighing is left without its picture.
    @Test func whatWasSentBeforeAStopArrives() throws {
        let receiver = try Receiver()
        var endless = PublisherTests.settings
        endless.length = nil
        let publisher = try PublisherTests.publisher(to: receiver.endpoint, endless)
        var received: [Decoded] = []
        while received.count < 3_000, let message = try receiver.next(waiting: 30_000) { received.append(message) }
        publisher.stop()
        received += try receiver.rest(of: publisher)
        let tally = try publisher.result()
        #expect(received.count == tally.messages)
        #expect(received.holes == 0)
        #expect(received.fronts == tally.passages - tally.missingPictures)
    }

    /// A receiver that has subscribed and then takes nothing: the end does not wait for it for ever.
    @Test func aDaemonThatTakesNothingIsReported() throws {
        let receiver = try Receiver()
        var publishing = Publisher.Settings(endpoint: receiver.endpoint)
        publishing.linger = Milliseconds(300)
        publishing.queue = 10
        var endless = PublisherTests.settings
        endless.length = nil
        let publisher = try Publisher(publishing, pacing: .fullSpeed) { [endless] in
            Traffic(endless, start: $0, epoch: 9)
        }
        _ = try receiver.next(waiting: 30_000)
        var before = -1
        // The queues on both sides and the system's buffers fill up.
        while publisher.progress.messages != before || before == 0 {
            before = publisher.progress.messages
            usleep(300_000)
        }
        publisher.stop()
        #expect(throws: PublishError.undelivered(endpoint: receiver.endpoint, waitedMilliseconds: 300)) {
            try publisher.result()
        }
    }

    /// Live: a message leaves when it was taken, not before.
    @Test func liveMessagesAreSentWhenTheyAreDue() throws {
        let receiver = try Receiver()
        let settings = Traffic.Settings(seed: 4, stations: 1, perSecond: 20, length: .seconds(2))
        let begun = ContinuousClock.now
        let publisher = try PublisherTests.publisher(to: receiver.endpoint, settings, pacing: .live)
        var early = 0
        let received = try receiver.rest(of: publisher) { message in
            let now = Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1_000))
            // The wall clock may be set meanwhile, but not by a machine that runs tests.
            if let at = message.at, at > now + Milliseconds(20) { early += 1 }
        }
        #expect(early == 0)
        #expect(try publisher.result().messages == received.count)
        #expect(begun.duration(to: .now) > .milliseconds(1_200))
        #expect(received.holes == 0)
    }

    @Test func aRateIsKept() throws {
        let receiver = try Receiver()
        let settings = Traffic.Settings(seed: 4, stations: 1, perSecond: 1_000, length: Milliseconds(100))
        let publisher = try PublisherTests.publisher(to: receiver.endpoint, settings, pacing: .perSecond(100))
        _ = try receiver.next(waiting: 30_000)
        let begun = ContinuousClock.now
        var last = begun
        let count = try 1 + receiver.rest(of: publisher) { _ in last = .now }.count
        let elapsed = begun.duration(to: last)
        #expect(try publisher.result().messages == count)
        #expect(elapsed > .milliseconds((count - 2) * 10))
    }
}
