import CaseStore
import Enforcement
import Foundation
import Readings
import Units

/// The pictures of made-up passages: what a case needs before it can be confirmed.
enum Pictures {
    /// A front and a rear camera that have both read the plate.
    static func records(of passage: String, plate: String, at instant: Instant) -> [CaseRecord] {
        zip([View.front, .rear], 1...).map { view, number in
            let words = passage.split(separator: ":")
            let source = "\(words[0].prefix { $0 != "/" })/cam-\(number)"
            let payload = """
                {"source": "\(source)", "plate": "\(plate)", "view": "\(view.rawValue)", "media": [{
                 "sha256": "\(digest(passage, number))", "type": "image/jpeg", "bytes": 1000, "view": "\(view.rawValue)"}]}
                """
            return CaseRecord(
                reading: "\(source):\(words[1]):\(words[2])",
                kind: "camera",
                receivedAt: instant,
                payload: Array(payload.utf8)
            )
        }
    }

    /// Another for each passage and camera; nobody has the bytes.
    private static func digest(_ passage: String, _ number: Int) -> String {
        let text = (passage + "/\(number)").utf8.map { String(format: "%02x", $0) }.joined()
        return String((text + String(repeating: "0", count: 64)).prefix(64))
    }
}

extension CaseRepository {
    /// Lets all pictures arrive that cases want.
    @discardableResult
    func takePictures(at instant: Instant) throws -> StoreChanges {
        let wanted = try sourcesOfWantedMedia().flatMap { try wantedMedia(of: $0, after: nil, limit: 1_000) }
        return try take(wanted.map { MediumOutcome($0, .stored) }, at: instant)
    }
}
