public import CaseStore
import Enforcement
import Units

/// 案件移送书: a case whose circumstances are for the police (公安) or the judiciary (司法机关) to judge, with its evidence.
public enum HandOverLetter {
    /// - Parameters:
    ///   - referral: what is asked for, of whom, and why.
    ///   - dossier: the case, shown with names in full: the receiving office has to find the people.
    public static func letter(_ referral: Referral, _ dossier: CaseDossier) -> OfficialLetter {
        let (summary, people) = (dossier.summary, People(dossier, isOpen: true))
        let said = dossier.fields.last { $0.field == .circumstances }?.value["value"] ?? ""
        let circumstances = said.split(separator: ",").compactMap { Circumstance(rawValue: String($0))?.chinese }
        let words = circumstances.isEmpty ? Wording.open : circumstances.joined(separator: "、")
        return OfficialLetter(
            name: "\(referral.id).pdf",
            title: referral.form.chinese,
            number: referral.number,
            recipient: referral.toZh,
            paragraphs: ReferralLetter.withdrawal(referral) + [
                "\(Wording.time(summary.at))，\(summary.plate)号货运车辆车货总质量认定为 \(Wording.mass(summary.assessed))，"
                    + "限值 \(Wording.mass(summary.limit))，超限 \(Wording.mass(summary.excess))"
                    + "（\(summary.excessRatio.percentText)%）。",
                "该案情节：\(words)。移送事由：\(referral.zh)。依据\(referral.article)，现将案件及下列证据移送。",
            ],
            sections: [
                .facts(
                    "一、案件和当事人",
                    [
                        ("案号", summary.number), ("案件状态", summary.state.chinese),
                        ("号牌号码", summary.plate), ("号牌颜色", Wording.colour(summary.plateColour)),
                        ("驾驶人", people.driver), ("驾驶证号", people.licence),
                        ("检测单", people.onSite?.ticket), ("执法人员", people.officers),
                    ]
                ),
                CaseEvidenceList(dossier).section("二、证据"),
            ],
            day: referral.issued,
            term: .due(referral.due),
            code: "\(referral.number) \(referral.id)"
        )
    }
}
