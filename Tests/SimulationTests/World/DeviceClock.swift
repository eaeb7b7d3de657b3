import TestSupport
import Units

/// What a device takes the time to be.
struct DeviceClock: Sendable {
    /// Noon: the top of the hour, at which clocks jump; in ms since the world began.
    let topOfHour: Int
    /// How far it is ahead, in ms.
    var constant = 0.0
    /// In parts per million; taken back every 20 minutes.
    var drift = 0.0
    /// Off by so many ms …
    var jump = 0
    /// … until then.
    var jumpEnd = 0
    /// When the device says that it is not synchronised.
    var unsynced: Range<Int>?

    private static let resynchronisation = 1_200_000

    /// Draws a clock's misfortunes.
    init(topOfHour: Int, _ parameters: WorldParameters, _ generator: inout SeededGenerator) {
        self.topOfHour = topOfHour
        drift = generator.even(-parameters.drift...parameters.drift)
        let (jumps, direction, minutes) = (generator.unit(), generator.unit(), generator.even(2...8))
        if jumps < parameters.jumpingClocks {
            jump = direction < 0.5 ? -3_600_000 : 3_600_000
            jumpEnd = topOfHour + Int(minutes * 60_000)
        }
        let (loses, from) = (generator.unit(), generator.unit())
        if loses < parameters.unsyncedClocks {
            let start = Int(from * 2 * Double(topOfHour))
            unsynced = start..<(start + 180_000)
        }
    }

    /// What the clock shows when the world is `time` old.
    func reading(_ time: Int) -> Int {
        let drifted = drift * Double(time % DeviceClock.resynchronisation) / 1_000_000
        return time + Int((constant + drifted).rounded()) + (hasJumped(time) ? jump : 0)
    }

    func hasJumped(_ time: Int) -> Bool { jump != 0 && time >= topOfHour && time < jumpEnd }

    /// What the device says of its clock.
    func isSynced(_ time: Int) -> Bool? { unsynced.map { !$0.contains(time) } ?? true }
}
