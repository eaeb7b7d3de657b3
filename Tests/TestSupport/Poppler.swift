import Foundation
import Testing

/// What a program of poppler-utils says of a PDF.
public func poppler(_ program: String, _ pdf: [UInt8], _ after: [String] = []) throws -> String {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/page.pdf"
    try Data(pdf).write(to: URL(filePath: path))
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/\(program)")
    process.arguments = [path] + after
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
}
