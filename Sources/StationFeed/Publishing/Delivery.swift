import Units
import ZeroMQ

/// What the publisher's thread does, from connecting to the last message's leaving.
struct Delivery {
    let settings: Publisher.Settings
    let state: PublisherState

    /// How long one call into libzmq waits before the request to stop is looked at again.
    private static let slice = Wait.milliseconds(100)

    func run<Messages: MessageSource>(
        _ pacing: Pacing,
        _ messages: (Instant) -> Messages
    ) throws(PublishError) {
        let closing = try connected(pacing, messages)
        // Here the socket has closed, and its context has waited until all had left or the linger was over.
        let waited = closing.duration(to: .now)
        if waited >= .milliseconds(settings.linger.rawValue) { throw undelivered }
    }

    /// Sends everything; the socket and its context end with it.
    ///
    /// - Returns: the moment at which there was nothing more to send.
    private func connected<Messages: MessageSource>(
        _ pacing: Pacing,
        _ messages: (Instant) -> Messages
    ) throws(PublishError) -> ContinuousClock.Instant {
        let socket = try attempt { () throws(ZeroMQError) in try Socket(.xpub, in: Context(), options: options) }
        try attempt { () throws(ZeroMQError) in try socket.connect(settings.endpoint) }
        guard try awaitSubscription(on: socket) else { return .now }
        state.begin()
        let start = WallClock.now
        try send(messages(start), by: Pacer(pacing, start: start), on: socket)
        return .now
    }

    private var options: SocketOptions {
        var options = SocketOptions()
        options.curve = settings.curve
        options.xpubNoDrop = true
        options.sendHighWaterMark = settings.queue
        options.lingerMilliseconds = Int(settings.linger.rawValue)
        // A daemon that has just been started should not be waited for longer than it takes.
        options.reconnectIntervalMillisecondsMax = 500
        return options
    }

    /// Waits until the daemon wants messages.
    ///
    /// - Returns: false when asked to stop before.
    private func awaitSubscription(on socket: borrowing Socket) throws(PublishError) -> Bool {
        let deadline = ContinuousClock.now.advanced(by: .milliseconds(settings.wait.rawValue))
        var message = Message()
        while !state.stop.isRaised {
            let received = try attempt { () throws(ZeroMQError) in
                try socket.receive(into: &message, wait: Delivery.slice)
            }
            // Byte 1 begins a subscription, byte 0 ends it.
            if received, message.withUnsafeBytes({ $0.first == 1 }) { return true }
            guard ContinuousClock.now < deadline else {
                let waited = Int(settings.wait.rawValue)
                throw .noSubscriber(endpoint: settings.endpoint, waitedMilliseconds: waited)
            }
        }
        return false
    }

    private func send<Messages: MessageSource>(
        _ source: Messages,
        by pacer: Pacer,
        on socket: borrowing Socket
    ) throws(PublishError) {
        var (messages, tally, isFinishing) = (source, Tally(), false)
        var (topic, payload) = ([] as [UInt8], [] as [UInt8])
        defer { state.report(tally) }
        while let at = messages.nextAt {
            if !isFinishing, state.stop.isRaised {
                isFinishing = true
                messages.finish()
                continue
            }
            let remaining = pacer.remaining(until: at, sent: tally.messages)
            guard remaining <= .zero else {
                state.report(tally)
                Pacer.sleep(atMost: remaining)
                continue
            }
            guard let message = messages.next() else { return }
            message.writeTopic(to: &topic)
            message.writePayload(to: &payload)
            try send(topic, payload, on: socket)
            tally.count(message)
            // Now and then, so that the lock costs nothing at full speed.
            if tally.messages % 256 == 0 { state.report(tally) }
        }
    }

    /// Sends one message, for as long as it takes; once asked to stop, no longer than the linger.
    private func send(_ topic: [UInt8], _ payload: [UInt8], on socket: borrowing Socket) throws(PublishError) {
        var deadline: ContinuousClock.Instant?
        while try !attempt({ () throws(ZeroMQError) in try socket.send(topic, more: true, wait: Delivery.slice) }) {
            guard state.stop.isRaised else { continue }
            let end = deadline ?? .now.advanced(by: .milliseconds(settings.linger.rawValue))
            deadline = end
            if ContinuousClock.now >= end { throw undelivered }
        }
        // Never waits: libzmq takes or refuses a message with its first frame.
        _ = try attempt { () throws(ZeroMQError) in try socket.send(payload) }
    }

    private func attempt<Value: ~Copyable>(_ call: () throws(ZeroMQError) -> Value) throws(PublishError) -> Value {
        do {
            return try call()
        } catch {
            throw PublishError(error, endpoint: settings.endpoint)
        }
    }

    private var undelivered: PublishError {
        .undelivered(endpoint: settings.endpoint, waitedMilliseconds: Int(settings.linger.rawValue))
    }
}
