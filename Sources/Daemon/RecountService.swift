import CaseStore
import Enforcement
import Law
import Logging
import ServiceLifecycle
import Units

/// Counts subjects anew where something else than a case has changed: the registers, the law, or the day, on which a fleet
/// may be another and a company cross its threshold.
///
/// In small transactions, so that cases are taken in between; a store that is away is tried again.
struct RecountService: Service {
    /// Subjects counted in one transaction.
    static let batch = 25
    /// How often it looks whether a day has begun, and tries again.
    static let interval = Duration.seconds(30)

    let cases: CaseStoreOwner
    let basis: LawAndRegisters
    /// Says that a register, or the law, has changed; one pending element says as much as many.
    let imports: AsyncStream<Void>
    let logger: Logger
    let changed: @Sendable ([ReferralChange]) -> Void

    func run() async throws {
        let (nudges, nudge) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in imports { nudge.yield() } }
                group.addTask {
                    while !Task.isCancelled {
                        try? await Task.sleep(for: RecountService.interval)
                        nudge.yield()
                    }
                }
                await recountUntilFinished(nudges)
                group.cancelAll()
            }
        } onGracefulShutdown: {
            nudge.finish()
        }
    }

    private func recountUntilFinished(_ nudges: AsyncStream<Void>) async {
        var done: CivilDate?
        var registersSeen: Int64?
        var lawSeen = basis.lawGeneration
        func look() async {
            let today = SystemClock.now().day
            let (registers, law) = (basis.registersGeneration, basis.lawGeneration)
            guard done != today || registers != registersSeen || law != lawSeen else { return }
            if await recount(on: today, registersChanged: registersSeen != nil && registers != registersSeen) {
                (done, registersSeen, lawSeen) = (today, registers, law)
            }
        }
        await look()
        for await _ in nudges { await look() }
    }

    /// - Returns: false when the store is away.
    private func recount(on today: CivilDate, registersChanged: Bool) async -> Bool {
        guard let rules = basis.rules(on: today) else { return true }
        let fingerprint = rules.countingFingerprint
        do {
            let isNewLaw = try await cases.countingFingerprint() != fingerprint
            let isAnchored = rules.settings.referralYear?.value == .anchored
            // Of vehicles and drivers the registers know nothing that matters but the anchor of their year.
            let all = isNewLaw || (isAnchored && registersChanged)
            for kind in all ? PenaltySubject.allCases : [.company] { try await recount(kind) }
            if isNewLaw { try await cases.note(countingFingerprint: fingerprint) }
            return true
        } catch {
            // The store's owner has said so.
            return false
        }
    }

    private func recount(_ kind: PenaltySubject) async throws {
        var key = ""
        while !Task.isShuttingDownGracefully {
            let step = try await cases.recount(kind, after: key, limit: RecountService.batch, at: SystemClock.now())
            changed(step.referrals)
            guard let last = step.last else { return }
            key = last
        }
    }
}
