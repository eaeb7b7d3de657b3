import ArgumentParser
import Daemon
import Foundation
import Units

/// A run of a job that leaves its note in `data_dir/jobs`.
///
/// Root acts as the owner of `data_dir`, so that the daemon's user can write the next note. A user who may not write
/// there gets a warning and no note: the work itself counts for more.
struct NotedJob {
    let job: Job
    let dataDirectory: String
    let lang: Language

    /// Does the work between the notes of its beginning and of its end.
    ///
    /// - Throws: what `body` throws.
    func run<Value>(_ body: () async throws -> Value) async throws -> Value {
        note { try $0.begin(job, at: SystemClock.now()) }
        do {
            let value = try await body()
            note { try $0.succeed(job, at: SystemClock.now()) }
            return value
        } catch {
            let reason =
                error is ExitCode ? lang.text("见该命令的输出", "see what the command has said") : "\(error)"
            note { try $0.fail(job, reason, at: SystemClock.now()) }
            throw error
        }
    }

    private func note(_ body: (JobNotes) throws -> Void) {
        do {
            try DataOwner.acting(on: dataDirectory) { try body(JobNotes(dataDirectory: dataDirectory)) }
        } catch {
            let words = lang.text(
                "提示：\(error)；zhichao status 不会显示本次运行，请以 zhichaod 的用户运行",
                "note: \(error); zhichao status will not know of this run; run it as zhichaod's user"
            )
            FileHandle.standardError.write(Data((words + "\n").utf8))
        }
    }
}
