import Testing

@testable import ZeroMQ

@Suite struct CurveKeyTests {
    /// The pair that the manual page of zmq_curve has.
    private static let publicText = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
    private static let secretText = "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"

    private static func secretKey(_ text: String) -> CurveSecretKey? {
        text.utf8.span.bytes.withUnsafeBytes { CurveSecretKey(text: $0) }
    }

    @Test func aSecretKeyGivesItsPublicKey() throws {
        let secretKey = try #require(CurveKeyTests.secretKey(CurveKeyTests.secretText))
        #expect(try secretKey.publicKey().description == CurveKeyTests.publicText)
        let written = try secretKey.withText { String(decoding: $0, as: UTF8.self) }
        #expect(written == CurveKeyTests.secretText)
    }

    @Test func newPairsDiffer() throws {
        let (first, second) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
        #expect(first.publicKey != second.publicKey && first.secretKey != second.secretKey && first != second)
        #expect(try CurveKeyPair(first.secretKey) == first)
        #expect(CurvePublicKey(first.publicKey.description) == first.publicKey)
        #expect(CurvePublicKey(bytes: first.publicKey.bytes) == first.publicKey)
        let text = first.publicKey.description
        #expect(text.utf8.count == 40 && text.utf8.span.bytes.withUnsafeBytes(UserID.init) == first.publicKey.userID)
    }

    /// By printing, by reflection, or within the options of a socket.
    @Test func aSecretKeyDoesNotShowItself() throws {
        let secretKey = try #require(CurveKeyTests.secretKey(CurveKeyTests.secretText))
        var options = SocketOptions()
        options.curve = .client(try CurveKeyPair(secretKey), server: try secretKey.publicKey())
        var shown = "\(secretKey) \(options) \([secretKey]) \(String(reflecting: secretKey))"
        dump(options, to: &shown)
        #expect(shown.contains("(secret key)") && shown.contains(CurveKeyTests.publicText))
        #expect(!shown.contains(CurveKeyTests.secretText) && !shown.contains("start"))
    }

    @Test(arguments: [
        "", "short", String(repeating: "#", count: 40), String(repeating: "a", count: 39) + "é",
        String(repeating: "a", count: 39) + "\"", String(repeating: "a", count: 39) + "\0", publicText + "x",
        String(repeating: "a", count: 39), publicText + "\0",
    ])
    func noKey(text: String) {
        #expect(CurvePublicKey(text) == nil)
        #expect(CurveKeyTests.secretKey(text) == nil)
    }

    @Test func bytesThatAreNoKey() {
        #expect(CurvePublicKey(bytes: []) == nil)
        #expect(CurvePublicKey(bytes: [UInt8](repeating: 1, count: 33)) == nil)
        #expect(
            CurvePublicKey(bytes: [UInt8](repeating: 0, count: 32))?.description == String(repeating: "0", count: 40)
        )
    }

    @Test func aServerNeedsADomain() throws {
        let pair = try CurveKeyPair.generate()
        var options = SocketOptions()
        for domain in ["", String(repeating: "d", count: 256)] {
            options.curve = .server(pair.secretKey, domain: domain)
            let error = failure { () throws(ZeroMQError) in try options.validate() }
            #expect(error?.operation.contains("ZMQ_ZAP_DOMAIN") == true)
        }
    }
}
