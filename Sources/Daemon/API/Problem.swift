import Foundation
import HTTPTypes
import Hummingbird
public import Registry

/// Why a request was refused, as RFC 9457 has it: what every error of the API answers.
struct Problem: Error {
    /// What kind of problem it is, `no-role`; `type` is `urn:zhichao:problem:` and this.
    var kind: String
    var status: HTTPResponse.Status
    /// The kind in words.
    var title: BilingualText
    /// What was wrong this time, where, and what to do.
    var detail: BilingualText
    /// An import that was refused: what it would have come to.
    var report: ImportReport?
    /// Parts of a body that are missing or wrong.
    var faults: [PartFault]?
    /// What goes with it: `Retry-After`, `WWW-Authenticate`, `Allow`.
    var headers: HTTPFields = [:]

    init(
        _ kind: String,
        _ status: HTTPResponse.Status,
        title: BilingualText,
        detail: BilingualText,
        report: ImportReport? = nil
    ) {
        self.kind = kind
        self.status = status
        self.title = title
        self.detail = detail
        self.report = report
    }
}

/// A problem as it goes over the wire (`application/problem+json`), in the language that was asked for.
public struct ProblemDetails: Codable, Sendable {
    /// What stands before the kind in `type`.
    public static let typePrefix = "urn:zhichao:problem:"

    /// The kind, as a URN.
    public var type: String
    /// The kind in words.
    public var title: String
    /// The HTTP status.
    public var status: Int
    /// What was wrong this time, where, and what to do.
    public var detail: String
    /// An import that was refused: what it would have come to. An extension of RFC 9457's members.
    public var report: ImportReport?
    /// Parts of a body that are missing or wrong. An extension of RFC 9457's members.
    public var errors: [PartFault]?

    /// The kind of problem, `no-role`.
    public var kind: String { String(type.trimmingPrefix(ProblemDetails.typePrefix)) }
}

extension Problem: HTTPResponseError {
    func response(from request: Request, context: some RequestContext) throws -> Response {
        let language = WireLanguage(request)
        let details = ProblemDetails(
            type: ProblemDetails.typePrefix + kind,
            title: language.text(title),
            status: status.code,
            detail: language.text(detail),
            report: report,
            errors: faults
        )
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        return Response(
            status: status,
            headers: headers,
            body: .init(byteBuffer: try ByteBuffer(json: details))
        )
    }
}

/// The language of an answer's words: English where the client prefers it (`Accept-Language`), else Chinese.
enum WireLanguage: String {
    case zh, en

    init(_ request: Request) {
        let wanted = request.headers[.acceptLanguage]?.lowercased() ?? ""
        self = wanted.hasPrefix("en") ? .en : .zh
    }

    func text(_ text: BilingualText) -> String { self == .zh ? text.zh : text.en }
}

extension ByteBuffer {
    /// A value as JSON; equal values give equal bytes.
    init(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.init(bytes: try encoder.encode(value))
    }
}
