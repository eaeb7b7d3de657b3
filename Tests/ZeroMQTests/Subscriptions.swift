import Testing
import ZeroMQ

/// Waits for a subscription, or for its end: from its beginning on messages come through.
func awaitSubscription(on sender: borrowing Socket, begins: Bool = true) throws {
    var message = Message()
    try #require(try sender.receive(into: &message, wait: .milliseconds(60_000)))
    try #require(message.array.first == (begins ? 1 : 0))
}

/// The same when the receiver is on this thread as well.
///
/// A SUB socket that has bound sends its subscriptions to a new peer only when its thread next calls libzmq, so the
/// receiver must be polled meanwhile.
func awaitSubscription(on sender: borrowing Socket, from receiver: borrowing Socket) throws {
    var set = PollSet()
    let place = try set.add(sender)
    try set.add(receiver)
    while set.events(at: place).isEmpty {
        try #require(try set.wait(timeoutMilliseconds: 30_000) > 0)
    }
    try awaitSubscription(on: sender)
}
