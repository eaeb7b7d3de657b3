import CaseStore
import Daemon
import Enforcement
import Law
import Units

/// A subject's dossier as text within 100 columns.
struct SubjectText {
    /// Cases shown; the latest.
    private static let casesMax = 40

    private let answer: SubjectAnswer
    private let dossier: SubjectDossier
    private let lang: Language

    init(_ answer: SubjectAnswer, _ dossier: SubjectDossier, _ lang: Language) {
        (self.answer, self.dossier, self.lang) = (answer, dossier, lang)
    }

    var lines: [String] {
        let kind = dossier.subject.kind.name(lang)
        return ["\(kind)  \(dossier.subject.name(lang))"] + questions
            + section(lang.text("年度时间线（● 已生效 ○ 未决）", "the year (● effective ○ provisional)"), timeline)
            + section(lang.text("次数", "counts"), counts)
            + section(lang.text("距规定", "how far from each threshold"), distances)
            + section(lang.text("案件", "cases"), cases)
            + section(lang.text("移送", "referrals"), referrals) + section(lang.text("信用记录", "credit record"), credit)
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title] + lines.map { "  " + $0 }
    }

    private var questions: [String] {
        answer.openQuestions.map { question in
            switch question {
            case "fleet-unknown": lang.text("待查：车辆总数不明，无法计算比例", "open: nobody knows its fleet, so there is no ratio")
            case "first-issue-unknown":
                lang.text("待查：证件初领日期不明，无法按周期年计", "open: the first issue is not known, so no anchored year")
            default:
                lang.text("待查：号牌颜色未识别，可能是另一辆车", "open: the colour was not recognised; it may be another vehicle")
            }
        }
    }

    /// Thirteen months: the year's first and last are the same one, and each holds a part of it.
    private var timeline: [String] {
        let (first, last) = (answer.rolling.first, answer.rolling.last)
        var months: [String] = []
        var marks: [String] = []
        var (year, month) = (first.parts.year, first.parts.month)
        while (year, month) <= (last.parts.year, last.parts.month) {
            let within = answer.cases.filter { counted in
                counted.day.parts.year == year && counted.day.parts.month == month && first <= counted.day
                    && counted.day <= last
            }
            months.append(month == 1 || months.isEmpty ? "\(year % 100)/\(month)" : "\(month)")
            // Where a month has more than fit, a number says how many.
            let dots = within.map { $0.effective ? "●" : "○" }.joined()
            marks.append(within.count <= SubjectText.marksMax ? dots : "\(within.count)×")
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        }
        let table = TextTable(months.map { _ in ("", .left, 5) })
        return [table.row(months), table.row(marks)]
    }

    private static let marksMax = 5

    private var counts: [String] {
        let table = TextTable([("", .left, 12), ("", .left, 30), ("", .left, 30)])
        func row(_ title: String, _ text: (SubjectAnswer.Year) -> String?) -> String? {
            guard let rolling = text(answer.rolling) else { return nil }
            return table.row([title, rolling, answer.anchored.map { text($0) ?? "" } ?? "–"])
        }
        let unknown = lang.text("不明", "not known")
        return [
            table.row(["", lang.text("滚动年", "rolling year"), lang.text("周期年", "anchored year")]),
            row(lang.text("期间", "days")) { "\($0.first) … \($0.last)" },
            row(lang.text("已生效", "effective")) { "\($0.effective)" },
            row(lang.text("含未决", "provisional")) { "\($0.provisional)" },
            row(lang.text("涉及车辆", "trucks")) { year in
                year.trucks.map { "\($0) / \(answer.fleet.map(String.init) ?? unknown)" }
            },
            answer.issued.map { table.row([lang.text("证件初领", "first issue"), "", "\($0)"]) },
        ].compactMap(\.self)
    }

    private var distances: [String] {
        answer.thresholds.flatMap { threshold -> [String] in
            let limit =
                threshold.over.map { lang.text("一年内超过 \($0) 次", "more than \($0) in a year") }
                ?? threshold.overPer10000.map { share in
                    let percent = PartsPerTenThousand(share).percentText
                    return lang.text("一年内违法车辆超过 \(percent)%", "more than \(percent)% of its trucks in a year")
                } ?? ""
            let decides =
                threshold.decides == ReferralYear.rolling.rawValue
                ? lang.text("以滚动年为准", "the rolling year decides") : lang.text("以周期年为准", "the anchored year decides")
            return [
                "\(limit)：\(lang.text(threshold.referral, threshold.referralEn))（\(threshold.article)）",
                "  " + lang.text("滚动年", "rolling") + " " + words(threshold.leftRolling) + "；"
                    + lang.text("周期年", "anchored")
                    + " " + words(threshold.leftAnchored) + "；" + decides,
            ]
        }
    }

    private func words(_ left: Int?) -> String {
        switch left {
        case nil: lang.text("不明", "not known")
        case 0: lang.text("已超过", "crossed")
        case 1: lang.text("再 1 即超过", "1 more crosses")
        case .some(let count): lang.text("还差 \(count)", "\(count) more would cross")
        }
    }

    private var cases: [String] {
        let table = TextTable([
            ("", .left, 10), ("", .left, 18), ("", .left, 9), ("", .left, 9), ("", .left, 10), ("", .right, 12),
        ])
        let shown = answer.cases.suffix(SubjectText.casesMax)
        let more = answer.cases.count - shown.count
        let rows = shown.map { counted in
            table.row([
                "\(counted.day)", counted.number ?? counted.id, counted.state.map(lang.caseState) ?? "",
                counted.plate ?? "", counted.station ?? "",
                counted.excessKg.map { lang.text("超 \($0) kg", "+\($0) kg") } ?? "",
            ])
        }
        return (more > 0 ? [lang.text("（之前还有 \(more) 件）", "(\(more) before)")] : []) + rows
    }

    private var referrals: [String] { dossier.referrals.map { ReferralLines(lang).row($0, on: answer.on) } }

    private var credit: [String] {
        answer.credit.map { entry in
            let until = entry.until?.description ?? "…"
            let withdrawn = entry.withdrawn ? lang.text("（已撤回）", " (withdrawn)") : ""
            let ground = Circumstance(rawValue: entry.ground).map { lang.text($0.chinese, $0.rawValue) } ?? entry.ground
            return "\(entry.published) … \(until)  \(ground)  \(entry.source)\(withdrawn)"
        }
    }
}
