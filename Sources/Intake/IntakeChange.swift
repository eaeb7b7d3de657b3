public import Enforcement

/// What a reload tells the intake: all of it counts from one message to the next, or none of it.
public struct IntakeChange: Sendable {
    /// Who may speak.
    public var admission: Admission
    /// With which key.
    public var keys: KeyRing
    /// Stations that the core does not know yet; not looked at where there is another core.
    public var newStations: [StationProfile]
    /// Another core, which has heard nothing, where what the core knows has changed: it is told what a daemon is told that
    /// starts, so that a change counts as it would from the next start on.
    public var core: Pipeline?

    /// What has become of it.
    public enum Outcome: Sendable {
        /// It counts.
        case taken
        /// Nothing has changed: another core can only begin on what is on disk, and the disk refuses.
        case refused
        /// Nothing has changed: the daemon is stopping.
        case stopping
    }

    /// Describes a change.
    public init(
        admission: Admission,
        keys: KeyRing,
        newStations: [StationProfile] = [],
        core: Pipeline? = nil
    ) {
        self.admission = admission
        self.keys = keys
        self.newStations = newStations
        self.core = core
    }
}
