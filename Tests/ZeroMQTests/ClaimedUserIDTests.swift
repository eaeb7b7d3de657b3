import Foundation
import Testing
import ZeroMQ

/// Why a User-Id is worth nothing on a plain socket: a peer may claim any in its handshake.
@Suite struct ClaimedUserIDTests {
    private let claimed: CurvePublicKey

    init() throws {
        claimed = try CurveKeyPair.generate().publicKey
    }

    @Test func onAPlainSocketItIsAClaim() throws {
        let receiver = try Socket(.router, in: Context())
        let peer = try connect(to: receiver.bind(anyPort))
        defer { close(peer) }
        var scratch = Message()
        let message = try receiver.receiveMultipart(through: &scratch, framesMax: 2, wait: .milliseconds(60_000))
        #expect(message?.frames.last == Array("x".utf8))
        #expect(scratch.userID == claimed.userID)
    }

    @Test func withoutOneThereIsNone() throws {
        let context = try Context()
        let receiver = try Socket(.router, in: context)
        let peer = try Gate.connect(to: receiver.bind(anyPort), nil, sending: "x")
        var scratch = Message()
        try #require(try receiver.receive(into: &scratch, wait: .milliseconds(60_000)))
        #expect(scratch.userID == nil)
        peer.close()
    }

    /// A DEALER written by hand (ZMTP 3.0, NULL): greeting, READY and one message, each after a part of the other end's,
    /// since libzmq closes on one who sends all at once.
    private func connect(to endpoint: String) throws -> Int32 {
        let port = try #require(endpoint.split(separator: ":").last.flatMap { UInt16($0) })
        let peer = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafeBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                Glibc.connect(peer, $0.baseAddress, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0)
        for part in handshake {
            var answer = [UInt8](repeating: 0, count: 1_024)
            try #require(read(peer, &answer, answer.count) > 0)
            try #require(write(peer, part, part.count) == part.count)
        }
        return peer
    }

    private var handshake: [[UInt8]] {
        func property(_ name: String, _ value: String) -> [UInt8] {
            [UInt8(name.utf8.count)] + name.utf8 + [0, 0, 0, UInt8(value.utf8.count)] + value.utf8
        }
        let signature: [UInt8] = [0xFF] + [UInt8](repeating: 0, count: 8) + [0x7F]
        let mechanism = Array("NULL".utf8) + [UInt8](repeating: 0, count: 16 + 1 + 31)
        let ready =
            [5] + Array("READY".utf8) + property("Socket-Type", "DEALER")
            + property("User-Id", claimed.description)
        return [signature, [3, 0] + mechanism, [4, UInt8(ready.count)] + ready + [0, 1] + Array("x".utf8)]
    }
}
