// The ceiling for readings committed a second: a program that only receives two frames and stores the second raw,
// 5 000 rows a transaction, WAL and synchronous FULL, on one thread. No decoding, no pairing, no counting.
//   store-ceiling ENDPOINT DIRECTORY COUNT [KEY_FILE PEER_KEY]
// With keys it is a CURVE server that admits one peer. Prints rows a second, from the first message to the last commit.

import Foundation
import GRDB
import Keys
import Storage
import ZeroMQ

let arguments = CommandLine.arguments
guard [4, 6].contains(arguments.count), let total = Int(arguments[3]) else {
    FileHandle.standardError.write(Data("usage: store-ceiling ENDPOINT DIRECTORY COUNT [KEY_FILE PEER_KEY]\n".utf8))
    exit(2)
}

var migrator = DatabaseMigrator()
migrator.registerMigration("1") { try $0.execute(sql: "CREATE TABLE raw (id INTEGER PRIMARY KEY, payload BLOB)") }
let queue = try StoreFile.openForWriting(
    path: arguments[2] + "/raw.sqlite",
    schema: StoreFile.Schema(applicationID: 1, migrator: migrator)
)

var options = SocketOptions()
options.receiveHighWaterMark = 10_000
let context = try Context()
var door: ZAPHandler?
if arguments.count == 6, let peer = CurvePublicKey(arguments[5]) {
    door = try ZAPHandler(in: context, admitting: ["data": [peer]]) { _ in }
    options.curve = .server(try SecretKeyFile(arguments[4]).read().secretKey, domain: "data")
}
let socket = try Socket(.sub, in: context, options: options)
try socket.subscribe("")
try socket.bind(arguments[1])

var topic = Message()
var payload = Message()
var stored = 0
var start: ContinuousClock.Instant?
while stored < total {
    _ = try socket.poll(timeoutMilliseconds: nil)
    if start == nil { start = .now }
    try queue.write { db in
        var row = try RowStatement(db, sql: "INSERT INTO raw (payload) VALUES (?)")
        var batch = 0
        while batch < 5_000, stored < total, try socket.receive(into: &topic, wait: .no) {
            _ = try socket.receive(into: &payload, wait: .no)
            try payload.withUnsafeBytes {
                row.bind(staticBytes: $0)
                try row.insert()
            }
            stored += 1
            batch += 1
        }
    }
}
if let start {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print(Int(Double(total) / seconds))
}
