import Readings

/// Things that no camera ever took.
enum MadeUp {
    private static let hexadecimal = Array("0123456789abcdef".utf8)

    /// A picture of which there is nothing but the digest.
    static func medium(_ view: View, _ random: inout SplitMix64) -> Medium? {
        digest(&random).map {
            Medium(sha256: $0, type: "image/jpeg", bytes: random.within(90_000...420_000), view: view)
        }
    }

    /// Written as digits first, since that is how a digest is made; without allocating, since there is one a message.
    private static func digest(_ random: inout SplitMix64) -> SHA256Digest? {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { digits in
            var bits: UInt64 = 0
            for place in 0..<64 {
                if place % 16 == 0 { bits = random.next() }
                digits[place] = hexadecimal[Int(bits & 0xF)]
                bits >>= 4
            }
            return SHA256Digest(hexDigits: UnsafeRawBufferPointer(digits))
        }
    }
}
