import CaseStore
import Daemon
import Enforcement
import Foundation
import NIOHTTP1
import Programs
import Storage

/// Takes a step on a referral: through the daemon while it runs, and as it would while it does not.
struct ReferralDesk {
    private let options: CommonOptions
    private var lang: Language { options.lang }

    init(_ options: CommonOptions) {
        self.options = options
    }

    /// Does it, and prints what has come of it.
    func take(_ action: ReferralAction, _ body: [String: StepValue], id: String, version: Int?) async throws {
        let configuration = try DaemonConfiguration.load(options.config)
        let directory = configuration.main.dataDirectory
        guard let seen = try CaseReader(directory: directory).referral(id)?.referral else {
            throw Refusal(.no, lang.text("没有移送 \(id)", "no referral \(id)"))
        }
        let version = version ?? seen.version
        let outcome =
            WriterLock.isHeld(directory: directory)
            ? try await ask(action, body, seen.id, version, directory)
            : try takeHere(action, body, seen.id, version, configuration)
        if options.json {
            print(try outcome.jsonText)
        } else {
            print(
                "\(outcome.number)  \(lang.text(outcome.state.chinese, outcome.state.rawValue))  "
                    + lang.text("第 \(outcome.version) 版", "version \(outcome.version)")
            )
        }
    }

    private func ask(
        _ action: ReferralAction,
        _ body: [String: StepValue],
        _ id: String,
        _ version: Int,
        _ directory: String
    ) async throws -> ReferralOutcome {
        let client = ControlClient(dataDirectory: directory, lang: lang)
        let answer = try await client.change("referrals/\(id)/\(action.rawValue)", .POST, json: body, version: version)
        return try client.value(ReferralOutcome.self, of: answer)
    }

    private func takeHere(
        _ action: ReferralAction,
        _ body: [String: StepValue],
        _ id: String,
        _ version: Int,
        _ configuration: DaemonConfiguration
    ) throws -> ReferralOutcome {
        try OwnCaseStore(configuration.main, lang).take(as: [action.role]) {
            try LawAndRegisters(configuration)
        } step: { store, actor, now in
            let request = ReferralRequest(id: id, action: action, body: body, version: version, actor: actor)
            return ReferralOutcome(try store.take(request, at: now))
        }
    }
}
