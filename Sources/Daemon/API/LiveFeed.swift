import FeedContract
import Foundation
import Synchronization

/// What happens now, for `GET /stream`: the last events in memory, and a bounded queue for each who listens.
///
/// Told on the committing thread, so it only appends. A listener whose queue is full is cut off and told so: he comes back
/// with the last id that he has seen, and gets what he missed while it is remembered.
final class LiveFeed: Sendable {
    /// Events that are remembered for who comes back.
    static let rememberedMax = 4_096
    /// Events that may wait for one listener.
    static let waitingMax = 512
    /// Listeners at a time, and of one caller.
    static let listenersMax = 200
    static let listenersOfOneMax = 8

    /// What a listener gets.
    enum Item: Sendable {
        case event(Event)
        /// Nothing has happened for a while.
        case quiet
    }

    /// One event.
    struct Event: Sendable {
        let n: UInt64
        let message: any ResultMessage
    }

    /// How a listener's stream has ended.
    enum End: Sendable { case running, tooSlow, stopping, noLongerAllowed }

    private struct Listener {
        let caller: String
        let sees: @Sendable (String) -> Bool
        let isAllowed: @Sendable () -> Bool
        let continuation: AsyncStream<Item>.Continuation
    }

    private struct State {
        var next: UInt64 = 1
        var remembered: [Event] = []
        var listeners: [UInt64: Listener] = [:]
        var ends: [UInt64: End] = [:]
        var nextListener: UInt64 = 1
        var isStopped = false
    }

    /// Which life of the feed this is: ids of another are no use.
    let life: String
    private let state = Mutex(State())

    init() {
        life = String(UInt32.random(in: .min ... .max), radix: 16)
    }

    /// Takes what has happened.
    func take(_ messages: [any ResultMessage]) {
        state.withLock { state in
            for message in messages {
                let event = Event(n: state.next, message: message)
                state.next += 1
                state.remembered.append(event)
                guard !state.listeners.isEmpty else { continue }
                for (id, listener) in state.listeners where event.isSeen(listener.sees) {
                    LiveFeed.give(.event(event), to: id, listener, &state)
                }
            }
            // In large steps, so that an append stays cheap.
            if state.remembered.count >= 2 * LiveFeed.rememberedMax {
                state.remembered.removeFirst(state.remembered.count - LiveFeed.rememberedMax)
            }
        }
    }

    /// Tells everybody that the line still works, and lets go of those who may not listen any more.
    func tick() {
        dismiss()
        state.withLock { state in
            for (id, listener) in state.listeners { LiveFeed.give(.quiet, to: id, listener, &state) }
        }
    }

    /// Lets go of those who may not listen any more; asked for as soon as a token has ended.
    func dismiss() {
        state.withLock { state in
            for (id, listener) in state.listeners where !listener.isAllowed() {
                LiveFeed.end(id, listener, .noLongerAllowed, &state)
            }
        }
    }

    /// Ends every stream.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            for (id, listener) in state.listeners { LiveFeed.end(id, listener, .stopping, &state) }
        }
    }

    private static func give(_ item: Item, to id: UInt64, _ listener: Listener, _ state: inout State) {
        switch listener.continuation.yield(item) {
        case .dropped: end(id, listener, .tooSlow, &state)
        // Its connection went before anybody read the first event.
        case .terminated: end(id, listener, .running, &state)
        default: break
        }
    }

    private static func end(_ id: UInt64, _ listener: Listener, _ end: End, _ state: inout State) {
        state.listeners[id] = nil
        state.ends[id] = end
        listener.continuation.finish()
    }

    /// A listener's stream.
    struct Subscription: Sendable {
        let id: UInt64
        let items: AsyncStream<Item>
        /// What was missed, in order; `nil` when nobody knows any more.
        let missed: [Event]?
    }

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - lastID: the last id that was seen; `nil` to hear what happens from now on.
    ///   - sees: whether the listener may see what happens at a station.
    ///   - isAllowed: whether he still may listen at all; asked now and then.
    /// - Throws: `Problem` when too many listen or the daemon stops.
    func listen(
        after lastID: String?,
        caller: String,
        sees: @escaping @Sendable (String) -> Bool,
        isAllowed: @escaping @Sendable () -> Bool
    ) throws(Problem) -> Subscription {
        try state.withLock { state throws(Problem) in
            guard !state.isStopped else { throw .isStopping }
            guard state.listeners.count < LiveFeed.listenersMax,
                state.listeners.values.count(where: { $0.caller == caller }) < LiveFeed.listenersOfOneMax
            else {
                throw .tooMany(
                    "too-many-streams",
                    seconds: 15,
                    BilingualText("同时打开的事件流过多", "too many streams are open at once")
                )
            }
            let (items, continuation) = AsyncStream.makeStream(
                of: Item.self,
                bufferingPolicy: .bufferingOldest(LiveFeed.waitingMax)
            )
            let id = state.nextListener
            state.nextListener += 1
            state.listeners[id] = Listener(
                caller: caller,
                sees: sees,
                isAllowed: isAllowed,
                continuation: continuation
            )
            let missed = lastID.map { self.missed(after: $0, state) } ?? []
            return Subscription(id: id, items: items, missed: missed?.filter { $0.isSeen(sees) })
        }
    }

    private func missed(after lastID: String, _ state: State) -> [Event]? {
        let parts = lastID.split(separator: ".")
        guard parts.count == 2, parts[0] == life[...], let n = UInt64(parts[1]), n < state.next else { return nil }
        let first = state.remembered.first?.n ?? state.next
        guard n + 1 >= first else { return nil }
        return Array(state.remembered.drop { $0.n <= n })
    }

    /// Ends listening.
    ///
    /// - Returns: why it had ended already.
    @discardableResult
    func leave(_ id: UInt64) -> End {
        state.withLock { state in
            state.listeners.removeValue(forKey: id)?.continuation.finish()
            return state.ends.removeValue(forKey: id) ?? .running
        }
    }

    /// Why a stream has ended.
    func end(of id: UInt64) -> End { state.withLock { $0.ends[id] ?? .running } }

    /// How many listen now.
    var listeners: Int { state.withLock { $0.listeners.count } }
}

extension LiveFeed.Event {
    fileprivate func isSeen(_ sees: (String) -> Bool) -> Bool {
        guard let station = message.stationName else { return false }
        return sees(station)
    }
}

extension ResultMessage {
    /// The station that it is about; by another name than the messages' own, for which it would be taken.
    var stationName: String? {
        switch self {
        case let message as CaseMessage: message.station
        case let message as AlertMessage: message.station
        case let message as VerdictMessage:
            message.topic.split(separator: "/").dropFirst().first.map(String.init)
        default: nil
        }
    }

    /// `verdict`, `alert` or `case`.
    var streamKind: String { topic.prefix { $0 != "/" }.description }
}
