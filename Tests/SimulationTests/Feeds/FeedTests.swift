import Foundation
import TestSupport
import Testing

/// Stations, network, daemon and disk from one seed: the production protocol code of both sides under a made-up clock.
///
/// `ZHICHAO_SEEDS=1-10000` for a long run; a seed that fails is printed and replays.
@Suite("Feeds under misfortune", .serialized)
struct FeedTests {
    @Test(
        "what is acknowledged is stored once, what is sent is stored or known to be lost",
        arguments: Seeds.run(ci: 200)
    )
    func holds(seed: UInt64) throws {
        var world = try FeedWorld(seed: seed, rules: try SimulatedCore.rules.get())
        let isSettled = try world.run()
        let checker = try FeedChecker(directory: world.directory.path)
        let problems = checker.problems(of: world, isSettled: isSettled)
        #expect(problems.isEmpty, "seed \(seed), \(world.faults):\n\(problems.prefix(12).joined(separator: "\n"))")
        #expect(checker.readings > 20, "seed \(seed): a world in which nothing happens")
        // Every station that syncs keeps what it has spooled, so nothing is lost for good.
        if !world.faults.isUnsynced {
            #expect(checker.lost == 0, "seed \(seed), \(world.faults): \(checker.lost) lost")
        }
    }
}
