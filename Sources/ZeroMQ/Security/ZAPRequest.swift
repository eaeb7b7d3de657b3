/// A question that libzmq asks the handler of its context (ZeroMQ RFC 27): may this peer come in?
struct ZAPRequest: Equatable {
    /// Frames of a request with one credential, as CURVE has, after the routing id and the empty frame.
    private static let frameCount = 7
    /// Frames of the longest request that is kept.
    static let framesMax = 16

    let requestID: [UInt8]
    let domain: String
    /// The peer's IP address.
    let address: String
    let mechanism: String
    /// The key of a peer that speaks CURVE.
    let key: CurvePublicKey?

    /// Reads the frames after the empty one; nil when it is no request of version 1.0.
    init?(_ frames: ArraySlice<[UInt8]>) {
        let frames = Array(frames)
        guard frames.count >= ZAPRequest.frameCount - 1, frames[0] == Array("1.0".utf8) else { return nil }
        func text(_ place: Int) -> String { String(decoding: frames[place], as: UTF8.self) }
        requestID = frames[1]
        domain = text(2)
        address = text(3)
        mechanism = text(5)
        key =
            mechanism == "CURVE" && frames.count == ZAPRequest.frameCount
            ? CurvePublicKey(bytes: frames[ZAPRequest.frameCount - 1]) : nil
    }

    /// What the handler says.
    enum Answer: Equatable {
        /// Come in; the connection's messages carry the key.
        case admitted(CurvePublicKey)
        /// Not now: the connection is cut when its handshake has timed out, and the peer tries again.
        case notNow
        /// No; libzmq's own client never tries again.
        case no

        var status: (code: String, text: String, userID: String) {
            switch self {
            case .admitted(let key): ("200", "OK", key.description)
            case .notNow: ("300", "this key is not listed", "")
            case .no: ("400", "only CURVE is taken", "")
            }
        }
    }

    /// The frames of an answer, after the empty one.
    func frames(of answer: Answer) -> [[UInt8]] {
        let (code, text, userID) = answer.status
        return [Array("1.0".utf8), requestID] + [code, text, userID, ""].map { Array($0.utf8) }
    }
}
