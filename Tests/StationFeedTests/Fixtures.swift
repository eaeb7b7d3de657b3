import FeedContract
import Foundation
import Readings
import StationFeed
import Testing
import Units

/// The package's root, above `Tests/StationFeedTests/`.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The recorded vehicles, which are test input of the surroundings and no part of the project.
let recordedFile = packageRoot.deletingLastPathComponent().appending(path: "shared/data/wim/recorded_1000.mon.txt").path

/// One line of a recorded file, put together field by field.
struct Line {
    var day = 4
    var month = 7
    var year = 2012
    var time = " 0 011940"
    var gross: Int?
    var speed = 72
    var length = 3_400
    var lane = 1
    var direction = 0
    /// Loads, with the spacing to the next axle.
    var axles = [(1_030, 2_750), (810, 0)]

    var text: String {
        let gross = gross ?? axles.reduce(0) { $0 + $1.0 }
        let head = padded(47_555, 9) + padded(day, 2) + padded(month, 2) + padded(year, 4) + time
        let vehicle = padded(axles.count, 2) + padded(2, 2) + padded(gross, 6) + padded(speed, 3) + padded(length, 5)
        let place = "\(lane)\(direction)" + padded(1_800, 4)
        return head + vehicle + place + axles.map { padded($0.0, 5) + padded($0.1, 5) }.joined()
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: " ", count: max(0, width - digits.count)) + digits
    }
}

/// A five-axle truck of 40 t.
let truckLine = Line(
    speed: 80,
    length: 16_500,
    lane: 2,
    direction: 1,
    axles: [(6_401, 3_300), (11_007, 5_600), (7_531, 1_310), (7_530, 1_310), (7_531, 0)]
)

func mon(_ lines: [String], end: String = "") throws -> MonFile {
    try MonFile(path: "made-up.mon", bytes: Array((lines.joined(separator: "\n") + end).utf8))
}

/// All that a source has to say, up to a bound.
func messages(of source: some MessageSource, max: Int = .max) -> [StationMessage] {
    var (source, messages) = (source, [] as [StationMessage])
    while messages.count < max, let message = source.next() { messages.append(message) }
    return messages
}

extension [StationMessage] {
    var weighings: [WeighReading] {
        compactMap { if case .weigh(let reading) = $0.reading { reading } else { nil } }
    }

    var pictures: [CameraReading] {
        compactMap { if case .camera(let reading) = $0.reading { reading } else { nil } }
    }
}

extension StationMessage {
    /// The message as the contract's encoder writes it.
    var frames: (topic: [UInt8], payload: [UInt8]) {
        switch reading {
        case .weigh(let reading):
            (Array(MessageEncoder.topic(of: reading).description.utf8), MessageEncoder.payload(of: reading))
        case .camera(let reading):
            (Array(MessageEncoder.topic(of: reading).description.utf8), MessageEncoder.payload(of: reading))
        }
    }
}

/// What is wrong with a message by the feed contract; and that the wire gives back what was put in.
func faults(of message: StationMessage, _ decoder: MessageDecoder) -> [Fault] {
    let (topic, payload) = message.frames
    switch (decoder.decode(topic: topic, payload: payload), message.reading) {
    case (.invalid(let invalid), _): return invalid.faults
    case (.weigh(let decoded), .weigh(let sent)) where decoded == sent: return []
    case (.camera(let decoded), .camera(let sent)) where decoded == sent: return []
    default: return [Fault(pointer: "", reason: "the decoded message is not the one that was encoded")]
    }
}

/// Checks that each source counts from 1 without holes, and that its times do not go back.
func checkOrder(of messages: [StationMessage], sourceLocation: SourceLocation = #_sourceLocation) {
    var last: [Source: (seq: UInt64, at: Instant)] = [:]
    var breaks = 0
    for header in messages.map(\.header) {
        let before = last[header.id.source]
        if header.id.seq != (before?.seq ?? 0) + 1 { breaks += 1 }
        if let before, header.at < before.at { breaks += 1 }
        last[header.id.source] = (header.id.seq, header.at)
    }
    #expect(breaks == 0, sourceLocation: sourceLocation)
}
