import FeedContract
import Readings
import Testing

/// What concerns a message as a whole: topic, size, syntax, duplicate keys, and what is kept of invalid ones.
@Suite struct MessageTests {
    private let weigh = Samples.weigh

    @Test(arguments: [
        "", "weigh", "weigh/410184-07", "weigh/410184-07/", "weigh/410184-07/02", "weigh/410184-07/33", "/410184-07/2",
        "weigh/410184-07/2/", "weigh/410184-07/2 ", "Weigh/410184-07/2", "static/410184-07/2", "weigh//2",
        "weigh/410184-08/2", "weigh/410184-0/2", "weigh/410184-07/3", "weigh/410184-07/0", "weigh/410184-07/222",
    ])
    func rejectsTopics(_ topic: String) {
        let message = invalid(weigh.text, topic: topic)
        #expect(message.faults.map(\.pointer) == [""])
        #expect(message.identity?.seq == 42)
        #expect(message.station?.text == "410184-07")
    }

    @Test func theTopicsKindSelectsTheSchema() {
        let found = pointers(weigh.text, topic: Samples.cameraTopic)
        #expect(found == ["/plate_colour", "/confidence", "/view", "/vehicle_form"])
    }

    @Test func readsAndWritesTopics() throws {
        let topic = try #require(Topic("camera/410184-07/32"))
        #expect(topic.kind == .camera)
        #expect(topic.station.text == "410184-07")
        #expect(topic.lane.number == 32)
        #expect(topic.description == "camera/410184-07/32")
        #expect(Topic("weigh/a b/1") == nil)
        #expect(Topic("weigh/a/+1") == nil)
        #expect(Topic("weigh/\(String(repeating: "a", count: 65))/1") == nil)
    }

    @Test func boundsThePayload() {
        let room = FeedLimits.payloadBytes - weigh.setting("/x", "\"\"").text.utf8.count
        #expect(pointers(weigh.setting("/x", "\"\(String(repeating: "x", count: room))\"").text) == [])
        let message = invalid(weigh.setting("/x", "\"\(String(repeating: "x", count: room + 1))\"").text)
        #expect(message.faults.map(\.description) == ["the payload must have at most 65536 bytes, but has 65537"])
        #expect(message.identity == nil)
        #expect(message.station?.text == "410184-07")
        #expect(pointers(String(repeating: " ", count: 5_000_000)) == [""])
    }

    @Test(arguments: [
        "", " ", "null", "[]", "1", "\"\"", "{", "{}}", "{} {}", "\u{FEFF}{}", "{\"v\":1,}", "{'v':1}", "{\"v\":01}",
        "{\"v\":1e400}", "{\"v\":\"\\ud800\"}", "{\"v\":\"\\q\"}", "{\"v\":\"\u{1}\"}", "{v:1}", "{\"v\":NaN}",
        "{\"x\":123456789012345678901234567890}",
    ])
    func rejectsWhatIsNoObject(_ text: String) {
        let message = invalid(text)
        #expect(message.faults.map(\.pointer) == [""])
        #expect(message.identity == nil)
        #expect(message.station?.text == "410184-07")
    }

    @Test func rejectsWhatIsNotUTF8() {
        let topic = Array(Samples.weighTopic.utf8)
        for bad: [UInt8] in [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xFF], [0xE8, 0xB1], [0xF5, 0x80, 0x80, 0x80]] {
            var payload = Array(weigh.setting("/x", "\"@\"").text.utf8)
            payload.replaceSubrange((payload.count - 3)..<(payload.count - 2), with: bad)
            let decoded = MessageDecoder().decode(topic: topic, payload: payload)
            #expect(decoded == .invalid(InvalidMessage(faults: [notUTF8], station: Name("410184-07"))))
        }
    }

    private let notUTF8 = Fault(pointer: "", reason: "the payload is not UTF-8")

    @Test func rejectsEveryTruncation() {
        let payload = Array(weigh.text.utf8)
        let decoder = MessageDecoder()
        for length in 0..<payload.count {
            let decoded = decoder.decode(topic: Array(Samples.weighTopic.utf8), payload: Array(payload[..<length]))
            guard case .invalid(let message) = decoded else {
                Issue.record("accepted \(length) bytes")
                continue
            }
            #expect(message.faults.map(\.pointer) == [""])
        }
    }

    @Test(arguments: [("[", "]", "1"), ("[", "]", ""), ("{\"a\":", "}", "1"), ("{\"a\":", "}", "{}"), ("[", "]", "{}")])
    func boundsNesting(_ open: String, _ close: String, _ inner: String) {
        let ownLevels = inner == "{}" ? 1 : 0
        func nested(_ levels: Int) -> String {
            let count = levels - 1 - ownLevels
            return weigh.setting(
                "/x",
                String(repeating: open, count: count) + inner + String(repeating: close, count: count)
            ).text
        }
        #expect(pointers(nested(64)) == [])
        #expect(invalid(nested(65)).faults.map(\.description) == ["is nested deeper than 64 levels"])
        #expect(pointers(nested(66)) == [""])
        #expect(pointers(nested(9_000)) == [""])
    }

    @Test func takesUnknownMembers() {
        let text = weigh.setting("/x", #"{"v":1,"y":[{"v":2},{"v":3},[]],"source":{"v":1}}"#).setting([""], to: .null)
            .text
        #expect(pointers(text) == [])
    }

    @Test func takesAnyOrderOfMembers() {
        guard case .members(let members) = weigh else { return }
        #expect(decode(JSONTree.object(members.reversed()).text) == decode(weigh.text))
    }
}

