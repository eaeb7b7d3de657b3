import Readings
import TestSupport

/// A vehicle with its plates.
struct Vehicle: Sendable {
    let kind: VehicleKind
    let plate: String
    let colour: PlateColour
    let trailerPlate: String?
}

/// All vehicles that may come; number `n` and `n ^ 1` are near-twins: one character of their plates differs.
struct Fleet: Sendable {
    private(set) var vehicles: [Vehicle] = []

    private static let provinces = ["豫A", "豫A", "豫A", "豫V", "豫G", "鲁H", "冀D", "晋E", "皖K"]
    private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    private static let characters = Array("0123456789") + Array("0123456789") + letters

    /// A fleet with so many pairs of twins.
    init(pairs: Int, _ parameters: WorldParameters, _ generator: inout SeededGenerator) {
        var plates = Set<String>()
        vehicles.reserveCapacity(2 * pairs)
        while vehicles.count < 2 * pairs {
            let plate = Fleet.plate(&generator)
            let twin = Fleet.changed(plate, &generator)
            guard !plates.contains(plate), plates.insert(twin).inserted else { continue }
            plates.insert(plate)
            for number in [plate, twin] {
                vehicles.append(Fleet.vehicle(number, Fleet.kind(parameters, &generator), &generator))
            }
        }
    }

    private static func plate(_ generator: inout SeededGenerator) -> String {
        generator.pick(provinces) + String((0..<5).map { _ in generator.pick(characters) })
    }

    /// A plate with one of its last five characters changed.
    static func changed(_ plate: String, _ generator: inout SeededGenerator) -> String {
        var characters = Array(plate)
        let index = generator.int(2...(characters.count - 1))
        let old = characters[index]
        while characters[index] == old { characters[index] = generator.pick(Fleet.characters) }
        return String(characters)
    }

    private static func kind(_ parameters: WorldParameters, _ generator: inout SeededGenerator) -> VehicleKind {
        if generator.chance(parameters.cars) { return .car }
        if generator.chance(parameters.buses) { return .bus }
        var place = generator.int(1...100)
        for kind in VehicleKind.trucks {
            place -= kind.frequency
            if place <= 0 { return kind }
        }
        return .car
    }

    private static func vehicle(
        _ plate: String,
        _ kind: VehicleKind,
        _ generator: inout SeededGenerator
    ) -> Vehicle {
        let trailer = "豫A" + String((0..<4).map { _ in Fleet.characters[generator.int(0...9)] }) + "挂"
        return Vehicle(
            kind: kind,
            plate: plate,
            colour: kind.form == .car ? .blue : .yellow,
            trailerPlate: kind.hasTrailer ? trailer : nil
        )
    }
}
