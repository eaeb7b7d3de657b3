public import CaseStore
import Enforcement
import Law
import Units

/// 移送函: a subject of the four penalties over a threshold, to the office that decides.
public enum ReferralLetter {
    /// - Parameters:
    ///   - referral: what is asked for, of whom, and why.
    ///   - cases: those that make it up, in their order.
    ///   - subjectName: what people call the subject; masked by whoever asks where it has to be.
    public static func letter(_ referral: Referral, cases: [CaseSummary], subjectName: String) -> OfficialLetter {
        OfficialLetter(
            name: "\(referral.id).pdf",
            title: referral.form.chinese,
            number: referral.number,
            recipient: referral.toZh,
            paragraphs: paragraphs(referral, subjectName),
            sections: [
                .table(
                    "案件",
                    shares: [0.6, 2.6, 2.4, 1.6, 1.8, 1.8],
                    [["序号", "案号", "违法时间", "号牌", "超限质量", "处理决定"]]
                        + cases.enumerated().map { index, summary in
                            [
                                "\(index + 1)", summary.number, Wording.day(summary.act.lowerBound.day), summary.plate,
                                Wording.mass(summary.excess), Wording.text(summary.decision?.number),
                            ]
                        }
                )
            ],
            day: referral.issued,
            due: referral.due,
            code: "\(referral.number) \(referral.id)"
        )
    }

    private static func paragraphs(_ referral: Referral, _ subjectName: String) -> [String] {
        var paragraphs = ["\(chinese(referral.subject.kind))：\(Wording.text(subjectName))。"]
        if let year = referral.year {
            paragraphs.append(
                "自\(Wording.day(year.first))至\(Wording.day(year.last))一年内，下列违法超限运输案件已作出处理决定，共\(referral.cases.count)件。"
            )
        }
        if let trucks = referral.trucks, let fleet = referral.fleet, let day = referral.countedDay {
            paragraphs.append("至\(Wording.day(day))，违法超限运输的货运车辆\(trucks)辆，占其货运车辆总数\(fleet)辆的比例超过规定。")
        }
        paragraphs.append("依据\(referral.article)，请依法\(referral.zh)。")
        if let least = referral.fineMin, let most = referral.fineMax {
            paragraphs.append("罚款幅度：\(least.rawValue) 元至 \(most.rawValue) 元。")
        }
        return paragraphs
    }

    private static func chinese(_ kind: PenaltySubject) -> String {
        switch kind {
        case .vehicle: "车辆"
        case .driver: "驾驶人"
        case .company: "道路运输企业"
        case .loadingSite: "货物装载源头单位"
        }
    }
}
