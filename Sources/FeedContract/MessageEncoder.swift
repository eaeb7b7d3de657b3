public import Readings
import Units

/// Encodes readings as messages of the feed contract: what a station publishes, and what the decoder reads back.
///
/// All keys are written, in the order of the contract, with null where there is nothing; instants are written at
/// China's offset. The values must be within the contract's ranges, as those of the decoder are; an instant must lie
/// in China's years 0001…9999.
public enum MessageEncoder {
    /// The topic of a weighing.
    public static func topic(of reading: WeighReading) -> Topic {
        Topic(kind: .weigh, station: reading.header.id.source.station, lane: reading.header.lane)
    }

    /// The topic of a camera message.
    public static func topic(of reading: CameraReading) -> Topic {
        Topic(kind: .camera, station: reading.header.id.source.station, lane: reading.header.lane)
    }

    /// The payload of a weighing.
    public static func payload(of reading: WeighReading) -> [UInt8] {
        var payload: [UInt8] = []
        append(reading, to: &payload)
        return payload
    }

    /// The payload of a camera message.
    public static func payload(of reading: CameraReading) -> [UInt8] {
        var payload: [UInt8] = []
        append(reading, to: &payload)
        return payload
    }

    /// Writes the payload of a weighing behind what a buffer holds.
    public static func append(_ reading: WeighReading, to buffer: inout [UInt8]) {
        var writer = JSONWriter()
        writer.weigh(reading)
        buffer.append(contentsOf: writer.written)
    }

    /// Writes the payload of a camera message behind what a buffer holds.
    public static func append(_ reading: CameraReading, to buffer: inout [UInt8]) {
        var writer = JSONWriter()
        writer.camera(reading)
        buffer.append(contentsOf: writer.written)
    }
}

extension JSONWriter {
    /// Writes the header's members, the opening brace before them.
    mutating func header(_ header: ReadingHeader) {
        raw(#"{"v":1,"source":""#)
        plain(header.id.source.station.text)
        byte("/")
        plain(header.id.source.device.text)
        raw(#"","epoch":"#)
        integer(Int(truncatingIfNeeded: header.id.epoch))
        raw(#","seq":"#)
        integer(Int(truncatingIfNeeded: header.id.seq))
        raw(#","at":""#)
        instant(header.at)
        raw(#"","lane":"#)
        integer(Int(header.lane.number))
    }

    /// Writes `2026-11-23T10:15:30.123+08:00`.
    mutating func instant(_ instant: Instant) {
        let day = instant.day
        let date = day.parts
        let ofDay = Int((instant - day.start).rawValue)
        padded(date.year, digits: 4)
        byte("-")
        padded(date.month, digits: 2)
        byte("-")
        padded(date.day, digits: 2)
        byte("T")
        padded(ofDay / 3_600_000, digits: 2)
        byte(":")
        padded(ofDay / 60_000 % 60, digits: 2)
        byte(":")
        padded(ofDay / 1_000 % 60, digits: 2)
        byte(".")
        padded(ofDay % 1_000, digits: 3)
        raw("+08:00")
    }
}
