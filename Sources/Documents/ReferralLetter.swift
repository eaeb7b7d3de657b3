public import CaseStore
import Enforcement
import Law
import Units

/// 移送函: a subject of the four penalties over a threshold, to the office that decides.
public enum ReferralLetter {
    /// - Parameters:
    ///   - referral: what is asked for, of whom, and why.
    ///   - cases: those that make it up, in their order.
    ///   - subject: whom it is about: names and values.
    public static func letter(
        _ referral: Referral,
        cases: [CaseSummary],
        subject: [(String, String?)]
    ) -> OfficialLetter {
        let head = ["序号", "案号", "违法日期", "号牌", "超限质量", "处理决定"]
        let rows = cases.enumerated().map { index, summary in
            [
                "\(index + 1)", summary.number, Wording.day(summary.act.lowerBound.day), summary.plate,
                Wording.mass(summary.excess), decision(summary),
            ]
        }
        return OfficialLetter(
            name: "\(referral.id).pdf",
            title: referral.form.chinese,
            number: referral.number,
            recipient: referral.toZh,
            paragraphs: withdrawal(referral) + ground(referral),
            sections: [
                .facts("一、\(referral.subject.kind.chinese)", subject),
                .table("二、案件", shares: [0.7, 2.4, 2.1, 1.5, 1.7, 2.6], [head] + rows),
            ],
            day: referral.issued,
            term: .due(referral.due),
            code: "\(referral.number) \(referral.id)"
        )
    }

    /// What a letter says first that no longer stands: who still has it in hand must see so.
    static func withdrawal(_ referral: Referral) -> [String] {
        guard referral.state == .withdrawn else { return [] }
        return ["【本函已撤回】\(Wording.text(referral.reasonZh))。"]
    }

    private static func ground(_ referral: Referral) -> [String] {
        var paragraphs: [String] = []
        if let year = referral.year {
            let kind = referral.yearKind == .anchored ? "自初次发证日起算的年度" : "滚动年度"
            paragraphs.append(
                "自\(Wording.day(year.first))至\(Wording.day(year.last))一年内（\(kind)），下列违法超限运输案件已作出处理决定，"
                    + "共\(referral.cases.count)件。"
            )
        }
        if let trucks = referral.trucks, let fleet = referral.fleet, let day = referral.countedDay {
            let ratio = fleet > 0 ? "，占\(PartsPerTenThousand(trucks * 10_000 / fleet).percentText)%" : ""
            paragraphs.append("至\(Wording.day(day))，违法超限运输的货运车辆\(trucks)辆，货运车辆总数\(fleet)辆\(ratio)。")
        }
        if referral.subject.kind == .loadingSite { paragraphs.append("下列货运车辆由该单位装载、放行后违法超限运输。") }
        paragraphs.append("依据\(referral.article)，请依法处理：\(referral.zh)。")
        if let least = referral.fineMin, let most = referral.fineMax {
            paragraphs.append("罚款幅度：\(least.rawValue) 元至 \(most.rawValue) 元。")
        }
        return paragraphs
    }

    private static func decision(_ summary: CaseSummary) -> String {
        guard let decision = summary.decision else { return Wording.open }
        return "\(decision.number)\n\(Wording.moment(decision.at))"
    }
}
