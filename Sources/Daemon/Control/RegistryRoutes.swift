import Enforcement
import HTTPTypes
import Hummingbird
import Registry

/// `POST /registry/{kind}/imports`: a CSV file into a register, streamed.
struct RegistryRoutes: APIRoutes {
    /// Bytes of a file's name that are kept.
    static let nameBytesMax = 255

    let desk: ImportDesk<ImportReport>

    var table: [APIRoute] {
        [
            APIRoute(
                .post,
                "registry/{kind}/imports",
                "imports a CSV file into a register",
                access: .roles([.registrar]),
                reach: .local,
                parameters: [
                    .init(
                        name: "name",
                        schema: .text(max: RegistryRoutes.nameBytesMax),
                        description: "the file's name"
                    ),
                    .init(name: "strict", schema: .flag, description: "true: all lines or none"),
                    .init(name: "dry_run", schema: .flag, description: "true: only look"),
                ],
                answer: .json(.object([], isOpen: true)),
                refusals: [.notFound, .conflict, .contentTooLarge, .unprocessableContent],
                handler: take
            )
        ]
    }

    @Sendable
    private func take(_ request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.require(.registrar)
        let order = try ImportOrder(request, context, actor: caller.user)
        let length = request.headers[.contentLength].flatMap { Int64($0) }
        let report = try await desk.take(order, length: length, body: request.body)
        if let refusal = report.refusal { throw Problem.refused(refusal, report) }
        return try Response(json: report)
    }
}

extension ImportOrder {
    fileprivate init(_ request: Request, _ context: APIContext, actor: String) throws {
        let kind = context.parameters.get("kind") ?? ""
        guard let register = RegisterKind(rawValue: kind) else { throw Problem.noSuchRegister(kind) }
        let name = request.uri.queryParameters["name"].map(String.init) ?? "-"
        guard name.utf8.count <= RegistryRoutes.nameBytesMax else { throw Problem.badQuery("name") }
        self.init(
            kind: register,
            isStrict: try request.flag("strict"),
            isDryRun: try request.flag("dry_run"),
            name: name,
            actor: actor
        )
    }
}

extension Request {
    /// A query parameter that is `true`, `false` or absent.
    fileprivate func flag(_ name: Substring) throws -> Bool {
        switch uri.queryParameters[name] {
        case nil, "false": return false
        case "true": return true
        default: throw Problem.badQuery("\(name)")
        }
    }
}

extension Problem {
    /// The file as a whole was not taken; the report goes along.
    fileprivate static func refused(_ refusal: ImportReport.Refusal, _ report: ImportReport) -> Problem {
        Problem(
            "import-refused",
            .unprocessableContent,
            title: BilingualText("文件未导入", "The file was not taken"),
            detail: BilingualText(refusal.reason.zh, refusal.reason.en),
            report: report
        )
    }

    fileprivate static func noSuchRegister(_ kind: String) -> Problem {
        let known = RegisterKind.allCases.map(\.rawValue).joined(separator: ", ")
        return Problem(
            "not-found",
            .notFound,
            title: BilingualText("没有此台账", "No such register"),
            detail: BilingualText("没有台账 \(kind)；可用：\(known)", "no register \(kind); there are \(known)")
        )
    }

    fileprivate static func badQuery(_ name: String) -> Problem {
        Problem(
            "bad-query",
            .badRequest,
            title: BilingualText("参数有误", "A parameter is wrong"),
            detail: BilingualText(
                "参数 \(name) 不对：strict 和 dry_run 为 true 或 false，name 不超过 255 字节",
                "\(name): strict and dry_run are true or false, name has 255 bytes at most"
            )
        )
    }
}
