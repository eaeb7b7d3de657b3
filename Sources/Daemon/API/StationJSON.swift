package import Enforcement
import Law
import Readings
import Units

/// What `stations list --json` gives a line.
package struct StationJSON: Encodable, Sendable {
    struct Position: Encodable, Sendable {
        /// Degrees.
        let lat: Double
        let lon: Double
    }

    struct Device: Encodable, Sendable {
        let source: String
        let kind: String
        let lanes: [Int]
        let instrument: String?
        let offsetMs: Int64?
        /// How far the camera lies behind each scale, as learnt from pairs that are certain.
        let learnt: [Learnt]

        private enum CodingKeys: String, CodingKey {
            case source, kind, lanes, instrument, learnt
            case offsetMs = "offset_ms"
        }
    }

    struct Learnt: Encodable, Sendable {
        let scale: String
        let offsetMs: Int64
        let spreadMs: Int64

        private enum CodingKeys: String, CodingKey {
            case scale
            case offsetMs = "offset_ms"
            case spreadMs = "spread_ms"
        }
    }

    struct Instrument: Encodable, Sendable {
        let id: String
        let accuracyClass: String
        let certificate: String
        let validFrom: String
        let validUntil: String

        private enum CodingKeys: String, CodingKey {
            case id, certificate
            case accuracyClass = "class"
            case validFrom = "valid_from"
            case validUntil = "valid_until"
        }
    }

    let station: String
    let name: String
    let district: String
    let districtName: String?
    let siteType: String
    let position: Position?
    let lanes: [Int]
    let devices: [Device]
    let instruments: [Instrument]

    private enum CodingKeys: String, CodingKey {
        case station, name, district, position, lanes, devices, instruments
        case districtName = "district_name"
        case siteType = "site_type"
    }

    /// Shows a station.
    package init(_ file: StationFile, learnt: [LearntOffset]) {
        station = file.profile.station.description
        name = file.name
        district = file.district
        districtName = file.districtName
        siteType = file.profile.siteType.rawValue
        position = file.position.map {
            Position(lat: Double($0.latitude) / 1_000_000, lon: Double($0.longitude) / 1_000_000)
        }
        lanes = file.profile.lanes.map { Int($0.number) }
        devices = file.devices.map { device in
            Device(
                source: device.profile.source.description,
                kind: device.profile.kind.rawValue,
                lanes: device.profile.lanes.map { Int($0.number) },
                instrument: device.instrument,
                offsetMs: device.profile.offset?.rawValue,
                learnt: learnt.filter { $0.camera == device.profile.source }.map {
                    Learnt(
                        scale: $0.scale.description,
                        offsetMs: $0.offset.rawValue,
                        spreadMs: $0.spread.rawValue
                    )
                }
            )
        }
        instruments = file.instruments.map(\.profile).map { profile in
            Instrument(
                id: profile.id,
                accuracyClass: profile.accuracyClass,
                certificate: profile.certificate,
                validFrom: "\(profile.validFrom)",
                validUntil: "\(profile.validUntil)"
            )
        }
    }
}
