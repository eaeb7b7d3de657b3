import FeedContract
import Readings
import Units
import ZeroMQ

/// What stations say on the control channel: HELLO once a second, and DATA where the daemon asks for it. There is no spool:
/// every reading follows from its number.
struct ControlTalk {
    /// How far a station's two sources are settled at the daemon.
    private struct Settled {
        var weigh: UInt64 = 0
        var camera: UInt64 = 0
    }

    /// Stations whose messages are looked for in one turn: to look costs time whether or not there is one.
    private static let stationsPerTurn = 20

    private let road: Road
    private let dealers: [SocketBox]
    private let decoder = ControlDecoder()
    private var settled: [Settled]
    private let begun = ContinuousClock.now
    private var hellos = 0
    private var looked = 0
    private(set) var replayed = 0

    init(_ road: Road, _ endpoint: String, _ options: Options, in context: Context) throws {
        self.road = road
        settled = road.stations.map { _ in Settled() }
        var socketOptions = SocketOptions()
        // What two REPLAY ask for at most, and what else there is.
        socketOptions.sendHighWaterMark = 4_000
        socketOptions.curve = options.curve
        dealers = try road.stations.map { _ in
            let socket = try Socket(.dealer, in: context, options: socketOptions)
            try socket.connect(endpoint)
            return SocketBox(socket)
        }
    }

    /// Does what is due.
    ///
    /// - Parameter next: the next number that each station gives.
    mutating func turn(next: (_ station: Int) -> Int) throws {
        let due = Int((ContinuousClock.now - begun) / .seconds(1) * Double(dealers.count)) + 1
        while hellos < due {
            try hello(hellos % dealers.count, next: next(hellos % dealers.count))
            hellos += 1
        }
        var scratch = Message()
        for _ in 0..<min(ControlTalk.stationsPerTurn, dealers.count) {
            looked = (looked + 1) % dealers.count
            while let frames = try dealers[looked].socket.receiveMultipart(
                through: &scratch,
                framesMax: 4,
                wait: .no
            )?.frames {
                try answer(try decoder.decode(frames), of: looked)
            }
        }
    }

    /// Whether the daemon has settled so many readings of every source.
    func isSettled(through seq: Int) -> Bool {
        settled.allSatisfy { min($0.weigh, $0.camera) >= UInt64(seq) }
    }

    private func hello(_ station: Int, next: Int) throws {
        for (source, through) in [
            (road.stations[station].weigh, settled[station].weigh),
            (road.stations[station].camera, settled[station].camera),
        ] {
            let hello = ControlMessage.Hello(
                source: source,
                epoch: road.epoch,
                first: min(through + 1, UInt64(next)),
                next: UInt64(next),
                now: road.instant(of: next),
                instance: road.epoch
            )
            try send(.hello(hello), station)
        }
    }

    private mutating func answer(_ message: ControlMessage, of station: Int) throws {
        switch message {
        case .have(let have) where have.source == road.stations[station].weigh:
            settled[station].weigh = max(settled[station].weigh, have.through)
        case .have(let have): settled[station].camera = max(settled[station].camera, have.through)
        case .replay(let range):
            for seq in range.seqs {
                let isWeighing = range.source == road.stations[station].weigh
                let frames =
                    isWeighing ? road.weighing(Int(seq), at: station) : road.picture(Int(seq), at: station)
                let id = ReadingID(source: range.source, epoch: range.epoch, seq: seq)
                try send(.data(.init(id: id, topic: frames.topic, payload: frames.payload)), station)
                replayed += 1
            }
        default: break
        }
    }

    /// What cannot be sent is dropped: the daemon asks again.
    private func send(_ message: ControlMessage, _ station: Int) throws {
        let frames = message.frames
        for (place, frame) in frames.enumerated() {
            guard try dealers[station].socket.send(frame, more: place + 1 < frames.count, wait: .no) else { return }
        }
    }
}
