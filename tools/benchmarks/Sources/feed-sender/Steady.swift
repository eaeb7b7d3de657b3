import Foundation
import MadeUpRoad
import ZeroMQ

/// Sends at a steady rate, and meanwhile takes verdicts and talks on the control channel.
struct Steady {
    /// How often it is looked what is due; what is due by then goes out together.
    private static let turn = Duration.milliseconds(1)
    /// The longest wait for what is still to come after the last truck.
    private static let patience = Duration.seconds(600)

    private let options: Options
    private let road: Road
    private let sockets: DataSockets
    private var verdicts: Verdicts?
    private var talk: ControlTalk?
    private var sent = 0

    init(_ options: Options, _ road: Road, _ sockets: DataSockets, _ verdicts: Verdicts?, _ talk: ControlTalk?) {
        (self.options, self.road, self.sockets) = (options, road, sockets)
        (self.verdicts, self.talk) = (verdicts, talk)
    }

    /// Sends until all trucks have passed and, of a backlog, everything is settled.
    mutating func run() throws {
        let begun = ContinuousClock.now
        var settledAfter = options.backlog == 0 ? Duration.zero : nil
        while sent < options.trucks || settledAfter == nil {
            let passed = ContinuousClock.now - begun
            let due = Int(passed / .seconds(1) * Double(options.rate) / 2) + 1
            while sent < due, sent < options.trucks || settledAfter == nil { try pass() }
            try turn()
            if options.isUntilVerdict, let verdicts, !verdicts.times.isEmpty { return showFirst() }
            if settledAfter == nil, let talk, talk.isSettled(through: options.backlog) {
                settledAfter = .now - begun
            }
            if passed > Steady.patience { break }
        }
        let rate = Double(2 * sent) / ((ContinuousClock.now - begun) / .seconds(1))
        let end = ContinuousClock.now + .seconds(2)
        while ContinuousClock.now < end { try turn() }
        show(rate, settledAfter)
    }

    private mutating func turn() throws {
        let next = nextSeqs()
        try talk?.turn(next: next)
        let due = ContinuousClock.now + Steady.turn
        if verdicts != nil { try verdicts?.take(until: due) } else { usleep(1_000) }
    }

    /// The next number of each station, whose turns come one after the other.
    private func nextSeqs() -> (Int) -> Int {
        let (rounds, behind) = sent.quotientAndRemainder(dividingBy: road.stations.count)
        let backlog = options.backlog
        return { station in backlog + rounds + (station < behind ? 2 : 1) }
    }

    private mutating func pass() throws {
        let (round, station) = sent.quotientAndRemainder(dividingBy: road.stations.count)
        let seq = options.backlog + round + 1
        try sockets.send(road.weighing(seq, at: station), of: station)
        let picture = road.picture(seq, at: station)
        let pass = "\(road.stations[station].weigh):\(road.epoch):\(seq)"
        verdicts?.await(pass)
        try sockets.send(picture, of: station)
        sent += 1
    }

    private func showFirst() {
        print("first verdict: \(Int(Date().timeIntervalSince1970 * 1_000))")
    }

    private func show(_ rate: Double, _ settledAfter: Duration?) {
        print("sent: \(Int(rate.rounded())) a second")
        print("readings: \(2 * sent)")
        if let verdicts { print("verdicts: \(verdicts.times.count)\nlatency: \(Percentiles(verdicts.times))") }
        if let talk { print("replayed: \(talk.replayed)") }
        guard options.backlog > 0 else { return }
        print("settled: \(settledAfter.map { String(format: "%.1f", $0 / .seconds(1)) } ?? "never")")
    }
}
