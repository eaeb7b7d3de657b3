import Daemon

/// The state of the daemon as text: what needs a person first, then the figures, then the sources.
struct StatusText {
    private let lang: Language
    private let figures = TextTable([("", .left, 20), ("", .right, 12)])

    init(_ lang: Language) {
        self.lang = lang
    }

    func lines(_ report: StatusReport) -> [String] {
        let state =
            report.running ? lang.text("运行中", "running") : lang.text("未运行（读自文件）", "not running (from the files)")
        let warnings = warnings(report)
        return ["zhichao \(report.version)  \(state)"] + warnings.flatMap { ("! " + $0).wrapped(indent: 2) }
            + (warnings.isEmpty ? [] : [""]) + received(report) + bounds(report) + passages(report) + cases(report)
            + JobText(lang).lines(report.jobs) + sources(report)
    }

    // MARK: - What needs a person

    private func warnings(_ report: StatusReport) -> [String] {
        caseWarnings(report) + feedWarnings(report) + quarantineWarnings(report) + JobText(lang).warnings(report.jobs)
    }

    private func caseWarnings(_ report: StatusReport) -> [String] {
        storeWarnings(report)
            + (report.evidenceProblem.map { problem in
                [lang.text("证据照片不能写入：\(problem)", "pictures cannot be stored: \(problem)")]
            } ?? [])
    }

    private func storeWarnings(_ report: StatusReport) -> [String] {
        guard let problem = report.caseStoreProblem else { return [] }
        let waiting = report.forwarderBacklog
        return [
            lang.text(
                "案件库不能写入，\(waiting) 项在流水库中等待：\(problem)",
                "cases cannot be written, \(waiting) entries wait in the journal: \(problem)"
            )
        ]
    }

    private func feedWarnings(_ report: StatusReport) -> [String] {
        let stale = report.sources.count(where: \.stale)
        let incomplete = report.sources.count { $0.missing > 0 }
        return [
            stale == 0 ? nil : lang.text("\(stale) 个设备静默", "\(stale) sources are silent"),
            incomplete == 0
                ? nil
                : lang.text(
                    "\(incomplete) 个设备缺 \(report.missing) 条数据，正在补要",
                    "\(incomplete) sources miss \(report.missing) readings, which are being asked for"
                ),
            report.openGaps == 0
                ? nil
                : lang.text(
                    "\(report.openGaps) 处丢失不知道有多少条，见 zhichao stations gaps",
                    "of \(report.openGaps) gaps nobody can know how long they are; see zhichao stations gaps"
                ),
        ].compactMap { $0 }
    }

    private func quarantineWarnings(_ report: StatusReport) -> [String] {
        let quarantine = report.quarantine
        return [
            !quarantine.isNearBound
                ? nil
                : lang.text(
                    "隔离区的消息即将因容量或期限被删除（已用 \(size(quarantine))，最早的一条 \(quarantine.oldestGoes ?? "–") 到期）："
                        + "请处理后运行 zhichao quarantine retry，或调大 quarantine 的 max_mb、max_days",
                    "messages in quarantine will soon be lost for its size or age (\(size(quarantine)) used, the oldest goes "
                        + "at \(quarantine.oldestGoes ?? "–")): mend them and run zhichao quarantine retry, or raise max_mb "
                        + "or max_days of quarantine"
                ),
            report.quarantineAgedOut == 0
                ? nil
                : lang.text(
                    "已有 \(report.quarantineAgedOut) 条隔离消息因容量或期限被删除，无法找回",
                    "\(report.quarantineAgedOut) messages in quarantine went for its size or age, and are lost"
                ),
        ].compactMap { $0 }
    }

    private func size(_ quarantine: StatusReport.QuarantineStatus) -> String {
        "\(megabytes(quarantine.bytes)) / \(megabytes(quarantine.bytesMax)) MB"
    }

    private func megabytes(_ bytes: Int64) -> String {
        let tenths = (bytes * 10 + (1 << 19)) >> 20
        return bytes % (1 << 20) == 0 ? "\(bytes >> 20)" : "\(tenths / 10).\(tenths % 10)"
    }

