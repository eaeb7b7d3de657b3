import CaseStore
import Typesetting
import Units

/// 卸载单: what was unloaded, by the weighings after it.
struct UnloadingSheet {
    static let title = "卸载单"

    let dossier: CaseDossier
    let people: People

    func pdf() throws -> [UInt8] {
        let summary = dossier.summary
        let flow = try PageFlow(
            title: UnloadingSheet.title,
            number: "案号：\(summary.number)",
            code: CaseDocuments.code(dossier),
            created: CaseDocuments.created(dossier)
        )
        try flow.section("一、车辆和首次检测")
        try flow.facts(("号牌号码", summary.plate), ("检测时间", Wording.time(summary.at)))
        try flow.facts(("示值", Wording.mass(summary.gross)), ("限值", Wording.mass(summary.limit)))
        for (index, note) in dossier.unloadings.enumerated() {
            try flow.section("卸载后第\(index + 1)次检测")
            try flow.facts(("检测时间", Wording.time(note.at)), ("检测站点", note.station))
            try flow.facts(("首次检测单", note.firstTicket), ("本次检测单", Wording.text(note.ticket)))
            try flow.facts(("卸载前", Wording.mass(note.grossBefore)), ("卸载后", Wording.mass(note.grossAfter)))
            try flow.facts(("卸载质量", Wording.mass(note.unloaded)), ("限值", Wording.mass(note.limit)))
            try flow.facts(("结论", note.isUnloaded ? "已消除违法状态" : "仍超过限值"))
        }
        try flow.section("驾驶人和执法人员")
        try flow.facts(("驾驶人", people.driver), ("驾驶证号", people.licence))
        try flow.facts(("卸载地点", Wording.open), ("执法人员", people.officers))
        try flow.signatures(["当事人", "执法人员"])
        return try flow.finish()
    }
}
