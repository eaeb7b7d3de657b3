import Readings
import Units

extension ControlMessage {
    /// What the first frame says.
    enum Kind: String, CaseIterable, Sendable {
        case hello = "HELLO"
        case have = "HAVE"
        case replay = "REPLAY"
        case data = "DATA"
        case lost = "LOST"
        case fetch = "FETCH"
        case medium = "MEDIUM"
        case gone = "GONE"
        case error = "ERROR"

        /// Frames of a message of this kind.
        var frames: Int {
            switch self {
            case .data: 4
            case .medium: 3
            default: 2
            }
        }
    }

    /// The message's frames, without a routing id; the same message gives the same bytes.
    public var frames: [[UInt8]] {
        switch self {
        case .hello(let hello): [ControlMessage.name(.hello), ControlMessage.body(hello)]
        case .have(let have):
            [ControlMessage.name(.have), ControlMessage.body(have.source, have.epoch, [("through", have.through)])]
        case .replay(let range): [ControlMessage.name(.replay), ControlMessage.body(range)]
        case .lost(let range): [ControlMessage.name(.lost), ControlMessage.body(range)]
        case .data(let reading):
            [
                ControlMessage.name(.data),
                ControlMessage.body(reading.id.source, reading.id.epoch, [("seq", reading.id.seq)]),
                reading.topic, reading.payload,
            ]
        case .fetch(let key): [ControlMessage.name(.fetch), ControlMessage.body(key)]
        case .medium(let key, let bytes): [ControlMessage.name(.medium), ControlMessage.body(key), bytes]
        case .gone(let key): [ControlMessage.name(.gone), ControlMessage.body(key)]
        case .error(let error): [ControlMessage.name(.error), ControlMessage.body(error)]
        }
    }

    private static func name(_ kind: Kind) -> [UInt8] { Array(kind.rawValue.utf8) }

    private static func body(_ hello: Hello) -> [UInt8] {
        var json = opened(hello.source, hello.epoch)
        json.member("first", hello.first)
        json.member("next", hello.next)
        json.raw(",\"now\":")
        json.string(hello.now.description)
        json.member("instance", hello.instance)
        json.raw("}")
        return json.bytes
    }

    private static func body(_ range: SeqRange) -> [UInt8] {
        body(range.source, range.epoch, [("from", range.seqs.lowerBound), ("to", range.seqs.upperBound)])
    }

    private static func body(_ source: Source, _ epoch: UInt64, _ members: [(StaticString, UInt64)]) -> [UInt8] {
        var json = opened(source, epoch)
        for (name, value) in members { json.member(name, value) }
        json.raw("}")
        return json.bytes
    }

    private static func body(_ key: MediumKey) -> [UInt8] {
        var json = JSONWriter()
        json.raw("{\"source\":")
        json.string(key.source.description)
        json.raw(",\"sha256\":")
        json.string(key.sha256.description)
        json.raw("}")
        return json.bytes
    }

    private static func body(_ error: ControlError) -> [UInt8] {
        var json = JSONWriter()
        json.raw("{\"code\":")
        json.string(error.code?.rawValue ?? "")
        json.raw(",\"message\":")
        json.string(error.message)
        if let source = error.source {
            json.raw(",\"source\":")
            json.string(source.description)
        }
        if let epoch = error.epoch { json.member("epoch", epoch) }
        if let newest = error.newest { json.member("newest", newest) }
        json.raw("}")
        return json.bytes
    }

    private static func opened(_ source: Source, _ epoch: UInt64) -> JSONWriter {
        var json = JSONWriter()
        json.raw("{\"source\":")
        json.string(source.description)
        json.member("epoch", epoch)
        return json
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, _ value: UInt64) {
        raw(",\"")
        raw(name)
        raw("\":")
        integer(Int(clamping: value))
    }
}
