import CaseFile
import CaseStore
import Foundation
import Programs
import Synchronization

/// Pulls page after page until there is nothing more.
struct PullRun {
    /// Tries in a row that may fail before a run gives up; while it follows, it never does.
    static let failuresMax = 8

    let client: PullClient
    let mirror: Mirror
    let progress: PullProgress
    let lang: Language
    /// Public keys by which case files are verified; `nil`: no files are brought.
    let fileKeys: [Data]?

    func run(follow: Bool) async throws {
        var (failures, isComplete) = (0, false)
        while true {
            switch try await client.changes(after: mirror.state.cursor, isWaiting: follow && isComplete) {
            case .page(let page):
                failures = 0
                // Before the cursor: a page whose files are not all there is pulled again.
                for item in page.cases { try await bring(item, follow: follow) }
                try mirror.take(page, isLast: !page.more)
                progress.show(page)
                isComplete = !page.more
                if isComplete, !follow { return }
            case .gone:
                failures = 0
                isComplete = false
                try mirror.renew()
            case .later(let seconds, let why):
                failures += 1
                try await pause(seconds, why, failures, follow: follow)
            }
        }
    }

    /// Waits before another try.
    ///
    /// - Throws: `Refusal` when there were enough.
    private func pause(_ seconds: Int, _ why: String, _ failures: Int, follow: Bool) async throws {
        guard follow || failures < PullRun.failuresMax else {
            throw Refusal(
                .no,
                lang.text("同步未完成：\(why)；再次运行即从断点继续", "not complete: \(why); run it again to go on")
            )
        }
        try await Task.sleep(for: .seconds(seconds))
    }
}

extension PullRun {
    /// Brings a case file and proves it, unless the one that is there is of this version and whole.
    private func bring(_ item: ChangesPage.Entry, follow: Bool) async throws {
        guard let fileKeys else { return }
        let path = mirror.filePath(of: item.id)
        if FileManager.default.fileExists(atPath: path),
            let report = try? CaseFileVerifier(path: path, publicKeys: fileKeys).run(), report.difference == nil,
            report.manifest?.version == item.version
        {
            return
        }
        var failures = 0
        while true {
            let draft = try DraftFile(path, lang)
            switch try await client.file(of: item.id, to: draft) {
            case .whole: return try draft.finish { try prove($0, item.id, fileKeys) }
            case .notThere: return draft.discard()
            case .later(let seconds, let why):
                draft.discard()
                failures += 1
                try await pause(seconds, why, failures, follow: follow)
            }
        }
    }

    private func prove(_ path: String, _ id: String, _ keys: [Data]) throws {
        guard let difference = try CaseFileVerifier(path: path, publicKeys: keys).run().difference else { return }
        throw Refusal(
            .no,
            lang.text(
                "案件 \(id) 的案卷未通过核验：\(difference.place)：\(difference.zh)",
                "the case file of \(id) is not as it was signed: \(difference.place): \(difference.en)"
            )
        )
    }
}

/// How far a pull has come, on a terminal.
final class PullProgress: Sendable {
    private let isOn = isatty(STDERR_FILENO) == 1
    private let done = Mutex(0)
    private let lang: Language

    init(_ lang: Language) { self.lang = lang }

    func show(_ page: ChangesPage) {
        let done = done.withLock { done in
            done += page.items.count
            return done
        }
        guard isOn else { return }
        FileHandle.standardError.write(Data(("\r\u{1B}[K" + PullProgress.line(done, page.behind, lang)).utf8))
    }

    /// Takes the line away.
    func finish() {
        if isOn { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    /// `[=====>     ]  43 %  4300 / 10000`, or only how many have come where the server does not say how many will.
    static func line(_ done: Int, _ behind: Int?, _ lang: Language) -> String {
        guard let behind else { return lang.text("变更 \(done)", "changes \(done)") }
        let total = max(1, done + behind)
        return ProgressBar.bar(done: Int64(done), total: Int64(total))
            + lang.text("变更 \(done) / \(total)", "changes \(done) / \(total)")
    }
}
