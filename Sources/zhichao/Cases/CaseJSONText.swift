import CaseStore
import Daemon

extension CaseDossier {
    /// The whole case as JSON.
    var json: String {
        get throws { try DossierJSON(dossier: self).jsonText }
    }
}

extension CaseSummary {
    /// The case as one line of JSON.
    var jsonLine: String {
        get throws { try CaseLine(summary: self).jsonText }
    }
}
