// Pictures stored as evidence: checked by length and digest, written, made durable, named.
//   media-benchmark DIRECTORY
// Prints MB/s for two sizes, and the ceiling: the same bytes only written and made durable, a file each.

import Evidence
import Foundation
import Readings

guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("usage: media-benchmark DIRECTORY\n".utf8))
    exit(2)
}
let directory = CommandLine.arguments[1]

/// Pictures that no disk can make smaller, the same in each run.
func pictures(_ count: Int, bytes: Int) -> [[UInt8]] {
    var state: UInt64 = 1
    return (0..<count).map { _ in
        var picture = [UInt8](repeating: 0, count: bytes)
        picture.withUnsafeMutableBytes { buffer in
            let words = buffer.bindMemory(to: UInt64.self)
            for index in words.indices {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                words[index] = state
            }
        }
        return picture
    }
}

func megabytesPerSecond(_ pictures: [[UInt8]], _ store: ([UInt8], Int) throws -> Void) rethrows -> Int {
    let begin = ContinuousClock.now
    for (index, picture) in pictures.enumerated() { try store(picture, index) }
    let microseconds = (ContinuousClock.now - begin) / .microseconds(1)
    return Int(Double(pictures.reduce(0) { $0 + $1.count }) / max(1, microseconds))
}

for (count, kilobytes) in [(400, 200), (100, 2_000)] {
    let pictures = pictures(count, bytes: kilobytes * 1_000)
    let store = MediaStore(directory: "\(directory)/evidence-\(kilobytes)")
    try store.prepare()
    let digests = pictures.map { SHA256Digest(of: $0) }
    let stored = try megabytesPerSecond(pictures) { picture, index in
        try store.store(picture, as: digests[index], length: picture.count)
    }
    let plain = try megabytesPerSecond(pictures) { picture, index in
        let path = "\(directory)/plain-\(kilobytes)-\(index)"
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw CocoaError(.fileWriteUnknown) }
        try file.write(contentsOf: picture)
        try file.synchronize()
        try file.close()
    }
    print("pictures of \(kilobytes) kB stored as evidence: \(stored) MB/s: \(plain) MB/s")
}
