import Testing

@testable import ZeroMQ

@Suite struct ZAPRequestTests {
    private static let key = [UInt8](1...32)

    private static func frames(version: String = "1.0", mechanism: String = "CURVE", credentials: [[UInt8]] = [key])
        -> [[UInt8]]
    {
        [version, "1", "data", "10.0.0.7", "", mechanism].map { Array($0.utf8) } + credentials
    }

    @Test func aRequestIsRead() throws {
        let request = try #require(ZAPRequest(ZAPRequestTests.frames()[...]))
        #expect(request.domain == "data" && request.address == "10.0.0.7" && request.mechanism == "CURVE")
        #expect(request.key == CurvePublicKey(bytes: ZAPRequestTests.key))
        let key = try #require(request.key)
        let answer = request.frames(of: .admitted(key)).map { String(decoding: $0, as: UTF8.self) }
        #expect(answer == ["1.0", "1", "200", "OK", key.description, ""])
    }

    /// What cannot be an honest key is no key; what is no request is not answered.
    @Test func whatIsNoRequest() {
        for credentials in [[], [[1, 2]], [ZAPRequestTests.key, ZAPRequestTests.key]] as [[[UInt8]]] {
            let request = ZAPRequest(ZAPRequestTests.frames(credentials: credentials)[...])
            #expect(request != nil && request?.key == nil)
        }
        #expect(ZAPRequest(ZAPRequestTests.frames(mechanism: "PLAIN")[...])?.key == nil)
        #expect(ZAPRequest(ZAPRequestTests.frames(version: "2.0")[...]) == nil)
        #expect(ZAPRequest([]) == nil)
        #expect(ZAPRequest(ZAPRequestTests.frames()[..<5]) == nil)
    }
}
