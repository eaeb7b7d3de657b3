import Readings
import TestSupport
import Units

/// Random readings within the contract, borders and awkward strings often among them.
extension SeededGenerator {
    mutating func weighReading() -> WeighReading {
        WeighReading(
            header: header(),
            kind: pick(WeighingKind.allCases),
            instrument: string(),
            direction: pick(Direction.allCases),
            speed: maybe { MetresPerHour($0.bordered(0...300_000)) },
            gross: Kilograms(bordered(0...500_000)),
            axles: (0..<int(1...20)).map { axle(isFirst: $0 == 0) },
            axleCode: something(),
            dimensions: maybe { $0.dimensions() },
            trigger: something(),
            quality: QualityFlags(rawValue: UInt8(int(0...127))),
            imbalance: maybe { PartsPerThousand($0.bordered(0...1_000)) },
            dataStatus: pick(DataStatus.allCases),
            clockSynced: maybe { $0.once(in: 2) },
            inspection: maybe { $0.inspection() }
        )
    }

    mutating func cameraReading() -> CameraReading {
        CameraReading(
            header: header(),
            plate: something(),
            plateColour: pick(PlateColour.allCases),
            confidence: PartsPerMillion(bordered(0...1_000_000)),
            view: pick(View.allCases),
            trailerPlate: something(),
            vehicleForm: pick(RecognisedForm.allCases),
            driveAxles: maybe { $0.int(1...2) },
            covered: maybe { $0.once(in: 2) },
            trigger: something(),
            clockSynced: maybe { $0.once(in: 2) },
            object: something(),
            media: (0..<int(0...4)).compactMap { _ in medium() }
        )
    }

    mutating func maybe<Value>(_ make: (inout SeededGenerator) -> Value) -> Value? {
        once(in: 3) ? nil : make(&self)
    }

    /// A number of the range, one of its ends once in four.
    mutating func bordered(_ range: ClosedRange<Int>) -> Int {
        once(in: 4) ? pick([range.lowerBound, range.upperBound]) : int(range)
    }

    mutating func name() -> String {
        let letters = Array("abcXYZ019._-")
        return String((0..<bordered(1...64)).map { _ in pick(letters) })
    }

    /// A string or null; never an empty one, which says the same as null.
    mutating func something() -> String? {
        let text = string()
        return text.isEmpty ? nil : text
    }

    mutating func string() -> String {
        let pieces = [
            "", "豫A12345", "\"", "\\", "/", "\n", "\u{0}", "\u{1F}", "\u{7F}", "😀", "é", "e\u{301}", "\u{2028}", "x",
        ]
        return (0..<int(0...6)).map { _ in pick(pieces) }.joined()
    }

    private mutating func header() -> ReadingHeader {
        let greatest = Int(ReadingID.greatest)
        guard let station = Name(name()), let device = Name(name()), let lane = Lane(bordered(1...32)) else {
            preconditionFailure("not a name or a lane")
        }
        let id = ReadingID(
            source: Source(station: station, device: device),
            epoch: UInt64(bordered(0...greatest)),
            seq: UInt64(bordered(1...greatest))
        )
        // China's years 0001…9999.
        let milliseconds = bordered(-62_135_625_600_000...253_402_271_999_999)
        return ReadingHeader(id: id, at: Instant(millisecondsSince1970: Int64(milliseconds)), lane: lane)
    }

    private mutating func axle(isFirst: Bool) -> Axle {
        Axle(
            load: Kilograms(bordered(0...100_000)),
            spacing: isFirst ? nil : Millimetres(bordered(100...30_000)),
            tyres: maybe { $0.pick(Tyres.allCases) }
        )
    }

    private mutating func dimensions() -> Dimensions {
        Dimensions(
            length: maybe { Millimetres($0.bordered(0...100_000)) },
            width: maybe { Millimetres($0.bordered(0...100_000)) },
            height: maybe { Millimetres($0.bordered(0...100_000)) }
        )
    }

    private mutating func inspection() -> Inspection {
        var inspection = Inspection()
        inspection.ticket = something()
        inspection.plate = something()
        inspection.plateColour = maybe { $0.pick(PlateColour.allCases) }
        inspection.officers = (0..<bordered(0...20)).map { _ in Officer(name: string(), certificate: string()) }
        inspection.policeOfficer = something()
        inspection.driver = maybe { generator in
            Driver(
                name: generator.something(),
                licence: generator.something(),
                qualification: generator.something()
            )
        }
        inspection.company = something()
        inspection.loadingSite = something()
        inspection.cargo = something()
        inspection.firstTicket = something()
        return inspection
    }

    private mutating func medium() -> Medium? {
        let digits = String((0..<64).map { _ in pick(Array("0123456789abcdefABCDEF")) })
        let view = pick(View.allCases)
        return SHA256Digest(digits).map {
            Medium(sha256: $0, type: string(), bytes: bordered(0...Int(ReadingID.greatest)), view: view)
        }
    }
}
