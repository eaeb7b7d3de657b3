import CaseStore
import Enforcement
import Foundation
import Law
import Readings
import Units

/// One case as text: what it is, why, and what happened.
struct DossierText {
    private let dossier: CaseDossier
    private let lang: Language

    init(_ dossier: CaseDossier, _ lang: Language) {
        self.dossier = dossier
        self.lang = lang
    }

    var lines: [String] {
        [dossier.summary.number] + rows(figures) + section(lang.text("待复核", "to be reviewed"), markLines)
            + drawing
            + section(lang.text("理由", "why"), explanationLines)
            + section(lang.text("同一行为的通行", "passages of the act"), passageLines)
            + dossier.onSite.flatMap { section(lang.text("现场检查记录", "on-site record"), rows(figures($0))) }
            + section(lang.text("卸载复检", "weighed after unloading"), dossier.unloadings.map(line))
            + section(mediaTitle, dossier.media.map(line))
            + section(lang.text("经过", "what happened"), dossier.events.map(line))
            + section(
                lang.text("所依据的记录：\(dossier.records.count) 条", "records it rests on: \(dossier.records.count)"),
                dossier.records.map { "\($0.kind)  \($0.reading)" }
            )
    }

    /// Not wrapped: it is within 100 columns by itself.
    private var drawing: [String] {
        guard let drawing = TruckDrawing(dossier) else { return [] }
        let title =
            drawing.groups.isEmpty
            ? lang.text("轴载 kg（自前向后），总质量与限值", "axle loads, kg, from the front; total against the limit")
            : lang.text(
                "轴载 kg（自前向后），总质量与限值，各轴组与限值",
                "axle loads, kg, from the front; total against the limit; axle groups against theirs"
            )
        return ["", title] + drawing.lines.map { "  " + $0 }
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title] + lines.flatMap { ("  " + $0).wrapped(indent: 5) }
    }

    private func rows(_ figures: [(String, String?)]) -> [String] {
        let table = TextTable([("", .left, 12), ("", .left, 1)])
        return figures.compactMap { name, value in value.map { table.row([name, $0]) } }
    }

    private var figures: [(String, String?)] {
        let summary = dossier.summary
        return [
            (lang.text("案件", "case"), summary.id),
            (lang.text("状态", "state"), lang.caseState(summary.state.rawValue)),
            (lang.text("查处方式", "basis"), lang.basis(summary.basis)),
            (lang.text("号牌", "plate"), "\(summary.plate)  \(lang.plateColour(summary.plateColour))"),
            (lang.text("时间", "time"), summary.at.description),
            (lang.text("站点", "station"), "\(summary.station)  \(lang.text("车道", "lane")) \(summary.lane)"),
            (lang.text("示值", "shown"), "\(summary.gross.rawValue) kg"),
            (lang.text("认定", "assessed"), "\(summary.assessed.rawValue) kg"),
            (lang.text("限值", "limit"), "\(summary.limit.rawValue) kg  (\(summary.rule))"),
            (lang.text("超限", "over by"), "\(summary.excess.rawValue) kg  (\(summary.excessRatio.percentText)%)"),
            (lang.text("已卸载", "unloaded"), unloaded(summary)),
            (lang.text("告知", "told"), summary.notifiedAt),
            (lang.text("决定", "decision"), summary.decision.map(words)),
            (lang.text("结案", "closed"), summary.closedAt),
            (lang.text("版本", "version"), "\(summary.version)"),
        ] + dossier.fields.map { (lang.text($0.field.chinese, $0.field.rawValue), $0.text.escaped) }
    }

    private func words(_ decision: CaseDecision) -> String {
        let sanction =
            decision.fine.map { lang.text("罚款 \($0.rawValue) 元", "a fine of \($0.rawValue) yuan") }
            ?? lang.text("警告", "a warning")
        return "\(decision.number.escaped)  \(sanction)  \(decision.at)"
    }

    private func unloaded(_ summary: CaseSummary) -> String? {
        summary.unloaded.map { mass in
            "\(mass.rawValue) kg  "
                + (summary.isUnloaded
                    ? lang.text("违法状态已消除", "the unlawful state has ended") : lang.text("仍超限", "still over the limit"))
        }
    }

    private var markLines: [String] { dossier.marks.map { lang.text($0.zh, $0.en) } }

    private var explanationLines: [String] {
        dossier.explanation.enumerated().map { "\($0 + 1). \(lang.text($1.zh, $1.en))  [\($1.source)]" }
    }
}

