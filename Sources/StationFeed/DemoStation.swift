public import Readings

/// A station of the demonstration, as `conf/demo/stations.d/` describes it to the daemon.
///
/// Each has the lanes 1…4 (1 and 2 up, 3 and 4 down; 1 and 3 the inner ones), one weighing device `wim-1` and one
/// camera device `cam-1` for all of them. A test keeps this table and those files the same.
public struct DemoStation: Hashable, Sendable {
    /// The station's name on the wire.
    public let station: Name
    /// What people call it.
    public let title: String
    /// Its weighing instrument, a key into the instrument register.
    public let instrument: String

    /// The lanes of every station.
    public static let lanes = 1...4

    /// All of them; the first is the one that `replay` takes by default.
    public static let all: [DemoStation] = [
        ("410184-07", "新郑市新村镇非现场检测点", "ZZ-113"),
        ("410122-03", "中牟县官渡镇非现场检测点", "ZZ-201"),
        ("410181-02", "巩义市回郭镇非现场检测点", "ZZ-202"),
        ("410182-05", "荥阳市王村镇非现场检测点", "ZZ-203"),
        ("410183-04", "新密市超化镇非现场检测点", "ZZ-204"),
        ("410185-06", "登封市大冶镇非现场检测点", "ZZ-205"),
    ].compactMap(DemoStation.init)

    /// The station of `Story`; ordinary traffic does not pass it.
    public static let story = DemoStation(station: "410171-01", title: "经开区航海东路非现场检测点", instrument: "ZZ-206")

    private init?(station: String, title: String, instrument: String) {
        guard let station = Name(station) else { return nil }
        self.station = station
        self.title = title
        self.instrument = instrument
    }

    /// The instrument of a station; one of no demo station has that of the first.
    static func instrument(of station: Name) -> String {
        all.first { $0.station == station }?.instrument ?? "ZZ-113"
    }
}

/// The devices that a station of ours publishes as.
struct StationDevices: Sendable {
    let weigh: Source
    let camera: Source

    init?(station: Name) {
        guard let wim = Name("wim-1"), let cam = Name("cam-1") else { return nil }
        weigh = Source(station: station, device: wim)
        camera = Source(station: station, device: cam)
    }
}
