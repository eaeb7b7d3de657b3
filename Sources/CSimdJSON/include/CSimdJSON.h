// A C border around simdjson's DOM parser: bytes in, tape out. Swift reads the tape itself.
//
// The tape is simdjson's documented format (doc/tape.md): 64-bit words of an 8-bit type and a 56-bit payload.
// Nothing throws across this border. Only memory that runs out at creation ends the process, as it does in Swift.

#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CSIMDJSON_NOEXCEPT noexcept
extern "C" {
#else
#define CSIMDJSON_NOEXCEPT
#endif

/// A parser with its buffers. It belongs to one thread at a time.
typedef struct csimdjson_parser csimdjson_parser;

/// What became of a document.
typedef enum csimdjson_status {
    CSIMDJSON_OK = 0,
    /// Longer than the parser's capacity.
    CSIMDJSON_TOO_LONG,
    /// Nested deeper than the parser's maximum.
    CSIMDJSON_TOO_DEEP,
    /// Not UTF-8.
    CSIMDJSON_NOT_UTF8,
    /// No token at all.
    CSIMDJSON_EMPTY,
    /// A number that is malformed, or fits neither 64 bits nor a double.
    CSIMDJSON_NUMBER,
    /// Anything else that is no JSON.
    CSIMDJSON_NOT_JSON
} csimdjson_status;

/// A parsed document, or why there is none. The pointers are valid until the parser's next document.
typedef struct csimdjson_document {
    /// Word 0 is the root; null unless `status` is `CSIMDJSON_OK`.
    const uint64_t *_Nullable tape;
    /// Number of words, the closing root word included.
    size_t tape_length;
    /// Strings: a 4-byte length in native order, the bytes, a zero byte.
    const uint8_t *_Nullable strings;
    csimdjson_status status;
    /// simdjson's own code, for `csimdjson_error_name`.
    int32_t code;
} csimdjson_document;

/// Makes a parser for documents of at most `capacity` bytes and `max_depth` nested arrays and objects (an empty
/// one at the bottom is not counted). All memory is taken here.
csimdjson_parser *_Nonnull csimdjson_parser_new(size_t capacity, size_t max_depth) CSIMDJSON_NOEXCEPT;

/// Frees a parser and its last document.
void csimdjson_parser_free(csimdjson_parser *_Nonnull parser) CSIMDJSON_NOEXCEPT;

/// Parses one document. The bytes are copied: they need no padding and may go away afterwards.
csimdjson_document csimdjson_parse(csimdjson_parser *_Nonnull parser, const void *_Nullable bytes, size_t length)
    CSIMDJSON_NOEXCEPT;

/// simdjson's words for an error code; a string that lives for ever.
const char *_Nonnull csimdjson_error_name(int32_t code) CSIMDJSON_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
