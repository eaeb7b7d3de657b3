import CaseStore
import Enforcement
import Units

/// 案件移送书: hands a case that officers weighed on the spot over to the police, who fine it (law.md §3: one act, one fine).
struct CaseTransfer {
    let dossier: CaseDossier
    let people: People

    /// - Returns: `nil` for a case that transport fines itself, or that is not filed.
    var letter: OfficialLetter? {
        let summary = dossier.summary
        let filed: Set<CaseState> = [.confirmed, .notified, .decided, .closed]
        guard summary.basis == .onSite, filed.contains(summary.state) else { return nil }
        return OfficialLetter(
            name: "transfer.pdf",
            title: "案件移送书",
            number: summary.number,
            recipient: "公安机关交通管理部门",
            paragraphs: [
                "\(Wording.time(summary.at))，\(summary.plate)号货运车辆经现场检测，车货总质量认定为 \(Wording.mass(summary.assessed))，"
                    + "限值 \(Wording.mass(summary.limit))，超限 \(Wording.mass(summary.excess))"
                    + "（\(summary.excessRatio.percentText)%）。",
                "依据：\(dossier.carrying?.article ?? Wording.open)。现场查处的违法超限超载，由公安机关交通管理部门依法处罚；"
                    + "同一违法行为不给予两次以上罚款（行政处罚法第二十九条）。现将案件及下列证据移送。",
            ],
            sections: [
                .facts(
                    "一、当事人",
                    [
                        ("驾驶人", people.driver), ("驾驶证号", people.licence),
                        ("检测单", people.onSite?.ticket), ("执法人员", people.officers),
                    ]
                ),
                CaseEvidenceList(dossier).section("二、证据"),
            ],
            day: summary.at.day,
            term: .none,
            code: CaseDocuments.code(dossier)
        )
    }
}
