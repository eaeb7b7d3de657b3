import CaseFile
import CaseStore
import Enforcement

/// What the verification of a case file has come to, in words.
struct CaseFileText {
    let report: CaseFileReport
    let path: String
    let lang: Language

    var lines: [String] {
        if let difference = report.difference {
            return [
                lang.text("核验未通过：\(path)", "NOT as it was signed: \(path)"),
                "  \(difference.place)\(lang.text("：", ": "))\(lang.text(difference.zh, difference.en))",
                lang.text(
                    "  请保留该文件，并向出具案卷的机关重新索取",
                    "  keep the file, and ask whoever issued it for another one"
                ),
            ]
        }
        guard let manifest = report.manifest, let state = report.state else { return [] }
        let (number, standing) = (manifest.number, lang.caseState(state.rawValue))
        var lines = [
            lang.text("核验通过：\(path)", "as it was signed: \(path)"),
            lang.text(
                "  案件 \(number)，\(standing)，第 \(manifest.version) 版",
                "  case \(number), \(standing), version \(manifest.version)"
            ),
            lang.text(
                "  已证明：清单由受信任的公钥签名；\(report.files) 个文件与清单一致；"
                    + "\(report.events) 个事件构成完整的链，并得出上述状态；\(report.readings) 条原始记录、"
                    + "\(report.media) 张图片、\(report.words) 项个人信息与事件中的摘要一致",
                "  proved: the manifest is signed by a trusted key; \(report.files) files are what it says; "
                    + "\(report.events) events are one whole chain and lead to that state; \(report.readings) readings, "
                    + "\(report.media) pictures and \(report.words) personal parts match their digests in the events"
            ),
        ]
        if !manifest.missing.isEmpty {
            let count = manifest.missing.count
            lines.append(
                lang.text("  缺少的图片 \(count) 张（出具时未取得）", "  \(count) pictures were not there when it was issued")
            )
        }
        if report.isLaidOutAlike == nil {
            lines.append(
                lang.text(
                    "  未核对压缩包自身的结构：由另一版本的 libarchive 生成",
                    "  the ZIP's own layout was not compared: it was made by another version of libarchive"
                )
            )
        }
        lines.append(
            lang.text(
                "  不能证明：案件此后没有新的事件（请查询案件的当前版本）",
                "  not proved: that nothing has happened to the case since (ask for its version)"
            )
        )
        return lines
    }

    var json: String {
        get throws {
            try Answer(
                ok: report.difference == nil,
                id: report.manifest?.id,
                number: report.manifest?.number,
                state: report.state?.rawValue,
                version: report.manifest?.version,
                isSigned: report.isSigned,
                files: report.files,
                events: report.events,
                readings: report.readings,
                media: report.media,
                words: report.words,
                missing: report.manifest?.missing.count ?? 0,
                layout: report.isLaidOutAlike,
                difference: report.difference.map { Answer.Place(place: $0.place, zh: $0.zh, en: $0.en) }
            ).jsonText
        }
    }

    private struct Answer: Encodable {
        let ok: Bool
        let id: String?
        let number: String?
        let state: String?
        let version: Int?
        let isSigned: Bool
        let files: Int
        let events: Int
        let readings: Int
        let media: Int
        let words: Int
        let missing: Int
        let layout: Bool?
        let difference: Place?

        enum CodingKeys: String, CodingKey {
            case ok, id, number, state, version
            case isSigned = "signed"
            case files, events, readings, media, words, missing, layout, difference
        }

        struct Place: Encodable {
            let place: String
            let zh: String
            let en: String
        }
    }
}
