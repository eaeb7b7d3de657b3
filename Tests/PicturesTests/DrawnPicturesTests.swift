import CTurboJPEG
import Pictures
import Readings
import StationFeed
import Testing
import Units

/// A picture as a program that looks at it has it.
private struct DecodedPicture: Equatable {
    var width: Int32 = 0
    var height: Int32 = 0
    /// Red, green and blue of each point.
    var points: [UInt8] = []

    /// Decodes a whole JPEG; `nil` with any fault or warning.
    init?(_ jpeg: [UInt8]) {
        guard let decoder = tjInitDecompress() else { return nil }
        defer { tjDestroy(decoder) }
        var (sampling, space): (Int32, Int32) = (0, 0)
        let (count, format) = (UInt(jpeg.count), Int32(TJPF_RGB.rawValue))
        guard tjDecompressHeader3(decoder, jpeg, count, &width, &height, &sampling, &space) == 0 else { return nil }
        points = [UInt8](repeating: 0, count: Int(width * height * 3))
        guard tjDecompress2(decoder, jpeg, count, &points, width, 0, height, format, 0) == 0 else { return nil }
    }
}

@Suite("Drawn pictures") struct DrawnPicturesTests {
    private func scene(_ plate: String, lane: Int = 1, at: Int64 = 1_795_000_000_000) throws -> Scene {
        let truck = SeenVehicle(
            plate: plate,
            colour: .yellow,
            trailerPlate: "豫A1234挂",
            form: .articulated,
            spacings: [nil, 3_300, 1_350, 7_000, 1_310, 1_310].map { $0.map { Millimetres($0) } },
            dimensions: nil
        )
        return Scene(
            truck,
            views: [.front, .rear, .side, .panorama],
            at: Instant(millisecondsSince1970: at),
            place: "新郑市新村镇非现场检测点",
            station: try #require(Name("410184-07")),
            lane: try #require(Lane(lane)),
            direction: .up,
            speed: nil
        )
    }

    private func picture(_ scene: Scene, _ view: View) throws -> [UInt8] {
        try #require(DrawnPictures().picture(of: scene, from: view))
    }

    @Test("each view is a whole JPEG of 960 × 540, and no two are the same", arguments: [nil, "豫A88888"])
    func views(_ plate: String?) throws {
        let scene = try scene(plate ?? "")
        let pictures = try scene.views.map { try picture(scene, $0) }
        for jpeg in pictures {
            let decoded = try #require(DecodedPicture(jpeg))
            #expect(decoded.width == 960 && decoded.height == 540)
            #expect(Set(decoded.points).count > 100, "a picture, not a surface of one colour")
            #expect(DecodedPicture(Array(jpeg.dropLast(jpeg.count / 2))) == nil, "a half one is none")
        }
        #expect(Set(pictures).count == scene.views.count)
    }

    @Test("the same scene is the same bytes; plate, lane and time are in the picture")
    func repeats() throws {
        let first = try picture(try scene("豫A88888"), .front)
        #expect(try picture(try scene("豫A88888"), .front) == first)
        #expect(try picture(try scene("豫A88889"), .front) != first)
        #expect(try picture(try scene("豫A88888", lane: 2), .front) != first)
        #expect(try picture(try scene("豫A88888", at: 1_795_000_001_000), .front) != first)
    }

    @Test("a vehicle of twenty axles and a plate of many characters stay within their picture")
    func extremes() throws {
        let truck = SeenVehicle(
            plate: String(repeating: "豫", count: 40),
            colour: .blue,
            trailerPlate: nil,
            form: .unknown,
            spacings: [nil] + Array(repeating: Millimetres(20_000), count: 19),
            dimensions: nil
        )
        let plain = try scene("豫A88888")
        let scene = Scene(
            truck,
            views: plain.views,
            at: plain.at,
            place: String(repeating: "很长的站名", count: 30),
            station: plain.station,
            lane: plain.lane,
            direction: .down,
            speed: nil
        )
        for view in scene.views { #expect(DecodedPicture(try picture(scene, view)) != nil) }
    }
}
