import FeedContract
import Readings

extension StationMessage {
    /// Writes the topic frame into a buffer that is used again and again.
    func writeTopic(to buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        let header = header
        switch reading {
        case .weigh: buffer.append(contentsOf: "weigh/".utf8)
        case .camera: buffer.append(contentsOf: "camera/".utf8)
        }
        buffer.append(contentsOf: header.id.source.station.text.utf8)
        buffer.append(UInt8(ascii: "/"))
        let number = header.lane.number
        if number >= 10 { buffer.append(UInt8(ascii: "0") + number / 10) }
        buffer.append(UInt8(ascii: "0") + number % 10)
    }

    /// Writes the payload frame into a buffer that is used again and again.
    func writePayload(to buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        switch reading {
        case .weigh(let reading): MessageEncoder.append(reading, to: &buffer)
        case .camera(let reading): MessageEncoder.append(reading, to: &buffer)
        }
    }
}
