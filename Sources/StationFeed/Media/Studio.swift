import Readings
import Units

/// Takes the pictures of scenes into the keep of a station.
struct Studio {
    private let maker: any PictureMaker
    private let keep: MediaKeep

    /// - Parameter maker: who draws; without one there are no pictures.
    init?(_ maker: (any PictureMaker)?, _ keep: MediaKeep) {
        guard let maker else { return nil }
        (self.maker, self.keep) = (maker, keep)
    }

    /// Draws and keeps the pictures of a message; a picture that cannot be kept is none.
    ///
    /// - Returns: the message that names them.
    func picture(_ message: StationMessage, now: Instant) -> StationMessage {
        guard let scene = message.scene, case .camera(var reading) = message.reading else { return message }
        reading.media = scene.views.compactMap { medium(scene, $0, now) }
        return StationMessage(.camera(reading), intent: message.intent)
    }

    private func medium(_ scene: Scene, _ view: View, _ now: Instant) -> Medium? {
        guard let picture = maker.picture(of: scene, from: view) else { return nil }
        do {
            let digest = try keep.keep(picture, now: now)
            return Medium(sha256: digest, type: "image/jpeg", bytes: picture.count, view: view)
        } catch {
            keep.tell(error, now: now)
            return nil
        }
    }
}
