public import Units

/// One picture of one vehicle and what the recogniser read in it (feed contract, `camera`).
public struct CameraReading: Hashable, Sendable {
    /// Who sent it and when it was taken.
    public var header: ReadingHeader
    /// The plate as recognised; `nil` when none was read.
    public var plate: String?
    /// The plate's colour.
    public var plateColour: PlateColour
    /// The recogniser's confidence in the plate, 0…1.
    public var confidence: PartsPerMillion
    /// What the picture shows.
    public var view: View
    /// The trailer's plate.
    public var trailerPlate: String?
    /// The form of vehicle that the recogniser saw.
    public var vehicleForm: RecognisedForm
    /// Driven axles of the tractor, 1 or 2; `nil` unknown.
    public var driveAxles: Int?
    /// Whether a bulk load was covered; `nil` unknown.
    public var covered: Bool?
    /// Links the weighing of the same passage.
    public var trigger: String?
    /// Whether the device says that its clock is synchronised; `nil` unknown.
    public var clockSynced: Bool?
    /// The camera's own vehicle id: messages that share it are one sighting.
    public var object: String?
    /// The pictures that the station keeps for fetching.
    public var media: [Medium]

    /// Makes a sighting; what the contract lets be absent has its default.
    public init(
        header: ReadingHeader,
        plate: String?,
        plateColour: PlateColour,
        confidence: PartsPerMillion,
        view: View,
        trailerPlate: String? = nil,
        vehicleForm: RecognisedForm = .unknown,
        driveAxles: Int? = nil,
        covered: Bool? = nil,
        trigger: String? = nil,
        clockSynced: Bool? = nil,
        object: String? = nil,
        media: [Medium] = []
    ) {
        self.header = header
        self.plate = plate
        self.plateColour = plateColour
        self.confidence = confidence
        self.view = view
        self.trailerPlate = trailerPlate
        self.vehicleForm = vehicleForm
        self.driveAxles = driveAxles
        self.covered = covered
        self.trigger = trigger
        self.clockSynced = clockSynced
        self.object = object
        self.media = media
    }
}

/// The colour of a plate (GA 36-2018); part of a vehicle's identity.
public enum PlateColour: String, CaseIterable, Sendable {
    /// Large vehicles.
    case yellow
    /// Small vehicles.
    case blue
    /// Large new-energy vehicles.
    case yellowGreen = "yellow-green"
    /// Small new-energy vehicles.
    case green
    /// Foreign vehicles, and those from Hong Kong and Macao.
    case black
    /// Police and armed police.
    case white
    /// Not recognised.
    case unknown
}

/// What a picture shows.
public enum View: String, CaseIterable, Sendable {
    /// The vehicle's front, with the truck's plate.
    case front
    /// The vehicle's rear, with the trailer's plate where there is a trailer.
    case rear
    /// The vehicle from the side.
    case side
    /// The scene.
    case panorama
}

/// The form of vehicle that a recogniser may report.
public enum RecognisedForm: String, CaseIterable, Sendable {
    /// Rigid truck (载货汽车).
    case rigid
    /// Tractor and semitrailer (铰接列车).
    case articulated
    /// Truck and centre-axle trailer (中置轴挂车列车).
    case centreAxle = "centre-axle"
    /// Truck and full trailer (全挂汽车列车).
    case drawbar
    /// Bus (客车).
    case bus
    /// Passenger car (小客车).
    case car
    /// Not recognised.
    case unknown
}

/// A picture or film that the station keeps until it is fetched or expires.
public struct Medium: Hashable, Sendable {
    /// SHA-256 of the bytes.
    public var sha256: SHA256Digest
    /// Media type, `image/jpeg`.
    public var type: String
    /// Length in bytes.
    public var bytes: Int
    /// What it shows.
    public var view: View

    /// Makes a reference to a medium.
    public init(sha256: SHA256Digest, type: String, bytes: Int, view: View) {
        self.sha256 = sha256
        self.type = type
        self.bytes = bytes
        self.view = view
    }
}

/// A SHA-256 value, 32 bytes.
public struct SHA256Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Reads 64 hexadecimal digits of either case.
    ///
    /// - Returns: `nil` for any other text.
    public init?(hexDigits: UnsafeRawBufferPointer) {
        guard hexDigits.count == 64, let first = SHA256Digest.word(hexDigits, at: 0),
            let second = SHA256Digest.word(hexDigits, at: 16), let third = SHA256Digest.word(hexDigits, at: 32),
            let fourth = SHA256Digest.word(hexDigits, at: 48)
        else { return nil }
        words = (first, second, third, fourth)
    }

    /// Takes the value's 32 bytes; of more, the first 32.
    public init(bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count >= 32)
        words = (
            SHA256Digest.word(of: bytes, at: 0), SHA256Digest.word(of: bytes, at: 8),
            SHA256Digest.word(of: bytes, at: 16), SHA256Digest.word(of: bytes, at: 24)
        )
    }

    private static func word(of bytes: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }

    /// Reads 64 hexadecimal digits of either case.
    ///
    /// - Returns: `nil` for any other text.
    public init?(_ text: String) {
        var text = text
        guard let digest = text.withUTF8({ SHA256Digest(hexDigits: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = digest
    }

    /// The value as 64 lower-case hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: 64) { digits in
            var place = 0
            for word in [words.0, words.1, words.2, words.3] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    let value = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
                    digits[place] = value < 10 ? value + UInt8(ascii: "0") : value - 10 + UInt8(ascii: "a")
                    place += 1
                }
            }
            return place
        }
    }

    /// Orders by the digits.
    public static func < (left: SHA256Digest, right: SHA256Digest) -> Bool { left.words < right.words }

    /// Equal when all bytes are.
    public static func == (left: SHA256Digest, right: SHA256Digest) -> Bool { left.words == right.words }

    /// Hashes all bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    private static func word(_ digits: UnsafeRawBufferPointer, at start: Int) -> UInt64? {
        var word: UInt64 = 0
        for digit in digits[start..<(start + 16)] {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit &- UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit &- UInt8(ascii: "A") + 10
            default: return nil
            }
            word = word << 4 | UInt64(value)
        }
        return word
    }
}
