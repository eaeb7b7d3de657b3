import AsyncHTTPClient
import Daemon
import Enforcement
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Programs

/// A page of the feed of changes.
struct ChangesPage: Decodable {
    struct Change: Decodable {
        /// The case; `nil` for a change of a referral.
        let caseID: String?
        /// The referral; `nil` for a change of a case.
        let referral: String?
        let gone: Bool

        private enum CodingKeys: String, CodingKey {
            case caseID = "case"
            case referral, gone
        }
    }

    /// A case or a referral as it came, whatever it holds.
    struct Entry: Codable {
        let id: String
        /// How many events it has.
        let version: Int
        private let value: StepValue

        init(from decoder: any Decoder) throws {
            value = try StepValue(from: decoder)
            guard case .parts(let parts) = value, case .text(let id) = parts["id"] else {
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no id"))
            }
            self.id = id
            if case .integer(let version)? = parts["version"] { self.version = version } else { version = 0 }
        }

        func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
    }

    let items: [Change]
    let cases: [Entry]
    let referrals: [Entry]
    let next: String
    let more: Bool
    /// Changes that are still to come; absent where the token is bound to districts.
    let behind: Int?
}

/// Asks a daemon for changes over the network.
struct PullClient {
    /// Bytes of an answer; a page has `casesMax` cases at most.
    static let answerBytesMax = 256 << 20
    /// Changes of a page.
    static let casesMax = 100
    /// Seconds that the server may wait where nothing has changed.
    static let waitSeconds = 30

    /// What the server said.
    enum Answer {
        case page(ChangesPage)
        /// The cursor is of another life of the store.
        case gone
        /// Not now: after so many seconds again.
        case later(seconds: Int, why: String)
    }

    private let client: HTTPClient
    private let server: String
    private let token: PullToken
    private let lang: Language

    init(server: String, token: PullToken, ca: String?, _ lang: Language) throws {
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.token = token
        self.lang = lang
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(10)
        // A server that is away is tried again by `PullRun`, which counts: the client would for the whole ten seconds, each time.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.redirectConfiguration = .disallow
        if let ca {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(ca)
            configuration.tlsConfiguration = tls
        }
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async throws { try await client.shutdown() }

    /// The changes after a cursor, with the cases.
    ///
    /// - Throws: `Refusal` when asking again would not help.
    func changes(after cursor: String?, isWaiting: Bool) async throws -> Answer {
        var uri = server + "/api/v1/changes?cases=true&limit=\(PullClient.casesMax)"
        if isWaiting { uri += "&wait=\(PullClient.waitSeconds)" }
        if let cursor { uri += "&after=" + (cursor.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "") }
        let request = request(uri)
        let status: Int
        let retryAfter: Int?
        let body: Data
        do {
            let response = try await client.execute(request, timeout: .seconds(120))
            status = Int(response.status.code)
            retryAfter = response.headers.first(name: "Retry-After").flatMap { Int($0) }
            body = Data(try await response.body.collect(upTo: PullClient.answerBytesMax).readableBytesView)
        } catch {
            return .later(seconds: 1, why: "\(server): \(error)")
        }
        switch status {
        case 200: return .page(try JSONDecoder().decode(ChangesPage.self, from: body))
        case 410: return .gone
        case 429, 500...599: return .later(seconds: min(retryAfter ?? 2, 300), why: words(body, status))
        default: throw Refusal(.no, words(body, status))
        }
    }

    /// What became of a case file that was asked for.
    enum Download {
        case whole
        /// The case is not there, or not any more for who asks.
        case notThere
        /// Not now: after so many seconds again.
        case later(seconds: Int, why: String)
    }

    /// Asks for a case file, and writes it piece by piece.
    ///
    /// - Throws: `Refusal` when asking again would not help, or it cannot be written.
    func file(of id: String, to draft: DraftFile) async throws -> Download {
        let name = id.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let request = request(server + "/api/v1/cases/\(name)/file")
        do {
            let response = try await client.execute(request, timeout: .seconds(300))
            switch response.status.code {
            case 200:
                for try await piece in response.body { try draft.write(Array(piece.readableBytesView)) }
                return .whole
            case 404: return .notThere
            case 429, 500...599:
                let seconds = response.headers.first(name: "Retry-After").flatMap { Int($0) } ?? 2
                return .later(seconds: min(seconds, 300), why: "\(server): \(response.status.code)")
            default:
                let body = Data(try await response.body.collect(upTo: PullClient.answerBytesMax).readableBytesView)
                throw Refusal(.no, words(body, Int(response.status.code)))
            }
        } catch let error as any ExitingError {
            throw error
        } catch {
            return .later(seconds: 1, why: "\(server): \(error)")
        }
    }

    private func request(_ url: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "Authorization", value: "Bearer " + token.text)
        request.headers.add(name: "Accept-Language", value: lang.rawValue)
        return request
    }

    private func words(_ body: Data, _ status: Int) -> String {
        let problem = try? JSONDecoder().decode(ProblemDetails.self, from: body)
        return problem?.words(lang) ?? lang.text("\(server)：答复 \(status)", "\(server): answered \(status)")
    }
}
