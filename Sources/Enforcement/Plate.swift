public import Readings

/// A plate as it identifies a vehicle: number and colour.
public struct Plate: Hashable, Sendable, CustomStringConvertible {
    /// The number as recognised, `豫A12345`; kept even when it fits no pattern.
    public var number: String
    /// The colour; two vehicles may share a number in different colours.
    public var colour: PlateColour

    /// Makes a plate.
    public init(number: String, colour: PlateColour) {
        self.number = number
        self.colour = colour
    }

    /// Whether the number is a trailer's (GA 36: ends in 挂).
    public static func isTrailer(_ number: String) -> Bool { number.utf8.suffix(3).elementsEqual("挂".utf8) }

    /// Number and colour, `豫A12345 yellow`.
    public var description: String { "\(number) \(colour.rawValue)" }
}
