package import CaseStore
import Enforcement
package import Evidence
import Readings

extension StepRequest {
    /// The request with what its case's files are found to be: before a case is confirmed, and before the party is told, each
    /// picture that it rests on is read and compared with its digest, since a disk may have changed what was right when it was
    /// stored.
    ///
    /// - Throws: GRDB's errors; a file that cannot be read counts as damaged.
    package func lookedAt(_ media: MediaStore, _ reader: CaseReader) throws -> StepRequest {
        guard case .action(let action, _) = work, action.asksForEvidence, let dossier = try reader.find(id) else {
            return self
        }
        var request = self
        for medium in dossier.media where medium.state == .stored && medium.passage == dossier.summary.passage {
            if (try? media.check(medium.sha256, length: medium.bytes)) != .whole {
                request.damagedMedia.insert(medium.sha256)
            }
        }
        return request
    }
}
