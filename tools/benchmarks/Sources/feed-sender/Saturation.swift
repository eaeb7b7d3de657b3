/// Sends as fast as everything is taken. Readings are encoded beforehand, so that the sender takes as little as it can
/// of the processor that it shares with who receives; of many, a slice at a time.
struct Saturation {
    private static let sliceMax = 500_000

    private let road: Road
    private let sockets: DataSockets
    private var payloads: [UInt8] = []
    private var places: [(topic: [UInt8], start: Int, station: Int)] = []

    init(_ road: Road, _ sockets: DataSockets) { (self.road, self.sockets) = (road, sockets) }

    mutating func send(trucks: Int) throws {
        var first = 0
        while first < trucks {
            let next = min(trucks, first + Saturation.sliceMax)
            encode(first..<next)
            try payloads.withUnsafeBytes { bytes in
                for (place, frame) in places.enumerated() {
                    let end = place + 1 < places.count ? places[place + 1].start : bytes.count
                    try sockets.send(frame.topic, .init(rebasing: bytes[frame.start..<end]), of: frame.station)
                }
            }
            first = next
        }
    }

    private mutating func encode(_ trucks: Range<Int>) {
        payloads.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        for truck in trucks {
            let (round, station) = truck.quotientAndRemainder(dividingBy: road.stations.count)
            var start = payloads.count
            places.append((road.appendWeighing(round + 1, at: station, to: &payloads), start, station))
            start = payloads.count
            places.append((road.appendPicture(round + 1, at: station, to: &payloads), start, station))
        }
    }
}
