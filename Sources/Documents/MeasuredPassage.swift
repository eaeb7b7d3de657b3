import CaseStore
import Foundation

/// What the weighing itself says beside its masses, read from the message as it was received; nothing of one that was erased.
struct MeasuredPassage {
    private struct Weighing: Decodable {
        struct Axle: Decodable {
            let spacing: Double?

            enum CodingKeys: String, CodingKey { case spacing = "spacing_mm" }
        }
        struct Dimensions: Decodable { let length, width, height: Int? }

        let axles: [Axle]?
        let direction: String?
        let speed: Double?
        let dimensions: Dimensions?

        enum CodingKeys: String, CodingKey {
            case axles, direction
            case speed = "speed_kmh"
            case dimensions = "dimensions_mm"
        }
    }

    private let weighing: Weighing?

    init(_ dossier: CaseDossier) {
        let record = dossier.records.first { $0.reading == dossier.summary.passage }
        weighing = record.flatMap { try? JSONDecoder().decode(Weighing.self, from: Data($0.payload)) }
    }

    /// Distance of each axle from the first, mm; 1.8 m apart where nobody has measured it.
    func places(axles count: Int) -> [Double] {
        let axles = weighing?.axles ?? []
        var (place, places) = (0.0, [Double]())
        for axle in 0..<count {
            if axle > 0 { place += (axles.indices.contains(axle) ? axles[axle].spacing : nil) ?? 1_800 }
            places.append(place)
        }
        return places
    }

    /// 上行、下行、逆行.
    var direction: String? {
        switch weighing?.direction {
        case "up": "上行"
        case "down": "下行"
        case "reverse": "逆行"
        default: nil
        }
    }

    /// 62.5 千米/小时.
    var speed: String? {
        weighing?.speed.map { speed in
            let tenths = Int((speed * 10).rounded())
            return (tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)") + " 千米/小时"
        }
    }

    /// 长 × 宽 × 高; `nil` where none was measured.
    var dimensions: String? {
        guard let size = weighing?.dimensions, size.length != nil || size.width != nil || size.height != nil else {
            return nil
        }
        func text(_ name: String, _ value: Int?) -> String { name + (value.map { " \($0) 毫米" } ?? " \(Wording.open)") }
        return [text("长", size.length), text("宽", size.width), text("高", size.height)].joined(separator: "，")
    }
}
