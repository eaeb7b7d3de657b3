import Daemon

/// How the work of timers stands, as text.
struct JobText {
    private let lang: Language

    init(_ lang: Language) { self.lang = lang }

    /// What needs a person: a job that has failed, or should have been done by now.
    func warnings(_ jobs: [JobStatus]) -> [String] {
        jobs.compactMap { job in
            let name = lang.job(job.job)
            if job.state == .failed {
                let reason = (job.reason ?? "").escaped
                return lang.text("\(name)上次失败：\(reason)", "the last \(name) has failed: \(reason)")
            }
            if job.state == .died {
                let begun = (job.begun ?? "").toTheSecond
                return lang.text("\(name)于 \(begun) 开始，中途中断", "the \(name) begun at \(begun) was cut off")
            }
            guard job.overdue else { return nil }
            let last = job.lastGood.map(\.toTheSecond)
            return lang.text(
                "\(name)逾期：" + (last.map { "上次成功于 \($0)" } ?? "从未成功"),
                "the \(name) is overdue: " + (last.map { "last done well at \($0)" } ?? "never done well")
            )
        }
    }

    /// A line a job.
    func lines(_ jobs: [JobStatus]) -> [String] {
        guard !jobs.isEmpty else { return [] }
        let table = TextTable([
            ("", .left, 1), (lang.text("任务", "job"), .left, 14), (lang.text("上次成功", "last success"), .left, 19),
            (lang.text("状态", "state"), .left, 6),
        ])
        return ["", table.header]
            + jobs.map { job in
                let isTroubled = job.overdue || job.state == .failed || job.state == .died
                return table.row([
                    isTroubled ? "!" : "", lang.job(job.job), job.lastGood.map(\.toTheSecond) ?? "–", state(job),
                ])
            }
    }

    private func state(_ job: JobStatus) -> String {
        switch job.state {
        case .never: return lang.text("从未运行", "never run")
        case .ok: return job.overdue ? lang.text("逾期", "overdue") : lang.text("正常", "ok")
        case .failed:
            let at = (job.lastFailure ?? "").toTheSecond
            return lang.text("失败，\(at)", "failed at \(at)")
        case .begun, .died:
            let at = (job.begun ?? "").toTheSecond
            return lang.text("\(at) 开始，未结束", "begun at \(at), not ended")
        }
    }
}

extension Language {
    /// A job's name.
    fileprivate func job(_ name: String) -> String {
        switch Job(rawValue: name) {
        case .backup: text("备份", "backup")
        case .retention: text("到期删除", "retention run")
        case .reportDay: text("日报", "day report")
        case .reportMonth: text("月报", "month report")
        case nil: name
        }
    }
}
