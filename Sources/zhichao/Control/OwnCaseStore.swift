import CaseStore
import Daemon
import Enforcement
import Programs
import Storage
import Units

/// The case store as a command writes it while no daemon runs: under the writer's lock, with the roles that the daemon would
/// see.
struct OwnCaseStore {
    private let main: MainFile
    private let lang: Language

    init(_ main: MainFile, _ lang: Language) {
        (self.main, self.lang) = (main, lang)
    }

    /// Takes a step.
    ///
    /// - Parameters:
    ///   - roles: one of which whoever asks must have.
    ///   - basis: the law and the registers, asked for once the lock is held.
    ///   - step: is given the store, the actor and the time.
    /// - Throws: the refusal, in words.
    func take<Outcome>(
        as roles: [Role],
        basis: () throws -> LawAndRegisters,
        step: (SQLiteCaseStore, String, Instant) throws -> Outcome
    ) throws -> Outcome {
        let account = UnixAccount.current
        try account.require(roles, main.localRoles, lang)
        let directory = main.dataDirectory
        return try DataOwner.acting(on: directory) {
            let lock = try WriterLock(directory: directory)
            let store = try SQLiteCaseStore(directory: directory, basis: basis(), mayCreate: false)
            defer { try? store.close() }
            let outcome = Result { try step(store, account.name, SystemClock.now()) }
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
