import Readings
import Units

/// One station of the traffic: its devices' numbers, and the counter that links a weighing with its pictures.
struct StationTraffic: Sendable {
    let station: DemoStation
    private let weighDevice: Source
    private let cameraDevice: Source
    private let epoch: UInt64
    private var weighSeq: UInt64 = 0
    private var cameraSeq: UInt64 = 0
    private var trigger: UInt16 = 0

    init?(_ station: DemoStation, epoch: UInt64) {
        guard let devices = StationDevices(station: station.station) else { return nil }
        self.station = station
        weighDevice = devices.weigh
        cameraDevice = devices.camera
        self.epoch = epoch
    }

    /// The next trigger; the counter wraps at 65 536, as an instrument's does.
    mutating func nextTrigger() -> String {
        trigger &+= 1
        return String(trigger)
    }

    mutating func weighHeader(at: Instant, lane: Lane) -> ReadingHeader {
        weighSeq += 1
        return ReadingHeader(id: ReadingID(source: weighDevice, epoch: epoch, seq: weighSeq), at: at, lane: lane)
    }

    /// The header of a picture that has no number yet: pictures get theirs in the order in which they leave.
    func pictureHeader(at: Instant, lane: Lane) -> ReadingHeader {
        ReadingHeader(id: ReadingID(source: cameraDevice, epoch: epoch, seq: 0), at: at, lane: lane)
    }

    func isOwner(of device: Source) -> Bool { device == cameraDevice }

    mutating func number(_ picture: inout CameraReading) {
        cameraSeq += 1
        picture.header.id = ReadingID(source: cameraDevice, epoch: epoch, seq: cameraSeq)
    }
}
