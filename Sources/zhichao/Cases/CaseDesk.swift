import CaseStore
import Daemon
import Enforcement
import Evidence
import Foundation
import NIOHTTP1
import Programs
import Storage

/// Takes a step on a case: through the daemon while it runs, and as it would while it does not.
struct CaseDesk {
    private let options: CommonOptions
    private var lang: Language { options.lang }

    init(_ options: CommonOptions) {
        self.options = options
    }

    /// Does it, and prints what has come of it.
    ///
    /// - Parameter version: the one that its author has seen; `nil` for the one that the store shows now.
    /// - Throws: the refusal, in words.
    func take(_ work: StepRequest.Work, id: String, version: Int?) async throws {
        let main = try MainFile.load(options.config)
        let directory = main.dataDirectory
        guard let seen = try CaseReader(directory: directory).summary(id) else {
            throw Refusal(.no, lang.text("没有案件 \(id)", "no case \(id)"))
        }
        let version = version ?? seen.version
        let outcome =
            WriterLock.isHeld(directory: directory)
            ? try await ask(work, seen.id, version, directory) : try takeHere(work, seen.id, version, main)
        if options.json {
            print(try outcome.jsonText)
        } else {
            print(
                "\(outcome.number)  \(lang.caseState(outcome.state.rawValue))  "
                    + lang.text("第 \(outcome.version) 版", "version \(outcome.version)")
            )
        }
    }

    private func ask(
        _ work: StepRequest.Work,
        _ id: String,
        _ version: Int,
        _ directory: String
    ) async throws -> StepOutcome {
        let client = ControlClient(dataDirectory: directory, lang: lang)
        let path = "cases/" + (id.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? id)
        let answer =
            switch work {
            case .action(let action, let body):
                try await client.change("\(path)/\(action.rawValue)", .POST, json: body, version: version)
            case .amendment(let body): try await client.change(path, .PATCH, json: body, version: version)
            }
        return try client.value(StepOutcome.self, of: answer)
    }

    private func takeHere(
        _ work: StepRequest.Work,
        _ id: String,
        _ version: Int,
        _ main: MainFile
    ) throws -> StepOutcome {
        let (config, lang) = (options.config, lang)
        return try OwnCaseStore(main, lang).take(as: work.roles) {
            try LawAndRegisters(DaemonConfiguration.load(config))
        } step: { store, actor, now in
            let directory = main.dataDirectory
            let request = try StepRequest(id: id, work: work, version: version, actor: actor)
                .lookedAt(MediaStore(dataDirectory: directory), CaseReader(directory: directory))
            return try StepOutcome(store.take(request, at: now))
        }
    }
}
