#include "CSimdJSON.h"

#include <simdjson.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

using simdjson::dom::parser;

struct csimdjson_parser {
    parser dom;
    size_t capacity;
    /// simdjson reads past the end of its input, so each document is copied to where that is harmless.
    std::unique_ptr<uint8_t[]> padded;

    csimdjson_parser(size_t bytes) : dom(bytes), capacity(bytes), padded(new uint8_t[bytes + simdjson::SIMDJSON_PADDING]) {}
};

namespace {

csimdjson_status status_of(simdjson::error_code code) noexcept {
    switch (code) {
    case simdjson::SUCCESS: return CSIMDJSON_OK;
    case simdjson::CAPACITY: return CSIMDJSON_TOO_LONG;
    case simdjson::DEPTH_ERROR: return CSIMDJSON_TOO_DEEP;
    case simdjson::UTF8_ERROR: return CSIMDJSON_NOT_UTF8;
    case simdjson::EMPTY: return CSIMDJSON_EMPTY;
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE: return CSIMDJSON_NUMBER;
    default: return CSIMDJSON_NOT_JSON;
    }
}

csimdjson_document refused(simdjson::error_code code) noexcept {
    return {nullptr, 0, nullptr, status_of(code), static_cast<int32_t>(code)};
}

}  // namespace

// `noexcept` turns the one possible exception, bad_alloc, into the end of the process.
extern "C" csimdjson_parser *csimdjson_parser_new(size_t capacity, size_t max_depth) noexcept {
    auto *made = new csimdjson_parser(capacity);
    // simdjson refuses the document when its depth reaches the maximum, hence the 1. The document's buffers are
    // taken by the first parse if not here.
    if (made->dom.allocate(capacity, max_depth + 1) || made->dom.doc.allocate(capacity)) {
        std::abort();
    }
    return made;
}

extern "C" void csimdjson_parser_free(csimdjson_parser *parser) noexcept { delete parser; }

extern "C" csimdjson_document csimdjson_parse(csimdjson_parser *parser, const void *bytes, size_t length) noexcept {
    if (length > parser->capacity) {
        return refused(simdjson::CAPACITY);
    }
    if (length == 0) {
        return refused(simdjson::EMPTY);
    }
    uint8_t *padded = parser->padded.get();
    std::memcpy(padded, bytes, length);
    std::memset(padded + length, 0, simdjson::SIMDJSON_PADDING);
    simdjson::dom::element root;
    auto code = parser->dom.parse(padded, length, false).get(root);
    if (code) {
        return refused(code);
    }
    const uint64_t *tape = parser->dom.doc.tape.get();
    const size_t length_of_tape = static_cast<size_t>(tape[0] & simdjson::internal::JSON_VALUE_MASK);
    return {tape, length_of_tape, parser->dom.doc.string_buf.get(), CSIMDJSON_OK, 0};
}

extern "C" const char *csimdjson_error_name(int32_t code) noexcept {
    return simdjson::error_message(static_cast<simdjson::error_code>(code));
}
