/// What the world is like, and how often which misfortune strikes; the defaults are a hard but honest street.
///
/// Shares are 0…1, times in seconds unless the name says otherwise. A run follows from the parameters and the seed.
struct WorldParameters: Sendable {
    /// Vehicles that cross a lane, over all stations.
    var vehicles = 5_000
    /// One station each.
    var links = Link.allCases
    /// Lanes of a station.
    var lanes = 1...4
    /// Heartbeats of a device each second; of all stations but those that are mute.
    var heartbeats = true
    /// Stations without heartbeats, by their place in `links`.
    var muteStations: Set<Int> = []

    // MARK: Street

    /// Every headway within 10 % of this, for tables; `nil`: as on a street.
    var headway: Double?
    /// Vehicles close behind the one before in their lane: `leastHeadway`…1 s.
    var shortHeadways = 0.15
    /// Nobody drives closer than this.
    var leastHeadway = 0.45
    /// The others: 1 s and a log-normal span with this median …
    var longHeadway = 3.4
    /// … and this σ of its logarithm.
    var longHeadwaySpread = 0.75
    /// Vehicles that drive within 0.5 s of one in the lane beside.
    var neighbours = 1.0 / 3
    /// Of those beside or close behind another: the near-twins (one character of the plate differs) of it.
    var twins = 0.25
    /// Trucks over their limit by 8…60 %.
    var overloads = 0.12
    /// Passenger cars among the vehicles.
    var cars = 0.18
    /// Buses among the vehicles.
    var buses = 0.04
    /// Cars that the scale reports; of the others only the cameras tell.
    var weighedCars = 0.3
    /// Vehicles that cross two lanes' sensors, stop on one, or drive against the lane's way.
    var straddling = 0.004
    var stopAndGo = 0.003
    var reverse = 0.001

    // MARK: Scales and cameras

    /// Weighings that the scale loses: the vehicle passes the cameras and no reading comes.
    var lostWeighings = 0.003
    /// Pictures that are never sent.
    var droppedPictures = 0.015
    /// Pictures that are sent twice, under a new `seq`.
    var doubledPictures = 0.01
    /// Plates with one or two wrong characters.
    var misreads = 0.01
    /// Of the misreads: those that the recogniser is sure of.
    var sureMisreads = 0.4
    /// Of the misreads: those that give just the near-twin's plate.
    var twinMisreads = 0.2
    /// Pictures without a plate.
    var unread = 0.02
    /// Cameras that send several messages about one object, the plate changing to the better.
    var objectCameras = 0.3
    /// Rear cameras that wait for the vehicle's end, so that their lag grows with length over speed.
    var tailCameras = 0.25
    /// σ of a camera's own time, drawn for each camera from this range, in milliseconds.
    var cameraJitter = 30.0...120.0
    /// How far clocks and mounting put a camera ahead of the scale, in milliseconds.
    var cameraOffset = -800.0...1_600.0
    /// Clocks drift by up to this, in parts per million, and are set right every 20 minutes.
    var drift = 100.0
    /// Messages of a camera with a trigger that it sends 5…50 s late.
    var latePictures = 0.004

    // MARK: Clocks and network

    /// Devices whose clock jumps by an hour at the top of the hour and is set right 2…8 minutes later.
    var jumpingClocks = 0.06
    /// Devices that say for some minutes that their clock is not synchronised.
    var unsyncedClocks = 0.06
    /// Devices that fall silent for 1…4 minutes, and then deliver what they kept.
    var silences = 0.25
    /// Of those: the ones whose backlog comes as replay over the control channel; the others send it late, as if live.
    var replayedBacklogs = 0.6
    /// Messages that are lost on the way and come 0.6…3 s later by replay.
    var holes = 0.002
    /// Messages that take 0.4…3 s; nearly all take 5…400 ms. What one device sends arrives in the order sent.
    var slowMessages = 0.01

    /// The defaults.
    init() {}

    /// Ten times as many lost weighings and four times as many lost pictures: what is left fits together too easily.
    static var lossy: WorldParameters {
        var lossy = WorldParameters()
        (lossy.lostWeighings, lossy.droppedPictures, lossy.unread) = (0.03, 0.06, 0.06)
        return lossy
    }

    /// A street on which no device fails and nothing is lost or misread: only headways and jitter remain.
    static var faultless: WorldParameters {
        var calm = WorldParameters()
        (calm.straddling, calm.stopAndGo, calm.reverse, calm.lostWeighings) = (0, 0, 0, 0)
        (calm.droppedPictures, calm.doubledPictures, calm.misreads, calm.unread) = (0, 0, 0, 0)
        (calm.latePictures, calm.jumpingClocks, calm.unsyncedClocks, calm.silences) = (0, 0, 0, 0)
        (calm.holes, calm.slowMessages) = (0, 0)
        return calm
    }
}

/// How a station links the messages of one vehicle.
enum Link: String, CaseIterable, Sendable {
    /// Every message has its trigger.
    case always
    /// One message in fifteen has lost it.
    case mostly
    /// No triggers; the offset between camera and scale is known.
    case calibrated
    /// No triggers, and nobody knows the offset.
    case uncalibrated
    /// Triggers that count to 100 and begin again.
    case wrapping
    /// A trigger counter that stands still from some time on.
    case stuck

    /// Whether the station's file says how far its cameras are ahead.
    var isCalibrated: Bool { self == .calibrated }
}
