import CaseStore
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// Answers every error with a problem's details, so that a client has one form of error to read.
struct ProblemMiddleware: RouterMiddleware {
    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The server answers what is no HTTP itself, and closes the connection.
            throw error
        } catch {
            return try problem(for: error, context).response(from: request, context: context)
        }
    }

    private func problem(for error: any Error, _ context: APIContext) -> Problem {
        switch error {
        case let error as Problem: return error
        case let error as CaseStepError: return Problem(error)
        case let error as CaseStoreUnavailable: return Problem(error)
        case let error as AccessUnavailable: return Problem(error)
        case is NIOTooManyBytesError: return .bodyTooLarge(bytesMax: context.maxUploadSize)
        case let error as any HTTPResponseError: return .http(error.status)
        default:
            context.logger.error("a request failed", metadata: ["error": "\(error)"])
            return .failed(error)
        }
    }
}

extension Problem {
    static func bodyTooLarge(bytesMax: Int) -> Problem {
        Problem(
            "body-too-large",
            .contentTooLarge,
            title: BilingualText("请求体过大", "The body is too large"),
            detail: BilingualText("最多 \(bytesMax) 字节", "\(bytesMax) bytes at most")
        )
    }

    /// An error of the framework's: no such path with that method, or a request that it does not take.
    static func http(_ status: HTTPResponse.Status) -> Problem {
        switch status {
        case .notFound:
            Problem(
                "not-found",
                status,
                title: BilingualText("没有此路径", "No such path or method"),
                detail: BilingualText("请检查路径和方法；接口都在 /api/v1 之下", "check path and method; the API is under /api/v1")
            )
        default:
            Problem(
                "bad-request",
                status,
                title: BilingualText("请求有误", "The request is wrong"),
                detail: BilingualText(status.reasonPhrase, status.reasonPhrase)
            )
        }
    }

    /// Something of the daemon's own went wrong.
    static func failed(_ error: any Error) -> Problem {
        Problem(
            "failed",
            .internalServerError,
            title: BilingualText("服务端处理失败", "The daemon could not do it"),
            detail: BilingualText("\(error)", "\(error)")
        )
    }
}
