import FeedContract
import Foundation
import MadeUpRoad
import Readings
import Units

/// What passes so many stations: every truck is weighed and seen once, and all of it follows from the truck's number.
///
/// Trucks go round the stations, and at each round its lanes. At a rate they pass when they are sent. As fast as can be,
/// they are what has passed up to now, one in two seconds a lane: so pairing meets what it meets on a road.
struct Road {
    /// A station and its two devices.
    struct Station {
        let weigh: Source
        let camera: Source
        let weighTopics: [[UInt8]]
        let cameraTopics: [[UInt8]]
    }

    /// A reading as it is sent.
    typealias Frames = (topic: [UInt8], payload: [UInt8])

    static let lanes = 10
    /// From a truck at a station to the next one there, in µs, where no rate says otherwise.
    private static let headwayOnRoad: Int64 = 200_000
    /// The name of each station's instrument.
    private static let instrument = "I1"

    let stations: [Station]
    let epoch: UInt64
    private let start: Instant
    private let headway: Int64
    private let axles: [[Axle]]

    init(_ options: Options) throws {
        let count = options.stations
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        epoch = UInt64(now)
        headway = options.rate == 0 ? Road.headwayOnRoad : Int64(2_000_000 * count / options.rate)
        // Trucks of each station that have passed by now.
        let passed = options.rate == 0 ? options.trucks / count + 1 : options.backlog
        start = Instant(millisecondsSince1970: now - Int64(passed) * headway / 1_000)
        axles = Truck.classes.map { Truck.axles($0.0, gross: $0.1 * 3 / 4) }
        stations = try (0..<count).map { number in
            guard let name = Name(Road.name(number)), let weigh = Source("\(name)/wim-1"),
                let camera = Source("\(name)/cam-1")
            else { throw CocoaError(.formatting) }
            return Station(
                weigh: weigh,
                camera: camera,
                weighTopics: (1...Road.lanes).map { Array("weigh/\(name)/\($0)".utf8) },
                cameraTopics: (1...Road.lanes).map { Array("camera/\(name)/\($0)".utf8) }
            )
        }
    }

    /// As `tools/lib/bench-feeds.sh` names them, too.
    static func name(_ number: Int) -> String { "41\(10_000 + number)-07" }

    /// When the truck of a number passes its station.
    func instant(of seq: Int) -> Instant { start + Milliseconds(Int64(seq) * headway / 1_000) }

    /// A station's weighing of a number, counted from 1.
    func weighing(_ seq: Int, at station: Int) -> Frames {
        var payload: [UInt8] = []
        payload.reserveCapacity(800)
        let topic = appendWeighing(seq, at: station, to: &payload)
        return (topic, payload)
    }

    /// A station's picture of a number, counted from 1.
    func picture(_ seq: Int, at station: Int) -> Frames {
        var payload: [UInt8] = []
        payload.reserveCapacity(800)
        let topic = appendPicture(seq, at: station, to: &payload)
        return (topic, payload)
    }

    /// - Returns: the topic.
    func appendWeighing(_ seq: Int, at station: Int, to payload: inout [UInt8]) -> [UInt8] {
        let kind = seq % Truck.classes.count
        let (code, limit, _) = Truck.classes[kind]
        let reading = WeighReading(
            header: header(stations[station].weigh, seq),
            kind: .dynamic,
            instrument: Road.instrument,
            direction: .up,
            speed: MetresPerHour(kilometresPerHour: 40 + seq % 30),
            gross: Kilograms(limit * 3 / 4),
            axles: axles[kind],
            axleCode: code,
            trigger: trigger(seq),
            imbalance: PartsPerThousand(seq % 60),
            clockSynced: true
        )
        MessageEncoder.append(isOver(seq) ? overloaded(reading, limit) : reading, to: &payload)
        return stations[station].weighTopics[seq % Road.lanes]
    }

    /// - Returns: the topic.
    func appendPicture(_ seq: Int, at station: Int, to payload: inout [UInt8]) -> [UInt8] {
        let (_, _, form) = Truck.classes[seq % Truck.classes.count]
        let reading = CameraReading(
            header: header(stations[station].camera, seq),
            plate: "豫A\(10_000 + (seq * 1_009 + station) * 7_919 % 90_000)",
            plateColour: .yellow,
            confidence: PartsPerMillion(930_000 + seq % 60_000),
            view: .front,
            vehicleForm: form,
            driveAxles: form == .articulated ? 2 : nil,
            trigger: trigger(seq),
            clockSynced: true
        )
        MessageEncoder.append(reading, to: &payload)
        return stations[station].cameraTopics[seq % Road.lanes]
    }

    /// Another one than in a run shortly before: a trigger that comes twice within a minute links nothing.
    private func trigger(_ seq: Int) -> String { String(epoch % 10_000_000 * 1_000 + UInt64(seq)) }

    /// One truck in fifty.
    private func isOver(_ seq: Int) -> Bool { seq % 50 == 7 }

    private func overloaded(_ reading: WeighReading, _ limit: Int) -> WeighReading {
        var reading = reading
        reading.gross = Kilograms(limit * 112 / 100)
        reading.axles = Truck.axles(reading.axleCode ?? "", gross: reading.gross.rawValue)
        return reading
    }

    private func header(_ source: Source, _ seq: Int) -> ReadingHeader {
        guard let lane = Lane(seq % Road.lanes + 1) else { preconditionFailure("no lane") }
        return ReadingHeader(
            id: ReadingID(source: source, epoch: epoch, seq: UInt64(seq)),
            at: instant(of: seq),
            lane: lane
        )
    }
}
