public import Readings
public import StationFeed
import Units

/// Draws what a roadside camera would have taken of a made-up passage: the vehicle with its plate, and where and when.
public struct DrawnPictures: PictureMaker {
    private static let (width, height) = (960, 540)

    /// Draws.
    public init() {}

    /// A JPEG picture of 960 × 540; `nil` where there is no memory for it.
    public func picture(of scene: Scene, from view: View) -> [UInt8]? {
        guard let pen = Pen(width: DrawnPictures.width, height: DrawnPictures.height) else { return nil }
        let whole = Box(0, 0, Double(DrawnPictures.width), Double(DrawnPictures.height))
        let ground = whole.height - 74
        drawRoad(pen, whole, ground)
        let field = Box(30, 60, whole.width - 60, ground - 60)
        switch view {
        case .side, .panorama:
            SideView(vehicle: scene.vehicle, pen: pen, ground: ground, field: field).draw()
            if view == .side, !scene.vehicle.plate.isEmpty {
                // What the recogniser has read stands in the corner: from the side no plate is seen.
                PlateDrawing.draw(
                    scene.vehicle.plate,
                    scene.vehicle.colour,
                    in: Box(whole.right - 182, 58, 150, 46),
                    on: pen
                )
            }
        case .front, .rear:
            EndView(vehicle: scene.vehicle, isRear: view == .rear, pen: pen, ground: ground, field: field).draw()
        }
        drawWords(scene, view, pen, whole)
        return JPEG.encode(pen)
    }

    private func drawRoad(_ pen: Pen, _ whole: Box, _ ground: Double) {
        pen.fill(Box(0, 0, whole.width, ground - 60), from: Colour(0x9F_BC_D6), to: Colour(0xDF_E6_EA))
        pen.fill(Box(0, ground - 60, whole.width, 60), Colour(0x86_94_72))
        pen.fill(Box(0, ground - 6, whole.width, whole.height - ground + 6), Colour(0x5B_5D_60))
        for place in stride(from: 20.0, to: whole.width, by: 120) {
            pen.fill(Box(place, ground + 26, 64, 5), Colour(0xE8_E4_D0))
        }
    }

    private func drawWords(_ scene: Scene, _ view: View, _ pen: Pen, _ whole: Box) {
        let light = Colour(0xFF_FF_FF)
        pen.fill(Box(0, 0, whole.width, 44), Colour(0x14_1A_20))
        pen.write(
            "\(scene.place)（\(scene.station)）　第 \(scene.lane) 车道　\(view.chinese)",
            in: Box(16, 0, 600, 44),
            size: 22,
            light,
            isLeft: true
        )
        pen.write(scene.at.chinaText, in: Box(whole.right - 330, 0, 314, 44), size: 22, light)
        pen.fill(Box(0, whole.height - 34, whole.width, 34), Colour(0x14_1A_20))
        let speed = scene.speed.map { "　车速 \($0.rawValue / 1_000) km/h" } ?? ""
        pen.write(
            "治超非现场检测　轴数 \(scene.vehicle.axles.count)\(speed)　模拟图像，非真实车辆",
            in: Box(16, whole.height - 34, whole.width - 32, 34),
            size: 18,
            light,
            isLeft: true
        )
    }
}

extension View {
    fileprivate var chinese: String {
        switch self {
        case .front: "正面"
        case .rear: "尾部"
        case .side: "侧面"
        case .panorama: "全景"
        }
    }
}

extension Instant {
    /// `2026-11-23 10:15:30.123`, at UTC+8.
    fileprivate var chinaText: String {
        String(description.prefix(23).map { $0 == "T" ? " " : $0 })
    }
}
