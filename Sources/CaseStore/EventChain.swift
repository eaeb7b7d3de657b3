import Crypto
import Foundation
import Storage
import Units

/// An event as the chains see it: everything that its row says.
struct ChainedEvent {
    let id: Int64
    let caseID: String
    let n: Int
    let kind: String
    let recordedMs: Int64
    let actor: String
    let evidence: String
    let body: String

    /// The bytes that are proved: a name for the form, then each field as a netstring (its length in bytes, `:`, itself,
    /// `,`), so that no two events share them and any language can make them.
    ///
    /// The place in the store is not among them, so that a case can be proved without the others.
    var canonicalBytes: Data {
        var bytes = Data(capacity: body.utf8.count + evidence.utf8.count + 256)
        for field in ["zhichao-event-1", caseID, "\(n)", kind, "\(recordedMs)", actor, evidence, body] {
            bytes.appendNetstring(field)
        }
        return bytes
    }

    /// SHA-256 of the hash of the event before it in its case (32 zero bytes before the first) and the canonical bytes.
    func caseHash(after previous: Data?) -> Data {
        var hash = SHA256()
        hash.update(data: previous ?? EventChain.start)
        hash.update(data: canonicalBytes)
        return Data(hash.finalize())
    }

    /// SHA-256 of the hash of the event before it in the store, its place as a netstring, and its hash in its case.
    func storeHash(after previous: Data?, caseHash: Data) -> Data {
        var bytes = previous ?? EventChain.start
        bytes.appendNetstring("\(id)")
        return Data(SHA256.hash(data: bytes + caseHash))
    }
}

/// The two chains of events (cases.md, "Case store"): one within each case, so that a single case can be proved offline,
/// and one through the whole store.
public enum EventChain {
    /// What stands in for the hash before the first.
    static let start = Data(count: 32)
}

/// How far the chains have come while events are gone through in order.
struct ChainHeads {
    private(set) var store: Data?
    private var cases: [String: (n: Int, hash: Data)] = [:]

    func ofCase(_ id: String) -> Data? { cases[id]?.hash }

    /// The number of a case's last event; 0 before the first.
    func count(ofCase id: String) -> Int { cases[id]?.n ?? 0 }

    mutating func append(_ event: ChainedEvent) {
        let hash = event.caseHash(after: ofCase(event.caseID))
        store = event.storeHash(after: store, caseHash: hash)
        cases[event.caseID] = (event.n, hash)
    }
}
