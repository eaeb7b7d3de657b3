import Crypto
import Enforcement
import Foundation
import GRDB
import Storage

/// What an event says openly, and the words about people that lie beside it.
///
/// In the event's body stands `{"sealed": "<SHA-256 of salt and words>"}` in place of the words. The salt keeps anybody
/// from guessing a name or a licence number once the words are erased.
struct SealedParts {
    /// The body's parts.
    private(set) var open: [String: StepValue] = [:]
    /// Name, salt and words, in order.
    private(set) var personal: [(part: String, salt: Data, value: String)] = []

    /// The name under which a digest stands in place of words.
    static let mark = "sealed"
    private static let saltBytes = 16

    init(_ record: [String: RecordedPart], under prefix: String = "") {
        for (name, part) in record.sorted(by: { $0.key < $1.key }) {
            switch part {
            case .open(let value): open[name] = value
            case .personal(let words): open[name] = seal(words, as: prefix + name)
            case .people(let names):
                open[name] = .list(names.enumerated().map { seal($1, as: "\(prefix)\(name)/\($0)") })
            }
        }
    }

    private mutating func seal(_ words: String, as part: String) -> StepValue {
        let salt = SealedParts.makeSalt()
        personal.append((part, salt, words))
        return .parts([SealedParts.mark: .text(SealedParts.digest(words, salt: salt))])
    }

    static func makeSalt() -> Data {
        SymmetricKey(size: .init(bitCount: saltBytes * 8)).withUnsafeBytes { Data($0) }
    }

    static func digest(_ words: String, salt: Data) -> String { Evidence.digest(salt + Data(words.utf8)) }

    /// Puts the words beside their event.
    func store(event: Int64, _ db: Database) throws {
        for (part, salt, value) in personal {
            try db.executeCached(
                sql: "INSERT INTO case_personal (event, part, salt, value) VALUES (?, ?, ?, ?)",
                arguments: [event, part, salt, value]
            )
        }
    }
}

extension StepValue {
    /// The digests that stand in for words in a body, by part.
    func sealed(under path: String = "") -> [String: String] {
        switch self {
        case .parts(let parts):
            if case .text(let digest)? = parts[SealedParts.mark], parts.count == 1 { return [path: digest] }
            return parts.reduce(into: [:]) { all, part in
                all.merge(part.value.sealed(under: path.isEmpty ? part.key : "\(path)/\(part.key)")) { $1 }
            }
        case .list(let list):
            return list.enumerated().reduce(into: [:]) { all, item in
                all.merge(item.element.sealed(under: "\(path)/\(item.offset)")) { $1 }
            }
        case .null, .flag, .integer, .fraction, .text: return [:]
        }
    }
}
