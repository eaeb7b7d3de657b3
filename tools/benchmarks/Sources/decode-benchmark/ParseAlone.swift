import CSimdJSON

/// simdjson's parse through the shim, without reading the tape.
final class ParseAlone {
    private let parser = csimdjson_parser_new(65_536, 64)

    deinit {
        csimdjson_parser_free(parser)
    }

    func run(_ payload: [UInt8], count: Int) {
        payload.withUnsafeBytes { payload in
            for _ in 0..<count {
                precondition(csimdjson_parse(parser, payload.baseAddress, payload.count).status == CSIMDJSON_OK)
            }
        }
    }
}
