import TestSupport

/// Which misfortunes a run has, and how often: each run has its own choice, so that some of them are off in most
/// (swarm testing).
struct FeedFaults {
    /// Live readings lost on their way, one in so many.
    var loses: Int?
    /// Live readings that come twice.
    var doubles: Int?
    /// Whether live readings overtake one another.
    var reorders = false
    /// Greatest delay on the way, in milliseconds.
    var delayMax = 5
    /// Connections that are cut, one in so many steps.
    var cuts: Int?
    /// How long a network stays cut, in milliseconds at most.
    var cutMax = 3_000
    /// Daemons killed, one in so many steps; half of them at the very moment of a commit.
    var daemonDies: Int?
    /// Configurations that are read again, one in so many steps: the core is another one then.
    var reloads: Int?
    /// Stations whose power goes, one in so many steps.
    var stationDies: Int?
    /// Daemons that stand still, one in so many steps.
    var daemonStands: Int?
    /// Disks of the daemon that are full for a while, one in so many steps.
    var diskFills: Int?
    /// Syncs of a station's disk that fail, one in so many steps.
    var syncFails: Int?
    /// Clocks of stations that jump by up to an hour, one in so many steps.
    var clockJumps: Int?
    /// Spools that hold few readings.
    var smallSpool = false
    /// Whether stations write without syncing.
    var isUnsynced = false

    init(_ random: inout SeededGenerator) {
        func some(_ frequency: Int, _ random: inout SeededGenerator) -> Int? {
            random.once(in: 2) ? frequency * random.int(1...4) : nil
        }
        loses = some(8, &random)
        doubles = some(15, &random)
        reorders = random.once(in: 2)
        delayMax = random.pick([1, 5, 50, 900])
        cuts = some(60, &random)
        cutMax = random.pick([200, 3_000, 20_000])
        daemonDies = some(80, &random)
        stationDies = some(120, &random)
        daemonStands = some(200, &random)
        diskFills = some(200, &random)
        syncFails = some(300, &random)
        clockJumps = some(300, &random)
        smallSpool = random.once(in: 3)
        isUnsynced = random.once(in: 6)
        reloads = some(60, &random)
    }
}

extension SeededGenerator {
    /// True once in so many times; never for `nil`.
    mutating func happens(_ times: Int?) -> Bool { times.map { once(in: $0) } ?? false }
}
