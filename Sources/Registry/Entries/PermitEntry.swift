public import Law
public import Readings
public import Units

/// A permit for over-limit transports (超限运输车辆通行证) as registered.
public struct PermitEntry: Hashable, Sendable {
    /// The permit's number (通行证号).
    public var number: String
    /// The truck's plate.
    public var plate: String
    /// The plate's colour; `unknown`: the permit does not say, and any is meant.
    public var colour: PlateColour
    /// The trailer's plate (挂车号牌).
    public var trailerPlate: String?
    /// Greatest total mass.
    public var mass: Kilograms?
    /// Greatest dimensions.
    public var dimensions: OuterDimensions
    /// The route's stations (站点), in the permit's order; where there are none it covers no station.
    public var stations: [String]
    /// The days for which it holds; both ends are given.
    public var validity: ValidityPeriod

    /// As the law asks for it.
    public var permit: TransportPermit { TransportPermit(number: number, mass: mass, dimensions: dimensions) }

    static let columns = """
        number, plate, colour, trailer_plate, mass_kg, length_mm, width_mm, height_mm, stations, valid_from, valid_until
        """

    init(_ row: FoundRow) {
        number = row.text(0) ?? ""
        plate = row.text(1) ?? ""
        colour = row.word(2) ?? .unknown
        trailerPlate = row.text(3)
        mass = row.mass(4)
        dimensions = OuterDimensions(length: row.length(5), width: row.length(6), height: row.length(7))
        stations = row.text(8)?.split(separator: " ").map(String.init) ?? []
        validity = row.validity(9)
    }
}
