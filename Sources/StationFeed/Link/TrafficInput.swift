import FeedContract
import Readings
import Units

/// Made-up or recorded traffic on its way into a spool, which gives it epoch and numbers.
struct TrafficInput<Messages: MessageSource>: StationInput {
    private var messages: Messages
    private let pacer: Pacer
    private let pacing: Pacing
    private let studio: Studio?
    private(set) var tally = InputTally()
    /// Messages taken out of the traffic, also those refused: what the pace goes by.
    private var taken = 0

    /// - Parameter studio: where pictures are drawn; without one there are none.
    init(_ messages: Messages, _ pacing: Pacing, start: Instant, _ studio: Studio? = nil) {
        self.messages = messages
        self.pacing = pacing
        self.studio = studio
        pacer = Pacer(pacing, start: start)
    }

    mutating func feed(_ session: inout StationSession, now: Instant, max: Int) throws(PublishError) -> Supply {
        for _ in 0..<max {
            guard let at = messages.nextAt else { return .ended }
            guard pacer.remaining(until: at, sent: taken) <= .zero else { return .waiting }
            // Live vehicles do not wait: their readings are refused, and counted.
            if pacing != .live, session.obstacle(now: now) != nil { return .waiting }
            guard let message = messages.next() else { return .ended }
            taken += 1
            guard let studio, message.scene != nil else {
                try append(message, to: &session, now: now)
                continue
            }
            try append(studio.picture(message, now: now), to: &session, now: now)
            // Drawing takes a while: whoever waits for a heartbeat comes first.
            return .more
        }
        return .more
    }

    private mutating func append(
        _ message: StationMessage,
        to session: inout StationSession,
        now: Instant
    ) throws(PublishError) {
        do {
            try session.append(message.header.id.source, now: now) { id in
                let message = message.identified(as: id)
                var (topic, payload) = ([] as [UInt8], [] as [UInt8])
                message.writeTopic(to: &topic)
                message.writePayload(to: &payload)
                return (topic, payload)
            }
            tally.messages.count(message)
        } catch let error as SpoolError {
            if !error.isPassing { throw .spool(error) }
        } catch {
            throw .input("\(error)")
        }
    }

    mutating func settle(now: Instant, isLast: Bool) {}

    mutating func finish() {
        messages.finish()
    }
}

extension StationMessage {
    /// The same message with another identity.
    func identified(as id: ReadingID) -> StationMessage {
        switch reading {
        case .weigh(var reading):
            reading.header.id = id
            return StationMessage(.weigh(reading), intent: intent, scene: scene)
        case .camera(var reading):
            reading.header.id = id
            return StationMessage(.camera(reading), intent: intent, scene: scene)
        }
    }
}
