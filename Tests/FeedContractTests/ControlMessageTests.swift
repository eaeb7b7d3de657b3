import FeedContract
import Readings
import Testing
import Units

@Suite("Messages of the control channel")
struct ControlMessageTests {
    private func messages() throws -> [ControlMessage] {
        let source = try #require(Source("410184-07/wim-1"))
        let digest = try #require(SHA256Digest(String(repeating: "ab", count: 32)))
        let now = Instant(millisecondsSince1970: 1_795_570_530_123)
        return [
            .hello(.init(source: source, epoch: 7, first: 3, next: 9, now: now, instance: ReadingID.greatest)),
            .have(.init(source: source, epoch: 0, through: 0)),
            .replay(.init(source: source, epoch: 7, seqs: 4...1_003)),
            .lost(.init(source: source, epoch: 7, seqs: 4...4)),
            .data(.init(id: ReadingID(source: source, epoch: 7, seq: 1), topic: [1, 0, 255], payload: [])),
            .error(ControlError(.staleEpoch, "too old, \"so\" 太旧", source: source, epoch: 3, newest: 9)),
            .error(ControlError(.malformed, "no source")),
            .fetch(.init(source: source, sha256: digest)),
            .gone(.init(source: source, sha256: digest)),
            .medium(.init(source: source, sha256: digest), bytes: [0xFF, 0xD8, 0]),
        ]
    }

    @Test("read back what they write")
    func roundTrip() throws {
        for message in try messages() { #expect(try ControlDecoder().decode(message.frames) == message) }
    }

    @Test(
        "name what is wrong, and whose it is",
        arguments: [
            ([], "the first frame must be one of HELLO", false),
            (["HELO", "{}"], "the first frame must be one of HELLO", false),
            (["HAVE"], "HAVE has 2 frames, but this one 1", false),
            (["DATA", "{}", "topic"], "DATA has 4 frames, but this one 3", false),
            (["HAVE", "[]"], "must be a JSON object", false),
            (["HAVE", "{"], "HAVE: the payload is not JSON", false),
            (["HAVE", #"{"epoch":1,"through":2}"#], "HAVE /source missing", false),
            (["HAVE", #"{"source":"a/../b","epoch":1,"through":2}"#], "HAVE /source must be", false),
            (["HAVE", #"{"source":"a/b","epoch":-1,"through":2}"#], "HAVE /epoch must be an integer", true),
            (
                ["HAVE", #"{"source":"a/b","epoch":9007199254740992,"through":2}"#], "HAVE /epoch must be an integer",
                true
            ),
            (
                ["HAVE", #"{"source":"a/b","epoch":1,"through":2,"through":3}"#],
                "HAVE /through must not be there twice", true
            ),
            (["REPLAY", #"{"source":"a/b","epoch":1,"from":3,"to":2}"#], "/from must not be greater than /to", true),
            (["LOST", #"{"source":"a/b","epoch":1,"from":0,"to":2}"#], "LOST /from must be an integer from 1", true),
            (
                ["HELLO", #"{"source":"a/b","epoch":1,"first":5,"next":4,"now":"2026-11-23T10:15:30Z","instance":1}"#],
                "/first must not be greater than /next", true
            ),
            (
                ["HELLO", #"{"source":"a/b","epoch":1,"first":1,"next":4,"now":"today","instance":1}"#],
                "HELLO /now must be an RFC 3339 instant", true
            ),
            (["FETCH", #"{"source":"a/b","sha256":"../../etc/passwd"}"#], "FETCH /sha256 must be 64", true),
        ]
    )
    func faults(frames: [String], reason: String, namesSource: Bool) {
        let error = #expect(throws: ControlDecoder.Malformed.self) {
            try ControlDecoder().decode(frames.map { Array($0.utf8) })
        }
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
        #expect((error?.source != nil) == namesSource)
    }

    @Test("pass over members that the contract does not have, and codes of a later version")
    func tolerance() throws {
        let have = #"{"x":{"y":[1]},"source":"a/b","epoch":1,"through":2,"first":"not mine","seq":null}"#
        let read = try ControlDecoder().decode([Array("HAVE".utf8), Array(have.utf8)])
        let source = try #require(Source("a/b"))
        #expect(read == .have(.init(source: source, epoch: 1, through: 2)))
        let error = #"{"code":"tomorrow","message":"m","source":null}"#
        let later = try ControlDecoder().decode([Array("ERROR".utf8), Array(error.utf8)])
        #expect(later == .error(ControlError(nil, "m")))
    }
}
