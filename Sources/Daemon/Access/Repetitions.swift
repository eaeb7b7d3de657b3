import Access
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Answers a POST that comes again under the same `Idempotency-Key` as the first time, without doing anything.
///
/// What was refused is not kept: it has changed nothing, and may be asked again. A crash between the work and the keeping
/// leaves the key unknown; `If-Match` and the case's state then refuse a second time.
final class Repetitions: Sendable {
    /// Requests under a key that may be under way at once.
    static let underWayMax = 1_000

    private let access: AccessKeeper
    private let underWay = Mutex<Set<String>>([])

    init(access: AccessKeeper) { self.access = access }

    func answer(
        _ request: Request,
        _ context: APIContext,
        with handler: APIRoute.Handler
    ) async throws -> Response {
        guard let key = request.headers[.idempotencyKey] else { return try await handler(request, context) }
        guard (1...100).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw Problem.badKey
        }
        let actor = context.caller?.user ?? "?"
        let name = actor + "\n" + key
        try begin(name)
        defer { underWay.withLock { _ = $0.remove(name) } }
        var request = request
        let body = try await request.collectBody(upTo: context.maxUploadSize)
        let fingerprint = Repetitions.fingerprint(of: request, body)
        let now = SystemClock.now()
        if let kept = try await kept(actor, key) {
            guard kept.fingerprint == fingerprint else { throw Problem.keyReused }
            return Response(kept)
        }
        var response = try await handler(request, context)
        let bytes = BodyCollector()
        try await response.body.write(bytes)
        let data = bytes.data
        response.body = .init(byteBuffer: ByteBuffer(bytes: data))
        let headers = [HTTPField.Name.contentType, .eTag].compactMap { name in
            response.headers[name].map { (name.rawName, $0) }
        }
        let answer = KeptAnswer(
            fingerprint: fingerprint,
            status: response.status.code,
            headers: Dictionary(headers) { $1 },
            body: data
        )
        // It is done: that it could not be kept must not look as if it were not.
        try? await access.run { try $0.keep(answer, actor: actor, key: key, now: now) }
        return response
    }

    private func begin(_ name: String) throws(Problem) {
        let isNew = try underWay.withLock { names throws(Problem) in
            guard names.count < Repetitions.underWayMax else { throw .busy }
            return names.insert(name).inserted
        }
        if !isNew { throw .keyUnderWay }
    }

    private func kept(_ actor: String, _ key: String) async throws -> KeptAnswer? {
        do {
            return try await access.run { try $0.answer(actor: actor, key: key, now: SystemClock.now()) }
        } catch let error as AccessUnavailable {
            throw Problem(error)
        }
    }

    private static func fingerprint(of request: Request, _ body: ByteBuffer) -> Data {
        var hash = SHA256()
        for part in [request.method.rawValue, request.uri.path, request.headers[.ifMatch] ?? ""] {
            hash.update(data: Data("\(part.utf8.count):\(part)".utf8))
        }
        hash.update(data: Data(body.readableBytesView))
        return Data(hash.finalize())
    }
}

/// Takes a body that is short, to be kept.
private final class BodyCollector: ResponseBodyWriter {
    private(set) var data = Data()

    func write(_ buffer: ByteBuffer) async throws { data.append(contentsOf: buffer.readableBytesView) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension Response {
    fileprivate init(_ kept: KeptAnswer) {
        var headers: HTTPFields = [.idempotencyReplayed: "true", .cacheControl: "no-store"]
        for (name, value) in kept.headers { if let name = HTTPField.Name(name) { headers[name] = value } }
        self.init(
            status: .init(code: kept.status),
            headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: kept.body))
        )
    }
}

extension Problem {
    fileprivate static let badKey = Problem(
        "bad-key",
        .badRequest,
        title: BilingualText("Idempotency-Key 有误", "The Idempotency-Key is wrong"),
        detail: BilingualText("须为 1 至 100 个可见 ASCII 字符", "it has 1 to 100 visible ASCII characters")
    )
    fileprivate static let keyUnderWay = Problem(
        "key-under-way",
        .conflict,
        title: BilingualText("同一请求正在处理", "The same request is under way"),
        detail: BilingualText("请稍后以同一 Idempotency-Key 重试", "try again in a moment under the same Idempotency-Key")
    )
    fileprivate static let keyReused = Problem(
        "key-reused",
        .unprocessableContent,
        title: BilingualText("Idempotency-Key 已用于另一请求", "The Idempotency-Key was another request's"),
        detail: BilingualText("请为新的请求使用新的键", "use a new key for a new request")
    )
}
