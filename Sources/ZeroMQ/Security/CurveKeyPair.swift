import CZeroMQ

/// A secret key with the public key that belongs to it.
public struct CurveKeyPair: Equatable, Sendable {
    /// What its owner keeps.
    public let secretKey: CurveSecretKey
    /// What others know its owner by.
    public let publicKey: CurvePublicKey

    /// Derives the public key.
    ///
    /// - Throws: `ENOTSUP` when libzmq was built without CURVE.
    public init(_ secretKey: CurveSecretKey) throws(ZeroMQError) {
        self.secretKey = secretKey
        publicKey = try secretKey.publicKey()
    }

    /// Makes a new pair from the system's random numbers.
    ///
    /// - Throws: `ENOTSUP` when libzmq was built without CURVE.
    public static func generate() throws(ZeroMQError) -> CurveKeyPair {
        var status: Int32 = -1
        let secretKey = Z85.withCapacity { secretText in
            Z85.withCapacity { publicText -> CurveSecretKey? in
                status = zmq_curve_keypair(publicText.baseAddress, secretText.baseAddress)
                return CurveSecretKey(
                    text: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(secretText).dropLast())
                )
            }
        }
        guard status == 0, let secretKey = secretKey ?? nil else { throw .last("make a key pair") }
        return try CurveKeyPair(secretKey)
    }
}
