import CaseStore

/// What a case rests on, item by item: readings as received, then pictures by their digests.
struct CaseEvidenceList {
    let dossier: CaseDossier

    init(_ dossier: CaseDossier) { self.dossier = dossier }

    func section(_ title: String) -> OfficialLetter.Section {
        let readings = dossier.records.map { record in
            [record.kind == "weigh" ? "称重记录" : "抓拍记录", record.reading]
        }
        let pictures = dossier.media.filter { $0.state == .stored }.map { ["图片", "SHA-256 \($0.sha256)"] }
        let rows = (readings + pictures).enumerated().map { ["\($0 + 1)", $1[0], "1", $1[1]] }
        return .table(title, shares: [0.6, 2, 1, 5], [["序号", "名称", "份数", "编号或摘要"]] + rows)
    }
}