    // MARK: - Figures

    private func rows(_ rows: [(zh: String, en: String, value: String)]) -> [String] {
        rows.map { figures.row([lang.text($0.zh, $0.en), $0.value]) }
    }

    private func received(_ report: StatusReport) -> [String] {
        rows([
            ("收到", "received", "\(report.received)"),
            ("  入库", "  committed", "\(report.committed)"),
            ("  重复", "  duplicates", "\(report.duplicates)"),
            ("  隔离", "  quarantined", "\(report.quarantined)"),
            ("  拒收", "  refused", "\(report.refused)"),
            ("  暂未收取", "  not taken", "\(report.notTaken)"),
            ("其中补收", "replayed", "\(report.replayed)"),
            ("待补", "missing", "\(report.missing)"),
            ("已知丢失", "known lost", "\(report.gaps)"),
        ])
    }

    /// What was refused, and what has met a bound; of the latter only what there is.
    private func bounds(_ report: StatusReport) -> [String] {
        let met: [(zh: String, en: String, count: Int)] = [
            ("站点报错", "station errors", report.stationErrors),
            ("未发布的结果", "dropped results", report.droppedResults),
            ("未发出的应答", "dropped answers", report.droppedAnswers),
            ("丢弃的照片", "dropped media", report.droppedMedia),
            ("隔离区已删除", "aged out", report.quarantineAgedOut),
        ]
        return rows([
            ("控制消息拒收", "control refused", "\(report.controlRefused)"),
            ("控制消息无效", "control malformed", "\(report.controlMalformed)"),
            ("拒绝连接", "refused peers", "\(report.refusedPeers)"),
            ("隔离区待处理", "in quarantine", "\(report.quarantine.waiting)"),
            ("隔离区容量", "quarantine size", size(report.quarantine)),
        ]) + rows(met.filter { $0.count > 0 }.map { ($0.zh, $0.en, "\($0.count)") })
    }

    private func passages(_ report: StatusReport) -> [String] {
        rows([
            ("过车", "passages", "\(report.passages)"),
            ("  超限", "  overloaded", "\(report.overloaded)"),
            ("  不能作为证据", "  not evidence", "\(report.notEvidence)"),
            ("  无匹配图像", "  unpaired", "\(report.unpaired)"),
            ("  存疑", "  ambiguous", "\(report.ambiguous)"),
            ("待转入案件库", "forwarder backlog", "\(report.forwarderBacklog)"),
        ])
    }

    private func cases(_ report: StatusReport) -> [String] {
        let total = report.cases.values.reduce(0, +)
        return rows([("案件", "cases", "\(total)")])
            + report.cases.sorted { $0.key < $1.key }.map {
                figures.row(["  \(lang.caseState($0.key))", "\($0.value)"])
            }
    }

    // MARK: - Sources

    private func sources(_ report: StatusReport) -> [String] {
        guard !report.sources.isEmpty else { return [] }
        let table = TextTable([
            ("", .left, 1), (lang.text("设备", "source"), .left, 22), (lang.text("批次", "epoch"), .right, 14),
            (lang.text("已收至", "through"), .right, 9), (lang.text("待补", "missing"), .right, 7),
            (lang.text("丢失", "lost"), .right, 6), (lang.text("状态", "state"), .left, 6),
        ])
        return ["", table.header] + report.sources.map { table.row(cells($0)) }
    }

    private func cells(_ source: StatusReport.SourceStatus) -> [String] {
        let heard = source.heardAt.toTheSecond
        return [
            source.isTroubled ? "!" : "", source.source, "\(source.epoch)", "\(source.through)", "\(source.missing)",
            "\(source.lost)\(source.openGaps > 0 ? "+?" : "")",
            source.stale
                ? lang.text("静默，自 \(heard)", "silent since \(heard)")
                : source.missing > 0 ? lang.text("待补", "missing") : lang.text("正常", "ok"),
        ]
    }
}
