import Readings
import Units

/// The members of the bodies of the control channel.
enum ControlField: String, Field {
    case source, epoch, first, next, now, instance, through, seq, from
    case until = "to"
    case sha256, code, message, newest

    var isRequired: Bool { false }
}

/// A body of the control channel as far as its members were read.
struct ControlDraft {
    private(set) var source: Source?
    private(set) var epoch: UInt64 = 0
    private(set) var first: UInt64 = 0
    private(set) var next: UInt64 = 0
    private(set) var through: UInt64 = 0
    private(set) var seq: UInt64 = 0
    private(set) var from: UInt64 = 0
    private(set) var to: UInt64 = 0
    private(set) var sha256: SHA256Digest?
    private var hasEpoch = false
    private var now = Instant(millisecondsSince1970: 0)
    private var instance: UInt64 = 0
    private var code = ""
    private var text = ""
    private var newest: UInt64?

    private static let tables = Dictionary(
        uniqueKeysWithValues: ControlMessage.Kind.allCases.map {
            ($0, MemberTable(ControlField.self, alsoRequired: $0.required))
        }
    )

    init(_ examination: inout Examination, _ kind: ControlMessage.Kind) {
        guard let table = ControlDraft.tables[kind] else { return }
        examination.members(of: Tape.root, in: table, depth: 1) { examination, member, value in
            take(table[member], value, isRequired: kind.required.contains(table[member]), &examination)
        }
    }

    private mutating func take(
        _ field: ControlField,
        _ value: Int,
        isRequired: Bool,
        _ examination: inout Examination
    ) {
        // What another kind of message has is an unknown member of this one; only an error may tell of anything.
        guard isRequired || ControlField.ofErrors.contains(field) else { return }
        if !isRequired, examination.tape.isNull(at: value) { return }
        switch field {
        case .source: source = HeaderDraft.source(value, &examination)
        case .epoch: (epoch, hasEpoch) = (examination.unsigned(value, from: 0), true)
        case .first: first = examination.unsigned(value, from: 1)
        case .next: next = examination.unsigned(value, from: 1)
        case .now: now = HeaderDraft.instant(value, &examination) ?? now
        case .instance: instance = examination.unsigned(value, from: 0)
        case .through: through = examination.unsigned(value, from: 0)
        case .seq: seq = examination.unsigned(value, from: 1)
        case .from: from = examination.unsigned(value, from: 1)
        case .until: to = examination.unsigned(value, from: 1)
        case .sha256: sha256 = examination.digest(value)
        case .code: code = examination.string(value) ?? ""
        case .message: text = examination.string(value) ?? ""
        case .newest: newest = examination.unsigned(value, from: 0)
        }
    }

    func hello(_ source: Source) -> ControlMessage.Hello {
        .init(source: source, epoch: epoch, first: first, next: next, now: now, instance: instance)
    }

    var error: ControlError {
        let code = ControlError.Code(rawValue: code)
        return ControlError(code, text, source: source, epoch: hasEpoch ? epoch : nil, newest: newest)
    }
}

extension ControlField {
    /// What an error may tell besides its code and its message.
    fileprivate static let ofErrors: [ControlField] = [.source, .epoch, .newest]
}

extension ControlMessage.Kind {
    /// What a body of this kind must have.
    fileprivate var required: [ControlField] {
        switch self {
        case .hello: [.source, .epoch, .first, .next, .now, .instance]
        case .have: [.source, .epoch, .through]
        case .replay, .lost: [.source, .epoch, .from, .until]
        case .data: [.source, .epoch, .seq]
        case .fetch, .medium, .gone: [.source, .sha256]
        case .error: [.code, .message]
        }
    }
}

extension Examination {
    /// Reads an unsigned integer of 53 bits; 0 stands for a fault.
    fileprivate mutating func unsigned(_ index: Int, from lowest: Int) -> UInt64 {
        integer(index, lowest...FeedLimits.greatestInteger).map { UInt64($0) } ?? 0
    }
}
