import FeedContract
import Readings
import StationFeed
import TestSupport
import Testing

@Suite("Epoch and number written into a payload") struct PayloadIdentityTests {
    private let id = ReadingID(source: Given.source("S1/wim-1"), epoch: 9, seq: 12)

    @Test(
        "only the two members change",
        arguments: [
            (#"{"epoch":1,"seq":2}"#, #"{"epoch":9,"seq":12}"#),
            (#"{"seq":2,"epoch":1}"#, #"{"seq":12,"epoch":9}"#),
            (
                #" { "a" : "}\",\"seq\":1" , "epoch" : null , "b":[{"seq":3}]}"#,
                #" { "a" : "}\",\"seq\":1" , "epoch" : 9 , "b":[{"seq":3}],"seq":12}"#
            ),
            ("{}\n", "{\"epoch\":9,\"seq\":12}\n"),
            (#"{"a":{"epoch":1}}"#, #"{"a":{"epoch":1},"epoch":9,"seq":12}"#),
            (#"{"epoch":[1,{"x":"]"}],"seq":"2"}"#, #"{"epoch":9,"seq":12}"#),
        ]
    )
    func rewrites(payload: String, expected: String) {
        let written = PayloadIdentity.write(id, into: Array(payload.utf8))
        #expect(written.map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test(
        "what is no object is left to others",
        arguments: ["", "[1]", "{", #"{"a""#, #"{"a":1"#, #"{"a":}"#, #"{"a":"x}"#]
    )
    func noObject(payload: String) {
        #expect(PayloadIdentity.write(id, into: Array(payload.utf8)) == nil)
    }

    @Test("a reading of the encoder's becomes the reading with the other identity")
    func encoded() {
        let reading = Given.weighing(seq: 3)
        var renumbered = reading
        renumbered.header.id = ReadingID(source: reading.header.id.source, epoch: 9, seq: 12)
        let written = PayloadIdentity.write(id, into: MessageEncoder.payload(of: reading))
        #expect(written == MessageEncoder.payload(of: renumbered))
    }
}
