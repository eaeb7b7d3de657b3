import FeedContract
import Foundation
package import Journal
import Readings

/// What `quarantine list --json` gives a line, and `quarantine show --json` with the frames.
package struct QuarantineJSON: Encodable, Sendable {
    /// A frame as text, or what is not UTF-8 in base 64.
    struct Frame: Encodable, Sendable {
        let bytes: Int
        let text: String?
        let base64: String?

        init(_ frame: [UInt8]) {
            bytes = frame.count
            text = String(validating: frame, as: UTF8.self)
            base64 = text == nil ? Data(frame).base64EncodedString() : nil
        }
    }

    let id: Int64
    let receivedAt: String
    let sender: String?
    let station: String?
    let source: String?
    let epoch: UInt64?
    let seq: UInt64?
    let counted: Bool
    let bytes: Int
    let faults: [QuarantineFault]
    let releasedAt: String?
    let releasedAs: String?
    let frames: [Frame]?

    private enum CodingKeys: String, CodingKey {
        case id, sender, station, source, epoch, seq, counted, bytes, faults, frames
        case receivedAt = "received_at"
        case releasedAt = "released_at"
        case releasedAs = "released_as"
    }

    /// Shows a message.
    package init(_ entry: QuarantineEntry, frames: [[UInt8]]? = nil) {
        id = entry.id
        receivedAt = "\(entry.receivedAt)"
        sender = entry.sender
        station = entry.message.station?.text
        source = (entry.message.identity?.source).map(\.description)
        epoch = entry.message.identity?.epoch
        seq = entry.message.identity?.seq
        counted = entry.isCounted
        bytes = entry.bytes
        faults = entry.message.faults.map(QuarantineFault.init)
        releasedAt = entry.released.map { "\($0.at)" }
        releasedAs = entry.released?.outcome.rawValue
        self.frames = frames.map { $0.map(Frame.init) }
    }
}
