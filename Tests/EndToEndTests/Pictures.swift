import Evidence
import Foundation
import Readings
import TestSupport
import Testing

/// A front and a rear picture that test cases rest on, without which no off-site case is confirmed (行政处罚法 Art. 41).
///
/// All cases show the same two. Their files lie in the daemon's store beforehand, as where another case has shown them before:
/// the daemon finds them itself, checks them and tells the case.
enum Pictures {
    private static let files: [(view: View, bytes: [UInt8])] = [
        (.front, Array("a picture of the front".utf8)), (.rear, Array("a picture of the rear".utf8)),
    ]

    /// What a camera's message says of them.
    static var media: [Medium] {
        files.map {
            Medium(sha256: SHA256Digest(of: $0.bytes), type: "image/jpeg", bytes: $0.bytes.count, view: $0.view)
        }
    }

    /// Puts their files where the daemon keeps evidence.
    static func put(into daemon: RunningDaemon) throws {
        let store = MediaStore(dataDirectory: daemon.directory.path + "/data")
        for file in files {
            try store.store(file.bytes, as: SHA256Digest(of: file.bytes), length: file.bytes.count)
        }
    }
}

extension RunningDaemon {
    /// Waits until so many pictures of cases are stored, and the cases say so.
    @discardableResult
    func waitForPictures(_ count: Int) throws -> Status { try status { $0.media["stored"] == count } }
}
