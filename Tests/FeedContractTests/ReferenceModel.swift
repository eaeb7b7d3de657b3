import Foundation
import Readings
import Units

struct ReferenceWeigh: Decodable {
    let reading: WeighReading

    init(from decoder: any Decoder) throws {
        let members = try decoder.members()
        let axles: [ReferenceAxle] = try members.required("axles")
        guard (1...20).contains(axles.count), axles[0].spacing == nil,
            axles.dropFirst().allSatisfy({ ($0.spacing.map { (100...30_000).contains($0) }) ?? false })
        else { throw Refusal() }
        var quality: QualityFlags = []
        if members.has("quality") {
            for text in try members.required("quality") as [String] {
                guard let flag = QualityFlag(rawValue: text) else { throw Refusal() }
                quality.insert(QualityFlags(flag))
            }
        }
        let speed: Double? = try members.optional("speed_kmh")
        if let speed, !(speed >= 0 && speed <= 300) { throw Refusal() }
        reading = WeighReading(
            header: try ReferenceHeader(members).header,
            kind: try members.choice("kind"),
            instrument: try members.required("instrument"),
            direction: try members.choice("direction"),
            speed: speed.map { MetresPerHour(Int(($0 * 1_000).rounded(.toNearestOrAwayFromZero))) },
            gross: Kilograms(try members.integer("gross_kg", 0...500_000)),
            axles: axles.map {
                Axle(load: Kilograms($0.load), spacing: $0.spacing.map { Millimetres($0) }, tyres: $0.tyres)
            },
            axleCode: try members.optionalText("axle_code"),
            dimensions: (try members.optional("dimensions_mm") as ReferenceDimensions?)?.dimensions,
            trigger: try members.optionalText("trigger"),
            quality: quality,
            imbalance: try members.optionalInteger("imbalance_ppt", 0...1_000).map { PartsPerThousand($0) },
            dataStatus: members.has("data_status") ? try members.choice("data_status") : .raw,
            clockSynced: try members.optional("clock_synced"),
            inspection: (try members.optional("inspection") as ReferenceInspection?)?.inspection
        )
    }
}

struct ReferenceAxle: Decodable {
    let load: Int
    let spacing: Int?
    let tyres: Tyres?

    init(from decoder: any Decoder) throws {
        let members = try decoder.members()
        load = try members.integer("load_kg", 0...100_000)
        spacing = try members.optional("spacing_mm")
        let number: Int? = try members.optional("tyres")
        tyres = number == 2 ? .single : number == 4 ? .dual : nil
        if number != nil, tyres == nil { throw Refusal() }
    }
}

struct ReferenceDimensions: Decodable {
    let dimensions: Dimensions

    init(from decoder: any Decoder) throws {
        let members = try decoder.members()
        let values = try ["length", "width", "height"].map { try members.optionalInteger($0, 0...100_000) }
        dimensions = Dimensions(
            length: values[0].map { Millimetres($0) },
            width: values[1].map { Millimetres($0) },
            height: values[2].map { Millimetres($0) }
        )
    }
}

struct ReferenceInspection: Decodable {
    var inspection = Inspection()

    init(from decoder: any Decoder) throws {
        let members = try decoder.members()
        inspection.ticket = try members.optionalText("ticket")
        inspection.plate = try members.optionalText("plate")
        let colour: String? = try members.optional("plate_colour")
        inspection.plateColour = colour.flatMap { PlateColour(rawValue: $0) }
        let officers = try members.optional("officers") as [ReferenceOfficer]? ?? []
        guard (colour == nil) == (inspection.plateColour == nil), officers.count <= 20 else { throw Refusal() }
        inspection.officers = officers.map { Officer(name: $0.name, certificate: $0.certificate) }
        inspection.policeOfficer = try members.optionalText("police_officer")
        let driver: ReferenceDriver? = try members.optional("driver")
        inspection.driver = driver.map { Driver(name: $0.name, licence: $0.licence, qualification: $0.qualification) }
        inspection.company = try members.optionalText("company")
        inspection.loadingSite = try members.optionalText("loading_site")
        inspection.cargo = try members.optionalText("cargo")
        inspection.firstTicket = try members.optionalText("of")
    }
}

struct ReferenceOfficer: Decodable {
    let name: String
    let certificate: String
}

struct ReferenceDriver: Decodable {
    let name: String?
    let licence: String?
    let qualification: String?

    init(from decoder: any Decoder) throws {
        let members = try decoder.members()
        name = try members.optionalText("name")
        licence = try members.optionalText("licence")
        qualification = try members.optionalText("qualification")
    }
}

struct ReferenceCamera: Decodable {
    let reading: CameraReading

    init(from decoder: any Decoder) throws {
        let members = try decoder.members()
        let confidence: Double = try members.required("confidence")
        guard confidence >= 0, confidence <= 1 else { throw Refusal() }
        let media: [ReferenceMedium] = members.has("media") ? try members.required("media") : []
        reading = CameraReading(
            header: try ReferenceHeader(members).header,
            plate: try members.optionalText("plate"),
            plateColour: try members.choice("plate_colour"),
            confidence: PartsPerMillion(ReferenceCamera.millionths(confidence)),
            view: try members.choice("view"),
            trailerPlate: try members.optionalText("trailer_plate"),
            vehicleForm: try members.choice("vehicle_form"),
            driveAxles: try members.optionalInteger("drive_axles", 1...2),
            covered: try members.optional("covered"),
            trigger: try members.optionalText("trigger"),
            clockSynced: try members.optional("clock_synced"),
            object: try members.optionalText("object"),
            media: media.map(\.medium)
        )
    }

    /// By decimal digits: the shortest text that gives the double, cut behind the sixth place.
    private static func millionths(_ value: Double) -> Int {
        var cut = Decimal()
        guard var exact = Decimal(string: "\(value)") else { return -1 }
        exact *= 1_000_000
        NSDecimalRound(&cut, &exact, 0, .down)
        return NSDecimalNumber(decimal: cut).intValue
    }
}

struct ReferenceMedium: Decodable {
    let medium: Medium

    init(from decoder: any Decoder) throws {
        let members = try decoder.members()
        let digits: String = try members.required("sha256")
        guard digits.utf8.count == 64, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let sha256 = SHA256Digest(digits)
        else { throw Refusal() }
        medium = Medium(
            sha256: sha256,
            type: try members.required("type"),
            bytes: try members.integer("bytes", 0...(1 << 53 - 1)),
            view: try members.choice("view")
        )
    }
}
