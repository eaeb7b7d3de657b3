/// CRC-32C (Castagnoli), the checksum of the spool's records: every burst of up to 32 wrong bits is found.
package enum Checksum {
    /// The checksum of some bytes.
    package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var checksum: UInt32 = ~0
        table.withUnsafeBufferPointer { table in
            for byte in bytes {
                checksum = table[Int((checksum ^ UInt32(byte)) & 0xFF)] ^ (checksum >> 8)
            }
        }
        return ~checksum
    }

    /// The remainder of each byte by the reflected polynomial.
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? (rest >> 1) ^ 0x82F6_3B78 : rest >> 1 }
    }
}
