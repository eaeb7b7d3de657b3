import Foundation
import Journal
import Units
import ZeroMQ

/// What the intake thread does between its start and its end.
struct IntakeLoop: ~Copyable {
    private let socket: Socket
    private var reception: Reception
    private let committer: Committer
    private var clock: ReceiptClock
    private var topic = Message()
    private var payload = Message()
    private var spare: Batch?
    private var lastInstant: Instant

    /// Longest time that a stop goes on receiving what is on its way.
    private static let drainMax = Milliseconds.seconds(2)
    /// Messages looked for before the clock is read again.
    private static let messagesPerPass = 1_000

    init(socket: consuming Socket, reception: Reception, committer: Committer, now: @escaping () -> Instant) {
        self.socket = socket
        self.reception = reception
        self.committer = committer
        clock = ReceiptClock(now)
        lastInstant = clock.now()
        spare = Batch()
    }

    /// The data socket, subscribed to everything: a wrong topic must arrive to be quarantined.
    static func bind(_ endpoint: String, _ context: Context, bound: (String) -> Void) throws -> Socket {
        var options = SocketOptions()
        // Times the largest message this is a gigabyte at the worst; of ordinary readings half a megabyte.
        options.receiveHighWaterMark = 1_000
        options.maxMessageBytes = IntakeEngine.messageBytesMax
        // No ZeroMQ heartbeats: while a full queue stops reading, libzmq 4.3.4 takes the peer for dead and cuts the
        // connection with what is in it. TCP keepalive, which is on, finds dead peers.
        let socket = try Socket(.sub, in: context, options: options)
        try socket.subscribe("")
        bound(try socket.bind(endpoint))
        return socket
    }

    /// Receives and commits until told to stop; what libzmq has handed over by then is committed.
    mutating func run(isStopping: () -> Bool) throws {
        while !isStopping() {
            try requireCommitter()
            let received = try receivePass()
            reception.tick(lastInstant)
            try handOver(received: received)
            if received == 0, !reception.hasNews { try waitForMessage() }
        }
        // A station that goes on sending cannot hold up the stop: what it has sent beyond this is not acknowledged.
        let deadline = clock.now() + IntakeLoop.drainMax
        while try receivePass() > 0, lastInstant < deadline { try handOver(received: 0) }
        if reception.hasNews { try submit() }
        committer.waitUntilIdle()
        try requireCommitter()
    }

    /// Takes what is there, up to a bound.
    ///
    /// - Returns: how many messages.
    private mutating func receivePass() throws -> Int {
        lastInstant = clock.now()
        reception.lookAtRegisters()
        var count = 0
        while count < IntakeLoop.messagesPerPass, !reception.batch.isFull,
            try socket.receive(into: &topic, wait: .no)
        {
            try take()
            count += 1
        }
        return count
    }

    private mutating func take() throws {
        guard topic.more, try socket.receive(into: &payload, wait: .no), !payload.more else {
            return try takeMalformed()
        }
        let receivedAt = lastInstant
        topic.withUnsafeBytes { topicBytes in
            payload.withUnsafeBytes { payloadBytes in
                reception.take(
                    topic: topicBytes,
                    payload: payloadBytes,
                    receivedAt: receivedAt,
                    sender: payload.metadata("Peer-Address")
                )
            }
        }
    }

    private mutating func takeMalformed() throws {
        var frames = [topic.array]
        var dropped = 0
        if topic.more {
            frames.append(payload.array)
            while payload.more, frames.count < Quarantined.framesMax {
                _ = try socket.receive(into: &payload, wait: .no)
                frames.append(payload.array)
            }
            dropped = try socket.discardRest(of: &payload)
        }
        reception.take(
            malformed: frames,
            droppedFrames: dropped,
            receivedAt: lastInstant,
            sender: topic.metadata("Peer-Address")
        )
    }

    /// Gives the batch to the committer when that is free, or when there is nothing better to do than wait for it.
    private mutating func handOver(received: Int) throws {
        guard reception.hasNews, reception.batch.isFull || received == 0 || committer.isIdle else { return }
        try submit()
    }

    private mutating func submit() throws {
        guard let empty = spare.take() else { return }
        let batch = reception.takeBatch(replacing: empty)
        spare = committer.submit(batch)
        try requireCommitter()
    }

    private func requireCommitter() throws {
        if let failure = committer.failure { throw failure }
    }

    private mutating func waitForMessage() throws {
        var milliseconds = IntakeEngine.pollMilliseconds
        if let deadline = reception.nextDeadline {
            let left = (deadline - clock.now()).rawValue
            milliseconds = Int(min(Int64(milliseconds), max(0, left)))
        }
        _ = try socket.poll(timeoutMilliseconds: milliseconds)
    }
}
