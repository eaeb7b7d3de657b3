import CaseStore
import Readings
import Typesetting

/// The pictures that the law asks for side by side: front, and rear or side. What is missing is visibly missing.
struct PictureRow {
    static let height = 56.0.mm

    let dossier: CaseDossier
    /// A stored picture's bytes by its digest.
    let media: (String) throws -> [UInt8]?

    func put(into flow: PageFlow) throws {
        let own = dossier.media.filter { $0.passage == dossier.summary.passage }
        let front = choose(own, [.front])
        let other = choose(own, [.rear, .side])
        let places = [try place(front, "正面照片"), try place(other, "尾部或侧面照片")]
        flow.figure(height: PictureRow.height) { canvas, box in
            for (index, place) in places.enumerated() {
                let half = box.width / 2
                let area = Box(
                    x: box.x + Double(index) * half + 1.5.mm,
                    y: box.y + 1.5.mm,
                    width: half - 3.0.mm,
                    height: box.height - 11.0.mm
                )
                if let picture = place.picture {
                    try canvas.draw(picture, in: area)
                } else {
                    canvas.frame(area, dash: [3, 3])
                    let words = try Paragraph("缺", TextStyle(.song, 26, .centre), width: area.width, on: canvas)
                    words.draw(at: Point(area.x, area.y + (area.height - words.height) / 2))
                }
                try Paragraph(place.caption, TextStyle(.song, 8, .centre), width: area.width, on: canvas)
                    .draw(at: Point(area.x, box.y + box.height - 8.5.mm))
            }
        }
    }

    /// A stored one before others.
    private func choose(_ media: [CaseMedium], _ views: [View]) -> CaseMedium? {
        let fitting = media.filter { views.contains($0.view) }
        return fitting.first { $0.state == .stored } ?? fitting.first
    }

    private func place(_ medium: CaseMedium?, _ name: String) throws -> (picture: Picture?, caption: String) {
        guard let medium else { return (nil, "\(name)：未上传") }
        let digest = "\(medium.sha256)"
        guard medium.state == .stored, let bytes = try media(digest) else {
            return (nil, "\(name)：\(medium.state.chinese)")
        }
        // What a station calls a picture may be none: then its digest stands for it.
        let picture = medium.type == "image/jpeg" ? try? Picture(jpeg: bytes) : nil
        return (picture, "\(name)\(picture == nil ? "（无法显示）" : "")\nSHA-256 \(digest.prefix(32))…")
    }
}
