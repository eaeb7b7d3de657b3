import CaseStore
import Daemon
import Enforcement
import Law
import Units

/// Referrals as rows of a table that fits 100 columns.
struct ReferralLines {
    private let lang: Language
    private let table: TextTable

    init(_ lang: Language) {
        self.lang = lang
        table = TextTable([
            (lang.text("编号", "id"), .left, 12), (lang.text("文书", "form"), .left, 10),
            (lang.text("状态", "state"), .left, 12), (lang.text("主体", "subject"), .left, 22),
            (lang.text("案件", "cases"), .right, 5), (lang.text("移送", "issued"), .left, 10),
            (lang.text("期限", "due"), .left, 10),
        ])
    }

    var header: String { table.header }

    func row(_ referral: Referral, on today: CivilDate) -> String {
        let overdue = referral.isOverdue(on: today) ? lang.text(" 逾期", " late") : ""
        return table.row([
            referral.id, lang.text(referral.form.chinese, referral.form.rawValue),
            lang.text(referral.state.chinese, referral.state.rawValue) + overdue, referral.subject.name(lang),
            "\(referral.cases.count)", "\(referral.issued)", referral.due?.description ?? "–",
        ])
    }
}

/// One referral as text.
struct ReferralText {
    private let referral: Referral
    private let events: [ReferralEvent]
    private let cases: [CaseSummary]
    private let copyTo: CopyTo?
    private let today: CivilDate
    private let lang: Language

    init(
        _ referral: Referral,
        _ events: [ReferralEvent],
        _ cases: [CaseSummary],
        _ copyTo: CopyTo?,
        _ today: CivilDate,
        _ lang: Language
    ) {
        (self.referral, self.events, self.cases) = (referral, events, cases)
        (self.copyTo, self.today, self.lang) = (copyTo, today, lang)
    }

    var lines: [String] {
        ["\(referral.number)  \(lang.text(referral.form.chinese, referral.form.rawValue))"] + rows(figures)
            + section(lang.text("案件", "cases"), cases.map(line)) + groups
            + section(lang.text("经过", "what happened"), events.map(line))
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title] + lines.flatMap { ("  " + $0).wrapped(indent: 5) }
    }

    private func rows(_ figures: [(String, String?)]) -> [String] {
        let table = TextTable([("", .left, 12), ("", .left, 1)])
        return figures.compactMap { name, value in value.map { table.row([name, $0]) } }
    }

    private var figures: [(String, String?)] {
        let overdue = referral.isOverdue(on: today) ? lang.text("  逾期未签收", "  not acknowledged in time") : ""
        return [
            (lang.text("编号", "id"), referral.id),
            (lang.text("状态", "state"), lang.text(referral.state.chinese, referral.state.rawValue) + overdue),
            (lang.text("主体", "subject"), "\(referral.subject.kind.name(lang))  \(referral.subject.name(lang))"),
            (lang.text("事由", "asked for"), lang.text(referral.zh, referral.en)),
            (lang.text("依据", "by"), "\(referral.article)  (\(referral.rule))"),
            (lang.text("收文单位", "to"), lang.text(referral.toZh, referral.toEn)),
            (lang.text("年度", "year"), referral.year.map { "\($0.first) … \($0.last)  \(yearKind)" }),
            (lang.text("车辆", "trucks"), fleet),
            (lang.text("罚款", "fine"), fine),
            (lang.text("移送日", "issued"), referral.issued.description),
            (
                lang.text("期限", "due"),
                referral.due?.description ?? lang.text("日历未及，待定", "open: the calendar does not reach so far")
            ),
            (lang.text("签收", "acknowledged"), referral.acknowledgedAt),
            (lang.text("答复", "answer"), answer),
            (
                lang.text("信用公布至", "credit until"),
                referral.state == .withdrawn ? nil : referral.creditUntil?.description
            ),
            (lang.text("撤回理由", "withdrawn"), referral.reasonZh.map { lang.text($0, referral.reasonEn ?? $0) }),
            (lang.text("版本", "version"), "\(referral.version)"),
        ]
    }

    private var yearKind: String {
        referral.yearKind == .anchored ? lang.text("周期年", "anchored") : lang.text("滚动年", "rolling")
    }

    private var fleet: String? {
        guard let trucks = referral.trucks, let fleet = referral.fleet else { return nil }
        let day = referral.countedDay?.description ?? ""
        return lang.text("\(day) 违法车辆 \(trucks)，车辆总数 \(fleet)", "\(trucks) of \(fleet) on \(day)")
    }

    private var fine: String? {
        guard let least = referral.fineMin, let most = referral.fineMax else { return nil }
        return lang.text("\(least.rawValue)–\(most.rawValue) 元", "\(least.rawValue)–\(most.rawValue) yuan")
    }

    private var answer: String? {
        referral.result.map { result in
            [lang.text(result.chinese, result.rawValue), referral.answeredAt, referral.document?.escaped]
                .compactMap(\.self).joined(separator: "  ")
        }
    }

    private func line(_ summary: CaseSummary) -> String {
        "\(summary.act.lowerBound.day)  \(summary.number)  \(summary.plate)  \(summary.station)  "
            + lang.text("超 \(summary.excess.rawValue) kg", "+\(summary.excess.rawValue) kg") + "  "
            + lang.caseState(summary.state.rawValue)
    }

    private func line(_ event: ReferralEvent) -> String {
        "\(event.n)  \(event.recordedAt)  \(words(event.kind))  \(event.actor)"
    }

    private func words(_ kind: String) -> String {
        let zh = [
            "referral-issued": "移送", "referral-changed": "案件有变", "referral-acknowledged": "签收",
            "referral-answered": "答复", "referral-withdrawn": "撤回", "referral-erased": "个人信息到期删除",
        ]
        return lang.text(zh[kind] ?? kind, kind)
    }

    /// The five groups of a copy-to; what is open shows as such.
    private var groups: [String] {
        guard let copyTo else { return [] }
        let open = lang.text("（缺）", "(open)")
        func join(_ parts: [String?]) -> String { parts.map { $0?.escaped ?? open }.joined(separator: "  ") }
        let (vehicle, driver, loading) = (copyTo.vehicle, copyTo.driver, copyTo.loading)
        let sanction =
            copyTo.decision.fineYuan.map { lang.text("罚款 \($0) 元", "a fine of \($0) yuan") }
            ?? lang.text("警告", "a warning")
        return section(
            lang.text("抄告内容", "what it tells"),
            rows([
                (
                    lang.text("车辆", "vehicle"),
                    join([vehicle.plate, vehicle.type, vehicle.companyName ?? vehicle.company, vehicle.certificate])
                ),
                (lang.text("驾驶人", "driver"), join([driver.name, driver.qualification, driver.company])),
                (lang.text("装载", "loading"), join([loading.siteName ?? loading.site, loading.cargo, loading.slip])),
                (lang.text("决定", "decision"), join([copyTo.decision.number, sanction, copyTo.decision.at])),
                (
                    lang.text("其他材料", "other"),
                    lang.text("证据记录 \(copyTo.other.records) 条", "\(copyTo.other.records) readings")
                ),
            ])
        )
    }
}
