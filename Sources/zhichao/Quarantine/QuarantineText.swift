import Daemon
import FeedContract
import Foundation
import Journal
import Readings

/// Messages in quarantine as text. All of it came from outside, so nothing of it is printed as it is.
struct QuarantineText {
    /// Bytes of a frame that are shown unless all are asked for.
    private static let shownMax = 4_096

    private let lang: Language

    init(_ lang: Language) {
        self.lang = lang
    }

    // MARK: - Many

    func table(_ entries: [QuarantineEntry]) -> [String] {
        guard !entries.isEmpty else { return [lang.text("隔离区没有消息", "nothing is in quarantine")] }
        let table = TextTable([
            (lang.text("编号", "id"), .right, 6), (lang.text("收到", "received"), .left, 19),
            (lang.text("站点", "station"), .left, 11), (lang.text("字节", "bytes"), .right, 6),
            (lang.text("原因", "fault"), .left, 1),
        ])
        return [table.header] + entries.map { table.row(cells($0)).cut(to: String.columnsMax) }
    }

    private func cells(_ entry: QuarantineEntry) -> [String] {
        let fault = (entry.message.faults.first.map { "\($0)" } ?? "–").escaped
        let more = entry.message.faults.count - 1
        return [
            "\(entry.id)", "\(entry.receivedAt)".toTheSecond, entry.message.station?.text ?? "–", "\(entry.bytes)",
            (entry.released.map { outcome($0.outcome) + "  " } ?? "") + fault + (more > 0 ? " (+\(more))" : ""),
        ]
    }

    func outcome(_ outcome: QuarantineChange.Release) -> String {
        switch outcome {
        case .committed: lang.text("已入库", "committed")
        case .duplicate: lang.text("重复", "duplicate")
        }
    }

    // MARK: - One

    func lines(_ message: QuarantinedMessage, isFull: Bool) -> [String] {
        let entry = message.entry
        let table = TextTable([("", .left, 12), ("", .left, 1)])
        let state =
            entry.released.map { "\(outcome($0.outcome)), \($0.at)" } ?? lang.text("待处理", "waits")
        let known = [
            (lang.text("编号", "id"), "\(entry.id)"), (lang.text("状态", "state"), state),
            (lang.text("收到", "received"), "\(entry.receivedAt)"),
            (lang.text("发送方", "sender"), (entry.sender ?? "–").escaped),
            (lang.text("站点", "station"), entry.message.station?.text ?? "–"),
            (lang.text("数据", "reading"), entry.message.identity.map { "\($0)" } ?? "–"),
            (lang.text("序号已结", "settled"), settled(entry)),
        ]
        return known.map { table.row([$0.0, $0.1]) } + [lang.text("原因", "faults")] + faults(entry)
            + message.frames.enumerated().flatMap { frame($1, place: $0, isFull) }
    }

    private func settled(_ entry: QuarantineEntry) -> String {
        guard entry.isCounted else { return lang.text("否", "no") }
        return entry.settledAs.map { "\($0)" } ?? lang.text("是", "yes")
    }

    private func faults(_ entry: QuarantineEntry) -> [String] {
        entry.message.faults.flatMap { fault in
            let pointer = fault.pointer.isEmpty ? lang.text("（整条）", "(the whole)") : fault.pointer.escaped
            return "  \(pointer)  \(fault.reason.escaped)".wrapped(indent: 4)
        }
    }

    private func frame(_ bytes: [UInt8], place: Int, _ isFull: Bool) -> [String] {
        let name =
            switch place {
            case 0: lang.text("主题", "topic")
            case 1: lang.text("内容", "payload")
            default: lang.text("第 \(place + 1) 帧", "frame \(place + 1)")
            }
        let shown = isFull ? bytes[...] : bytes.prefix(QuarantineText.shownMax)
        let rest = bytes.count - shown.count
        let more =
            rest == 0
            ? []
            : [lang.text("  … 还有 \(rest) 字节，用 --full 查看", "  … \(rest) more bytes; see them with --full")]
        // The whole of it decides: a text that is cut short may end within a character.
        let isText = String(validating: bytes, as: UTF8.self) != nil
        let kind = isText ? "" : lang.text("，不是 UTF-8", ", not UTF-8")
        let size = lang.text("\(bytes.count) 字节\(kind)", "\(bytes.count) bytes\(kind)")
        let body =
            isText
            ? ["  " + String(decoding: shown, as: UTF8.self).escaped] : HexDump(bytes: shown).lines.map { "  " + $0 }
        return ["\(name)  \(size)"] + (bytes.isEmpty ? [] : body) + more
    }
}
