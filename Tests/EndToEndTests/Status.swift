/// What `zhichao status --json` must have (interfaces page).
struct Status: Decodable, Equatable {
    struct SourceStatus: Decodable, Equatable {
        let source: String
        let epoch: UInt64
        let through: UInt64
        let stale: Bool
    }

    let version: String
    let running: Bool
    let received, committed, duplicates, refused, quarantined, not_taken, gaps, missing: Int
    let replayed, control_refused, refused_peers, control_malformed: Int
    let passages, unpaired, ambiguous, overloaded, not_evidence: Int
    let cases: [String: Int]
    let media: [String: Int]
    let forwarder_backlog: Int
    let evidence_problem: String?
    let sources: [SourceStatus]

    /// Nothing is on its way any more between the daemon's parts.
    func isSettled(passages: Int) -> Bool { self.passages >= passages && forwarder_backlog == 0 }

    /// What the interface page promises of the counters.
    var addsUp: Bool { received == committed + duplicates + quarantined + refused + not_taken }
}

/// What `zhichao cases list --json` gives a line (interfaces page).
struct CaseLine: Decodable, Equatable {
    let id, number, state, plate, plate_colour, station, at, rule: String
    let axles, gross_kg, assessed_kg, limit_kg, excess_kg, excess_ratio: Int
}
