// The floor of every verdict: one durable row, committed on the same disk as the daemon's journal.
//   commit-floor DIRECTORY
// Prints p50, p99 and p99.9 in µs.

import Foundation
import GRDB
import MadeUpRoad
import Storage

guard CommandLine.arguments.count == 2 else {
    FileHandle.standardError.write(Data("usage: commit-floor DIRECTORY\n".utf8))
    exit(2)
}

var migrator = DatabaseMigrator()
migrator.registerMigration("1") { try $0.execute(sql: "CREATE TABLE raw (id INTEGER PRIMARY KEY, payload BLOB)") }
let queue = try StoreFile.openForWriting(
    path: CommandLine.arguments[1] + "/floor.sqlite",
    schema: StoreFile.Schema(applicationID: 1, migrator: migrator)
)
var commits: [Duration] = []
for _ in 0..<4_000 {
    let begin = ContinuousClock.now
    try queue.write { try $0.execute(sql: "INSERT INTO raw (payload) VALUES (zeroblob(600))") }
    commits.append(.now - begin)
}
print(Percentiles(commits))