// MARK: - The act

extension DossierText {
    private var passageLines: [String] {
        dossier.passages.map { passage in
            "\(passage.at)  \(lang.basis(passage.basis))  "
                + lang.text("超 \(passage.excess.rawValue) kg", "over by \(passage.excess.rawValue) kg")
                + "  \(passage.passage)" + why(passage)
        }
    }

    /// Why a passage carries the case, or why it cannot.
    private func why(_ passage: CasePassage) -> String {
        if passage.carries {
            if !passage.stands { return lang.text("  承载本案（无其他有效通行）", "  carries the case, as no other stands") }
            return dossier.passages.filter(\.stands).count == 1
                ? lang.text("  承载本案", "  carries the case")
                : lang.text("  承载本案（超限量最小者，其次最早者）", "  carries the case: the smallest excess, then the earliest")
        }
        return passage.stands ? "" : lang.text("  不再成立", "  no longer stands")
    }

    private func figures(_ onSite: CaseOnSite) -> [(String, String?)] {
        let driver = [onSite.driverName, onSite.driverLicence, onSite.driverQualification].compactMap { $0 }
        let officers = onSite.officers.map { "\($0.name) \($0.certificate)" }
        return [
            (lang.text("检测单", "slip"), onSite.ticket),
            (lang.text("执法人员", "officers"), officers.isEmpty ? nil : officers.joined(separator: lang.text("、", ", "))),
            (lang.text("交警", "police"), onSite.policeOfficer),
            (lang.text("驾驶人", "driver"), driver.isEmpty ? nil : driver.joined(separator: " ")),
            (lang.text("承运单位", "company"), onSite.company),
            (lang.text("装载地", "loaded at"), onSite.loadingSite),
            (lang.text("货物", "cargo"), onSite.cargo),
        ]
    }

    private func line(_ unloading: UnloadingNote) -> String {
        let (before, after) = (unloading.grossBefore.rawValue, unloading.grossAfter.rawValue)
        return "\(unloading.at)  \(before) → \(after) kg  "
            + lang.text("卸载 \(unloading.unloaded.rawValue) kg", "unloaded \(unloading.unloaded.rawValue) kg")
            + (unloading.isUnloaded ? "" : lang.text("，仍超限", ", still over the limit"))
            + (unloading.ticket.map { "  \(lang.text("复检单", "slip")) \($0)" } ?? "")
    }

    private func line(_ event: CaseEventRecord) -> String {
        "\(event.n). \(event.recordedAt)  \(event.actor)  \(lang.caseEvent(event.kind))"
            + (event.body.passage.map { "  \($0)" } ?? "") + (words(event.body).map { "  \($0)" } ?? "")
            + StepWords(event, dossier.personal[event.n] ?? [:]).text
    }

    private func words(_ body: CaseEventBody) -> String? {
        switch body {
        case .passage, .unloading, .step: nil
        case .media(let note):
            note.media.map(words).joined(separator: ", ")
        case .amendment(let note): note.mark.map { lang.text($0.zh, $0.en) }
        case .note(let note): lang.text(note.zh, note.en)
        case .review(let mark): lang.text(mark.zh, mark.en)
        }
    }
}

// MARK: - Media

extension DossierText {
    private var mediaTitle: String {
        let stored = dossier.media.count { $0.state == .stored }
        return lang.text(
            "证据照片：\(dossier.media.count) 张，已存 \(stored) 张",
            "pictures: \(stored) of \(dossier.media.count) stored"
        )
    }

    /// What is there, and what is missing and why.
    private func line(_ medium: CaseMedium) -> String {
        let since = medium.since.map { "  \($0)" } ?? ""
        let why = medium.reason.map { "  " + lang.text($0.zh, $0.en).escaped } ?? ""
        return "\(lang.view(medium.view))  \(lang.text(medium.state.chinese, medium.state.rawValue))\(since)\(why)  "
            + "\(medium.bytes) B  \(medium.source)  \(medium.sha256)"
    }

    private func words(_ item: MediaNote.Item) -> String {
        let why = item.zh.map { lang.text("（\($0)）", " (\(item.en ?? ""))").escaped } ?? ""
        return "\(item.view.escaped) \(item.sha256.prefix(12))\(why)"
    }
}

extension Language {
    fileprivate func view(_ view: View) -> String {
        let zh =
            switch view {
            case .front: "车头"
            case .rear: "车尾"
            case .side: "侧面"
            case .panorama: "全景"
            }
        return text(zh, view.rawValue)
    }
}
