import Readings
import Units

/// The starts of the devices that have spoken under one name: whether two of them are two devices, and whether a new one
/// gives out numbers that were used.
struct Instances: Sendable {
    /// Starts remembered; the oldest is forgotten first, and is a new one if it is heard again.
    private static let countMax = 8
    /// A start that is heard again so long after a newer one is another device.
    private static let twinAfter = Milliseconds.seconds(3)
    /// Twins are believed to be one device again when only one was heard for this long.
    private static let twinsFor = Milliseconds.minutes(10)

    enum Finding {
        case none
        /// A `seq` is given out again that was settled when the device's previous start was heard last.
        case reused(settled: UInt64, isNews: Bool)
        /// Two devices speak under one name.
        case twins(isNews: Bool)
    }

    private struct Instance: Sendable {
        let number: UInt64
        let firstHeard: Instant
        var route: SourceSession.Route
        /// What was settled of each epoch when the start before it was heard last.
        let before: [Settled]
        /// The epochs that it has spoken of, and which of them it gives out anew.
        var greeted: [(epoch: UInt64, isReused: Bool)] = []
    }

    private struct Settled: Sendable {
        let epoch: UInt64
        var through: UInt64
    }

    private var all: [Instance] = []
    /// What was settled of each epoch when its last HELLO was taken, or the daemon started.
    private var settled: [Settled]
    private var twinsUntil: Instant?
    /// The epochs that a start which is remembered gives out anew: seldom any.
    private var reused: [UInt64] = []

    /// Nobody has spoken since the daemon started.
    init(settled epochs: [EpochMark] = []) {
        settled = epochs.map { Settled(epoch: $0.epoch, through: $0.through) }
    }

    /// Whether two devices were heard under this name lately.
    func areTwins(at now: Instant) -> Bool { twinsUntil.map { now < $0 } ?? false }

    /// Whether a start of the device gives out numbers of an epoch anew, so that its live readings cannot be told from
    /// those that were given the same numbers before.
    func giveOutAnew(_ epoch: UInt64) -> Bool { reused.contains(epoch) }

    /// Forgets who has spoken, but not how far they had come: a HELLO on its way may lag behind its readings.
    mutating func forgetAll() {
        all.removeAll()
        reused.removeAll()
        twinsUntil = nil
    }

    /// Where everyone is who speaks under this name.
    var routes: [SourceSession.Route] { all.map(\.route) }

    /// Takes a HELLO, before anything is made of it.
    mutating func take(
        _ hello: ControlMessage.Hello,
        from route: SourceSession.Route,
        at now: Instant,
        isDrained: Bool
    ) -> Finding {
        let index = place(of: hello.instance, route, at: now)
        all[index].route = route
        if let reuse = reuse(hello, by: index) { return reuse }
        guard index < all.count - 1, isDrained, let newest = all.last, now - newest.firstHeard >= Instances.twinAfter
        else { return .none }
        let isNews = !areTwins(at: now)
        twinsUntil = now + Instances.twinsFor
        return .twins(isNews: isNews)
    }

    /// Notes how far an epoch is settled now that its HELLO was taken.
    ///
    /// What lies at or beyond its `next` was published after it was said, and perhaps by another start of the device: out
    /// of a backlog the last HELLO of the one is taken after the first readings of the other.
    mutating func note(settled: UInt64, of hello: ControlMessage.Hello) {
        let (through, epoch) = (min(settled, hello.next - 1), hello.epoch)
        if let index = self.settled.firstIndex(where: { $0.epoch == epoch }) {
            self.settled[index].through = through
        } else {
            self.settled.append(Settled(epoch: epoch, through: through))
            if self.settled.count > SequenceTracker.epochsMax { self.settled.removeFirst() }
        }
    }

    private mutating func place(of number: UInt64, _ route: SourceSession.Route, at now: Instant) -> Int {
        if let index = all.firstIndex(where: { $0.number == number }) { return index }
        all.append(Instance(number: number, firstHeard: now, route: route, before: settled))
        if all.count > Instances.countMax {
            all.removeFirst()
            noteReused()
        }
        return all.count - 1
    }

    /// Only its first HELLO tells: later ones may have been overtaken by the readings themselves.
    private mutating func reuse(_ hello: ControlMessage.Hello, by index: Int) -> Finding? {
        let before = all[index].before.first { $0.epoch == hello.epoch }?.through ?? 0
        if let greeted = all[index].greeted.first(where: { $0.epoch == hello.epoch }) {
            return greeted.isReused ? .reused(settled: before, isNews: false) : nil
        }
        let isReused = hello.next <= before
        all[index].greeted.append((hello.epoch, isReused))
        if all[index].greeted.count > SequenceTracker.epochsMax { all[index].greeted.removeFirst() }
        guard isReused else { return nil }
        noteReused()
        return .reused(settled: before, isNews: true)
    }

    private mutating func noteReused() {
        reused = all.flatMap { $0.greeted.filter(\.isReused).map(\.epoch) }
    }
}
