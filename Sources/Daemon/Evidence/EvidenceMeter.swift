import Foundation
import Synchronization

/// What became of media since the start, for `/metrics`.
final class EvidenceMeter: Sendable {
    struct Counts {
        var stored = 0
        var bytes = 0
        var wrong = 0
        var failed = 0
    }

    private let state = Mutex(Counts())

    var counts: Counts { state.withLock { $0 } }

    /// A medium was stored.
    func stored(bytes: Int) {
        state.withLock { counts in
            counts.stored += 1
            counts.bytes += bytes
        }
    }

    /// A station has sent something else than it was asked for.
    func countWrong() { state.withLock { $0.wrong += 1 } }

    /// The disk has refused.
    func countFailed() { state.withLock { $0.failed += 1 } }

    /// Writes what it counts.
    func write(to page: inout Exposition) {
        let counts = counts
        page.single("zhichao_media_stored_total", .counter, "Media stored since the start.", Double(counts.stored))
        page.single("zhichao_media_stored_bytes_total", .counter, "Their bytes.", Double(counts.bytes))
        page.single(
            "zhichao_media_wrong_total",
            .counter,
            "Media that came and were not what their digest or length says.",
            Double(counts.wrong)
        )
        page.single(
            "zhichao_media_not_stored_total",
            .counter,
            "Times that the disk has refused a medium.",
            Double(counts.failed)
        )
    }
}

/// A file beside the stores that says why pictures cannot be stored; it is there only as long.
struct EvidenceNotice: Sendable {
    private let url: URL

    init(directory: String) { url = URL(fileURLWithPath: directory + "/evidence.problem") }

    /// A disk that takes no pictures may take no notice, either; the log has it then.
    func write(_ what: String) { try? Data(what.utf8).write(to: url, options: .atomic) }

    func clear() { try? FileManager.default.removeItem(at: url) }

    func read() -> String? { (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) } }
}
