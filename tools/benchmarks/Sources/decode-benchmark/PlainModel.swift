// What a program without `FeedContract` would decode into: no checks, no duplicate keys found, the instant a string.

struct PlainWeigh: Decodable {
    let v: Int
    let source: String
    let epoch: UInt64
    let seq: UInt64
    let at: String
    let lane: Int
    let kind: String
    let instrument: String
    let direction: String
    let speed_kmh: Double?
    let gross_kg: Int
    let axles: [PlainAxle]
    let axle_code: String?
    let dimensions_mm: PlainDimensions?
    let trigger: String?
    let quality: [String]?
    let imbalance_ppt: Int?
    let data_status: String?
    let clock_synced: Bool?
    let inspection: [String: String]?
}

struct PlainAxle: Decodable {
    let load_kg: Int
    let spacing_mm: Int?
    let tyres: Int?
}

struct PlainDimensions: Decodable {
    let length: Int?
    let width: Int?
    let height: Int?
}

struct PlainCamera: Decodable {
    let v: Int
    let source: String
    let epoch: UInt64
    let seq: UInt64
    let at: String
    let lane: Int
    let plate: String?
    let plate_colour: String
    let confidence: Double
    let view: String
    let trailer_plate: String?
    let vehicle_form: String
    let drive_axles: Int?
    let covered: Bool?
    let trigger: String?
    let clock_synced: Bool?
    let object: String?
    let media: [PlainMedium]?
}

struct PlainMedium: Decodable {
    let sha256: String
    let type: String
    let bytes: Int
    let view: String
}
