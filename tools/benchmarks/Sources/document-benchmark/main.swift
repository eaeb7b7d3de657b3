// One document as PDF: the weighing sheet of cases that a daemon has opened, with their pictures.
//   document-benchmark DATA_DIR
// Prints p50 and p99 in ms, from the case as read to the bytes of the PDF.

import CaseStore
import Documents
import Evidence
import Foundation
import MadeUpRoad
import Readings

guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("usage: document-benchmark DATA_DIR\n".utf8))
    exit(2)
}
let directory = CommandLine.arguments[1]
let reader = try CaseReader(directory: directory)
let media = MediaStore(dataDirectory: directory)

func picture(_ digest: String) throws -> [UInt8]? {
    guard let digest = SHA256Digest(digest) else { return nil }
    let reader = try media.open(digest)
    var bytes: [UInt8] = []
    while let piece = try reader.next() { bytes += piece }
    return bytes
}

var times: [Duration] = []
var bytes = 0
for summary in try reader.list() {
    guard let dossier = try reader.find(summary.id), dossier.media.contains(where: { $0.state == .stored }) else {
        continue
    }
    let begin = ContinuousClock.now
    let documents = try CaseDocuments.make(dossier, seesPersonalData: true, media: picture)
    // Others than the weighing sheet come on top only of cases that need them.
    guard documents.count == 1 else { continue }
    times.append(.now - begin)
    bytes += documents[0].bytes.count
    if times.count == 500 { break }
}
guard times.count >= 20 else {
    FileHandle.standardError.write(Data("document-benchmark: only \(times.count) cases with pictures\n".utf8))
    exit(1)
}
print("\(times.count) \(bytes / times.count / 1_000) \(Percentiles(Array(times.dropFirst(5))))")
