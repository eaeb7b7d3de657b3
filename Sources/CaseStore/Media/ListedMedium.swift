import Foundation
import GRDB
import Readings
import Storage

/// A medium as a camera reading lists it.
struct ListedMedium: Hashable {
    let sha256: SHA256Digest
    let source: Source
    let type: String
    let bytes: Int
    let view: String

    /// The media of a camera reading as it was received, each once; none where it was erased or cannot be read.
    static func of(payload: Data) -> [ListedMedium] {
        guard !payload.isEmpty, let reading = try? JSONDecoder().decode(Payload.self, from: payload),
            let source = reading.source.flatMap(Source.init)
        else { return [] }
        var found: [ListedMedium] = []
        for item in reading.media ?? [] {
            guard let digest = SHA256Digest(item.sha256), !found.contains(where: { $0.sha256 == digest }) else {
                continue
            }
            found.append(
                ListedMedium(
                    sha256: digest,
                    source: source,
                    type: item.type,
                    bytes: item.bytes,
                    view: item.view ?? reading.view ?? View.panorama.rawValue
                )
            )
        }
        return found
    }

    /// The plate that a camera reading says to have seen.
    static func plate(inPayload payload: Data) -> String? {
        (try? JSONDecoder().decode(Payload.self, from: payload))?.plate
    }

    /// Lists it for a case; what is listed already stays as it is.
    func insert(reading: String, caseID: String, _ db: Database) throws {
        try db.executeCached(
            sql: """
                INSERT OR IGNORE INTO case_medium (case_id, reading, sha256, source, type, bytes, view, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'wanted')
                """,
            arguments: [caseID, reading, sha256.description, source.description, type, bytes, view]
        )
    }

    private struct Payload: Decodable {
        let source: String?
        let plate: String?
        let view: String?
        let media: [Item]?
    }

    private struct Item: Decodable {
        let sha256: String
        let type: String
        let bytes: Int
        let view: String?
    }
}