@Suite struct DuplicateKeyTests {
    /// Adds a member to the object at a path, whether or not it has the key.
    private func adding(_ member: String, after key: String) -> String {
        Samples.weigh.text.replacing("\"\(key)\":", with: "\(member),\"\(key)\":", maxReplacements: 1)
    }

    @Test func findsThem() {
        #expect(pointers(adding(#""lane":2"#, after: "at")) == ["/lane"])
        #expect(pointers(adding(#""\u006cane":2"#, after: "at")) == ["/lane"])
        #expect(pointers(adding(#""load_kg":6800"#, after: "load_kg")) == ["/axles/0/load_kg"])
        #expect(pointers(adding(#""name":"王""#, after: "certificate")) == ["/inspection/officers/0/name"])
        #expect(pointers(adding(#""x":0,"y":1,"x":2"#, after: "at")) == ["/x"])
        #expect(pointers(adding(#""x":[0,{"a":{"b/~":0,"b/~":1}}]"#, after: "at")) == ["/x/1/a/b~1~0"])
        #expect(pointers(adding(#""x":{"é":0,"\u00e9":1}"#, after: "at")) == ["/x/é"])
        // Equal as characters, not as keys.
        #expect(pointers(adding(#""x":{"é":0,"e\u0301":1}"#, after: "at")) == [])
        #expect(pointers(adding(#""":0,"":1"#, after: "at")) == ["/"])
    }

    @Test func findsThemAmongMany() {
        let names = (0..<5_000).map { "\"k\($0)\":0" }
        #expect(pointers(adding(names.joined(separator: ","), after: "at")) == [])
        let twice = names + ["\"k77\":1", "\"k4999\":1", "\"k77\":2"]
        #expect(pointers(adding(twice.joined(separator: ","), after: "at")) == ["/k77", "/k4999", "/k77"])
    }

    @Test(.timeLimit(.minutes(60))) func isNotQuadratic() {
        let decoder = MessageDecoder()
        let objects = [
            (0..<7_000).map { "\"\($0)\":0" }, Array(repeating: "\"\":0", count: 12_000),
            ["\"media\":[" + Array(repeating: "{}", count: 21_000).joined(separator: ",") + "]"],
        ]
        for members in objects {
            let payload = Array(("{" + members.joined(separator: ",") + "}").utf8)
            #expect(payload.count <= FeedLimits.payloadBytes)
            for _ in 0..<20 {
                guard case .invalid = decoder.decode(topic: Array(Samples.cameraTopic.utf8), payload: payload) else {
                    Issue.record("accepted")
                    return
                }
            }
        }
    }

    @Test func aRepeatedIdentityIsNone() {
        let message = invalid(adding(#""seq":43"#, after: "at"))
        #expect(message.faults.map(\.pointer) == ["/seq"])
        #expect(message.identity == nil)
        #expect(message.station?.text == "410184-07")
        let source = invalid(adding(#""source":"other/a""#, after: "seq"), topic: "weigh/topical/2")
        #expect(source.station?.text == "topical")
    }

    @Test func keepsPointersShort() {
        let key = String(repeating: "k", count: 600)
        #expect(pointers(adding(#""x":{"\#(key)":{"a":0,"a":1}}"#, after: "at")) == ["/x"])
    }
}

@Suite struct InvalidMessageTests {
    @Test func reportsAllFaultsInOrder() {
        let text = Samples.weigh.setting("/v", "2").setting("/speed_kmh", "-1").setting("/axles/1/load_kg", "\"\"")
            .setting("/axles/2/spacing_mm", nil).setting("/kind", nil).setting("/inspection/driver", "1").text
        let found = pointers(text, topic: "weigh/410184-07/3")
        let expected = [
            "/v", "/speed_kmh", "/axles/1/load_kg", "/axles/2/spacing_mm", "/inspection/driver", "/kind", "",
        ]
        #expect(found == expected)
    }

    @Test func boundsTheFaults() {
        let flags = "[" + Array(repeating: "0", count: 40).joined(separator: ",") + "]"
        let found = pointers(Samples.weigh.setting("/quality", flags).text)
        #expect(found == (0..<FeedLimits.faults).map { "/quality/\($0)" })
    }

    @Test func keepsIdentityAndLane() throws {
        let message = invalid(Samples.weigh.setting("/v", "2").setting("/gross_kg", "-1").text)
        let source = try #require(Source("410184-07/wim-2"))
        #expect(message.identity == ReadingID(source: source, epoch: 1_795_400_130_123, seq: 42))
        #expect(message.station == source.station)
        #expect(message.lane == Lane(2))
    }

    @Test(arguments: ["/source", "/epoch", "/seq"])
    func hasNoIdentityWithout(_ pointer: String) {
        let message = invalid(Samples.weigh.setting(pointer, "null").text)
        #expect(message.identity == nil)
        #expect(message.station?.text == "410184-07")
        #expect(message.lane == Lane(2))
    }

    @Test func hasNoStationWithoutEither() {
        let text = Samples.weigh.setting("/source", "1").setting("/lane", "99").text
        let message = invalid(text, topic: "weigh")
        #expect(message.station == nil)
        #expect(message.lane == nil)
    }

    @Test func leavesNothingBehind() {
        let decoder = MessageDecoder()
        let (topic, good) = (Array(Samples.weighTopic.utf8), Array(Samples.weigh.text.utf8))
        let expected = decode(Samples.weigh.text)
        for bad in ["", "{\"x\":1,\"x\":2}", "{\"a\":{\"x\":1,\"y\":2", Samples.weigh.setting("/v", "0").text] {
            _ = decoder.decode(topic: topic, payload: Array(bad.utf8))
            #expect(decoder.decode(topic: topic, payload: good) == expected)
        }
    }
}
