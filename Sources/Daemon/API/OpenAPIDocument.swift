import Enforcement
import HTTPTypes
import Hummingbird

/// `GET /openapi.json`: the API's document (OpenAPI 3.1), made of the table that registers the routes.
enum OpenAPIDocument {
    static func route(of table: [APIRoute]) -> APIRoute {
        var route = APIRoute(
            .get,
            "openapi.json",
            "this document",
            access: .open,
            answer: .json(.object([], isOpen: true))
        ) { _, _ in Response(status: .ok) }
        let document = make(of: table + [route])
        route.handler = { _, _ in try Response(json: document) }
        return route
    }

    static func make(of table: [APIRoute]) -> StepValue {
        var paths: [String: [String: StepValue]] = [:]
        for route in table {
            paths[route.fullPath, default: [:]][route.method.rawValue.lowercased()] = route.operation
        }
        return .parts([
            "openapi": .text("3.1.0"),
            "info": .parts([
                "title": .text("zhichao"), "version": .text(Version.text),
                "description": .text("治超：货车超限案件 / cases of overloaded trucks"),
            ]),
            "paths": .parts(paths.mapValues { .parts($0) }),
            "components": .parts([
                "schemas": .parts(Dictionary(SchemaComponents.all.map { ($0.0, $0.1.json) }) { $1 }),
                "securitySchemes": .parts([
                    "token": .parts(["type": .text("http"), "scheme": .text("bearer")])
                ]),
            ]),
        ])
    }
}

extension APIRoute {
    /// Refusals that any call may meet.
    private var allRefusals: [HTTPResponse.Status] {
        var all: [HTTPResponse.Status] = [.badRequest, .methodNotAllowed, .internalServerError, .serviceUnavailable]
        if case .open = access {} else { all += [.unauthorized, .forbidden, .tooManyRequests] }
        if body != nil { all += [.contentTooLarge] }
        if isConditional { all += [.preconditionFailed, .preconditionRequired] }
        if isIdempotent { all += [.conflict, .unprocessableContent] }
        return all + refusals
    }

    fileprivate var operation: StepValue {
        var parts: [String: StepValue] = [
            "summary": .text(summary),
            "operationId": .text(operationID),
            "parameters": .list(documentedParameters),
            "responses": .parts(answers),
        ]
        if case .open = access {} else { parts["security"] = .list([.parts(["token": .list([])])]) }
        if case .roles(let roles) = access { parts["x-roles"] = .list(roles.map { .text($0.rawValue) }) }
        if let body {
            parts["requestBody"] = .parts([
                "required": .flag(true),
                "content": .parts(["application/json": .parts(["schema": body.json])]),
            ])
        }
        return .parts(parts)
    }

    private var operationID: String {
        method.rawValue.lowercased()
            + path.split { !$0.isLetter && !$0.isNumber }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private var documentedParameters: [StepValue] {
        func parameter(_ name: String, _ place: String, _ schema: Schema, _ words: String, required: Bool) -> StepValue
        {
            .parts([
                "name": .text(name), "in": .text(place), "required": .flag(required), "schema": schema.json,
                "description": .text(words),
            ])
        }
        var all = pathParameters.map { parameter($0, "path", .text(max: 200), $0, required: true) }
        all += parameters.map { parameter($0.name, "query", $0.schema, $0.description, required: $0.isRequired) }
        if isConditional {
            all.append(
                parameter(
                    "If-Match",
                    "header",
                    .text,
                    "the version that was seen, its ETag; * for any",
                    required: false
                )
            )
        }
        if isIdempotent {
            all.append(
                parameter(
                    "Idempotency-Key",
                    "header",
                    .text(pattern: "^[!-~]{1,100}$"),
                    "a repetition under the same key is answered as the first time",
                    required: false
                )
            )
        }
        return all
    }

    private var answers: [String: StepValue] {
        var all: [String: StepValue] = [:]
        let problem: StepValue = .parts([
            "application/problem+json": .parts(["schema": Schema.named("Problem").json])
        ])
        for status in allRefusals {
            var answer: [String: StepValue] = ["description": .text(status.reasonPhrase)]
            if status != .notModified { answer["content"] = problem }
            all["\(status.code)"] = .parts(answer)
        }
        let content: StepValue =
            switch answer {
            case .json(let schema): .parts(["application/json": .parts(["schema": schema.json])])
            case .other(let types):
                .parts(Dictionary(types.map { ($0, StepValue.parts(["schema": .parts([:])])) }) { $1 })
            }
        all["200"] = .parts(["description": .text("OK"), "content": content])
        return all
    }
}
