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
        let account = UnixAccount.current
        try account.require([action.role], configuration.main.localRoles, lang)
        let directory = configuration.main.dataDirectory
        return try DataOwner.acting(on: directory) {
            let lock = try WriterLock(directory: directory)
            let store = try SQLiteCaseStore(
                directory: directory,
                basis: LawAndRegisters(configuration),
                mayCreate: false
            )
            defer { try? store.close() }
            let request = ReferralRequest(id: id, action: action, body: body, version: version, actor: account.name)
            let outcome = Result { ReferralOutcome(try store.take(request, at: SystemClock.now())) }
            // The lock is held until the step is committed.
            _ = consume lock
            do {
                return try outcome.get()
            } catch let error as CaseStepError {
                throw Refusal(.no, lang.text(error.words.zh, error.words.en))
            }
        }
    }
}

extension UnixAccount {
    /// Makes sure that the account has a role that the daemon would see.
    func require(_ roles: [Role], _ local: LocalRoles, _ lang: Language) throws {
        let own = local.roles(uid: uid, user: name, isInGroup: isInGroup)
        let caller = Caller(user: name, uid: uid, roles: own)
        guard !caller.may(roles) else { return }
        let words = caller.lacks(roles)
        throw Refusal(.no, lang.text(words.zh, words.en))
    }
}
