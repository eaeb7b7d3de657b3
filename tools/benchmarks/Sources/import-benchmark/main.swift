// How long a register of vehicles takes to import, and to look up; beside what SQLite takes for the rows alone.
//   import-benchmark [COUNT]          1 000 000 vehicles unless said; one line in a thousand is bad
//   import-benchmark ceiling COUNT    the rows alone, in a process of its own (so does the first by itself)
// Prints seconds, rows a second and the process's greatest resident memory.

import Foundation
import Readings
import Registry
import Units

let arguments = CommandLine.arguments.dropFirst()
let count = arguments.compactMap { Int($0) }.first ?? 1_000_000
let directory = FileManager.default.temporaryDirectory.appendingPathComponent("import-benchmark-\(getpid())").path
try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: directory) }

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let span = try clock.measure(body)
    return Double(span.components.seconds) + Double(span.components.attoseconds) / 1e18
}

/// A line at once, also into a file, and before what the other process says.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

func report(_ what: String, _ seconds: Double, rows: Int = count) {
    let rate = Int(Double(rows) / seconds)
    say("\(what): \(String(format: "%.2f", seconds)) s, \(rate) rows/s, peak \(peakMegabytes()) MB")
}

/// The greatest resident memory of this process so far.
func peakMegabytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(separator: " ").compactMap { Int($0) }.first.map { $0 / 1_024 } ?? 0
}

if arguments.first == "ceiling" {
    report("ceiling: the same rows and indices, no file", try seconds { try insertAlone(count, in: directory) })
    exit(0)
}

let file = directory + "/vehicles.csv"
try MadeUpVehicles(count: count).write(to: file)

let ceiling = Process()
ceiling.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
ceiling.arguments = ["ceiling", String(count)]
try ceiling.run()
ceiling.waitUntilExit()

let writer = try RegistryWriter(directory: directory)
let options = ImportOptions(
    today: CivilDate(dayNumber: 20_000),
    at: Instant(millisecondsSince1970: 1_728_000_000_000),
    actor: "benchmark"
)

func importFile() throws -> ImportReport {
    let chunks = try FileChunks(path: file)
    return try writer.importCSV(.vehicles, name: "vehicles.csv", options: options, chunks: { try chunks.next() })
}

var first: ImportReport?
// What making the file and waiting took is not the import's.
try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
report("import", try seconds { first = try importFile() })
say("  \(first?.added ?? 0) added, \(first?.rejected ?? 0) rejected, \((first?.bytes ?? 0) / 1_000_000) MB")
var second: ImportReport?
report("the same file again", try seconds { second = try importFile() })
say("  \(second?.unchanged ?? 0) unchanged, \(second?.rejected ?? 0) rejected")

let reader = try RegistryReader(directory: directory)
let vehicles = MadeUpVehicles(count: count)
let lookups = 200_000
let plates = (0..<lookups).map { vehicles.plate($0 &* 7_919 % count) }
var hits = 0
let took = try seconds {
    for plate in plates {
        let record = try reader.plate(plate, colour: .yellow, on: CivilDate(dayNumber: 20_001))
        if record.vehicle != nil { hits += 1 }
    }
}
say("lookup of a plate: \(String(format: "%.2f", took * 1e6 / Double(lookups))) µs, \(hits) of \(lookups) found")
try writer.close()
