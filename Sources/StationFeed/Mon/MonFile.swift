/// A file of vehicles recorded by a weigh-in-motion site, in the fixed-width text that its toolkit writes.
///
/// One vehicle a line; columns counted from 0, half-open: head 0–9 · day 9–11 · month 11–13 · year 13–17 · hour 17–19 ·
/// minute 19–21 · seconds × 1000 21–26 · axles 26–28 · axle groups 28–30 · gross mass kg 30–36 · speed km/h 36–39 ·
/// length mm 39–44 · lane 44 · direction 45 · transverse position mm 46–50 · then for each axle its load in kg and the
/// spacing to the next axle in mm, five characters each. Numbers are padded with spaces at the left.
public struct MonFile: Sendable {
    /// The file, as it was named.
    public let path: String
    /// All of its bytes: what a replay is known by.
    public let bytes: [UInt8]
    /// Its vehicles; the first is that of line 1.
    public let records: [MonRecord]

    /// Reads a file.
    public init(path: String) throws(StationFileError) {
        try self.init(path: path, bytes: StationFile.bytes(ofFileAt: path))
    }

    /// Reads the bytes of a file; the path serves for messages only.
    public init(path: String, bytes: [UInt8]) throws(StationFileError) {
        var records: [MonRecord] = []
        for line in MonFile.lines(of: bytes) {
            do {
                records.append(try MonLine(bytes: line).record())
            } catch {
                let number = records.count + 1
                throw .malformed(path: path, line: number, column: error.column, what: error.what)
            }
        }
        guard !records.isEmpty else { throw .unreadable(path: path, reason: "there is no vehicle in it") }
        self.path = path
        self.bytes = bytes
        self.records = records
    }

    /// The lines without their ends; the last may have none.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }
}
