import AsyncHTTPClient
import Daemon
import Foundation
import NIOCore
import NIOHTTP1
import Programs

/// Asks the running daemon over its control socket.
struct ControlClient {
    /// Bytes of an answer: an import's report with as many rejects as it may have.
    static let answerBytesMax = 256 << 20
    /// How long the daemon may take to answer, after an import's last byte too.
    static let deadline = TimeAmount.hours(24)

    let dataDirectory: String
    let lang: Language

    /// What the daemon answered.
    struct Answer {
        let status: Int
        let body: Data

        var isGood: Bool { status == 200 }
    }

    /// Sends a body as fast as the daemon takes it.
    ///
    /// - Parameter length: bytes; `nil` when nobody knows.
    func post<Body: AsyncSequence & Sendable>(_ path: String, _ body: Body, length: Int64?) async throws -> Answer
    where Body.Element == ByteBuffer {
        try await send(path) { request in
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "text/csv")
            request.body = .stream(body, length: length.map { .known($0) } ?? .unknown)
        }
    }

    /// Sends a value as JSON, or nothing.
    func post(_ path: String, json: (any Encodable)? = nil) async throws -> Answer {
        let body = try json?.jsonText
        return try await send(path) { request in
            request.method = .POST
            guard let body else { return }
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
    }

    /// Changes something whose version the caller has seen.
    func change(_ path: String, _ method: HTTPMethod, json: some Encodable, version: Int) async throws -> Answer {
        let body = try json.jsonText
        return try await send(path) { request in
            request.method = method
            request.headers.add(name: "Content-Type", value: "application/json")
            request.headers.add(name: "If-Match", value: "\"\(version)\"")
            request.body = .bytes(ByteBuffer(string: body))
        }
    }

    /// Asks for something large, and takes it piece by piece.
    ///
    /// - Throws: the daemon's refusal, and whatever `take` throws.
    func download(_ path: String, take: ([UInt8]) throws -> Void) async throws {
        try await connect(path) { request, client in
            let response: HTTPClientResponse
            do {
                response = try await client.execute(request, timeout: ControlClient.deadline)
            } catch {
                throw unreachable(error)
            }
            guard response.status == .ok else {
                let body = try await response.body.collect(upTo: ControlClient.answerBytesMax)
                let answer = Answer(status: Int(response.status.code), body: Data(body.readableBytesView))
                throw try refusal(answer)
            }
            do {
                for try await piece in response.body { try take(Array(piece.readableBytesView)) }
            } catch let error as any ExitingError {
                throw error
            } catch {
                throw unreachable(error)
            }
        }
    }

    /// What the daemon has answered, if that is good.
    ///
    /// - Throws: its refusal, with the exit code that goes with it.
    func value<Value: Decodable>(_ type: Value.Type, of answer: Answer) throws -> Value {
        let decoder = JSONDecoder()
        if answer.isGood { return try decoder.decode(type, from: answer.body) }
        throw try refusal(answer)
    }

    private func refusal(_ answer: Answer) throws -> Refusal {
        let problem = try JSONDecoder().decode(ProblemDetails.self, from: answer.body)
        return Refusal(problem.exitStatus, problem.words(lang))
    }

    private func send(_ path: String, _ change: (inout HTTPClientRequest) -> Void) async throws -> Answer {
        try await connect(path) { request, client in
            var request = request
            change(&request)
            return try await execute(request, with: client)
        }
    }

    /// Asks something over a connection of its own.
    private func connect<Value>(
        _ path: String,
        _ ask: (HTTPClientRequest, HTTPClient) async throws -> Value
    ) async throws -> Value {
        let address: SocketAddressInDirectory
        do {
            address = try SocketAddressInDirectory(directory: dataDirectory)
        } catch {
            throw unreachable(error)
        }
        guard let url = URL(httpURLWithSocketPath: address.path, uri: "/api/v1/" + path) else {
            throw unreachable(Refusal(.io, "\(address.path): no address"))
        }
        var request = HTTPClientRequest(url: url.absoluteString)
        request.headers.add(name: "Accept-Language", value: lang.rawValue)
        var configuration = HTTPClient.Configuration()
        // A socket that is not there will not be there in a moment.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let answer = await Result { try await ask(request, client) }
        try await client.shutdown()
        return try withExtendedLifetime(address) { try answer.get() }
    }

    private func execute(_ request: HTTPClientRequest, with client: HTTPClient) async throws -> Answer {
        do {
            let response = try await client.execute(request, timeout: ControlClient.deadline)
            let body = try await response.body.collect(upTo: ControlClient.answerBytesMax)
            return Answer(status: Int(response.status.code), body: Data(body.readableBytesView))
        } catch let error as any ExitingError {
            // From the body: the file could not be read.
            throw error
        } catch {
            throw unreachable(error)
        }
    }

    private func unreachable(_ error: any Error) -> Refusal {
        let path = dataDirectory + "/" + ControlSocketPath.name
        return Refusal(
            .unavailable,
            lang.text(
                "zhichaod（或另一个写入数据的 zhichao）占用着数据目录，但无法通过 \(path) 与它通话：\(error)。请检查目录权限和 zhichaod 的日志；"
                    + "如果连接是中途断开的，请先查看结果（zhichao registry show、quarantine list、status）",
                "zhichaod, or another zhichao that writes, has the data, but cannot be talked to through \(path): \(error). "
                    + "Check the directory's mode and zhichaod's log; if the connection broke half-way, look at the outcome "
                    + "first (zhichao registry show, quarantine list, status)"
            )
        )
    }
}

extension Result where Failure == any Error {
    /// Catches what an asynchronous body throws.
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}

extension ProblemDetails {
    /// The daemon's no is a no; only that it is not to be had, or that its disk failed, is something else.
    var exitStatus: ExitStatus {
        switch status {
        case 503: .unavailable
        case 500...: .io
        default: .no
        }
    }

    /// The daemon's words, for standard error.
    func words(_ lang: Language) -> String { title + lang.text("：", ": ") + detail }
}
