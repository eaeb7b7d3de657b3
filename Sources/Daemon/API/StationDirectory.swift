import Enforcement
import Readings
import Synchronization

/// The stations as configured, and which of them a caller may see.
///
/// A station without a file belongs to no district that anybody knows: only callers who are bound to none see it.
final class StationDirectory: Sendable {
    private struct State {
        var files: [StationFile]
        var districts: [String: String]
    }

    private let state: Mutex<State>

    init(_ files: [StationFile]) {
        state = Mutex(State(files: files, districts: StationDirectory.districts(files)))
    }

    /// Takes the stations of a configuration that was read again.
    func replace(_ files: [StationFile]) {
        state.withLock { $0 = State(files: files, districts: StationDirectory.districts(files)) }
    }

    private static func districts(_ files: [StationFile]) -> [String: String] {
        Dictionary(files.map { ($0.profile.station.text, $0.district) }) { $1 }
    }

    /// The devices of all stations.
    var devices: Set<Source> {
        state.withLock { Set($0.files.flatMap { $0.profile.devices.map(\.source) }) }
    }

    /// The stations' files that a caller may see.
    func files(for caller: Caller) -> [StationFile] {
        let files = state.withLock { $0.files }
        guard let districts = caller.districts else { return files }
        return files.filter { districts.contains($0.district) }
    }

    /// Whether a caller may see what happens at a station.
    func sees(_ caller: Caller, _ station: String) -> Bool { sees(caller.districts, station) }

    /// Whether who is bound to districts may; `nil` for who is bound to none.
    func sees(_ districts: [String]?, _ station: String) -> Bool {
        guard let districts else { return true }
        guard let district = state.withLock({ $0.districts[station] }) else { return false }
        return districts.contains(district)
    }

    /// The names of the stations that a caller may see and that a request asks for; `nil` for all there ever were.
    ///
    /// - Parameters:
    ///   - station: the one that is asked for.
    ///   - district: the one whose stations are asked for.
    func stations(for caller: Caller, station: String? = nil, district: String? = nil) -> [String]? {
        if let station {
            guard sees(caller, station) else { return [] }
            return district == nil || state.withLock({ $0.districts[station] }) == district ? [station] : []
        }
        guard caller.districts != nil || district != nil else { return nil }
        let districts = state.withLock { $0.districts }
        return districts.filter { _, own in
            (caller.districts?.contains(own) ?? true) && (district == nil || own == district)
        }.map(\.key).sorted()
    }
}
