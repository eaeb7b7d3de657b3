import Access
import CaseStore
import Crypto
import Enforcement
import Evidence
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Readings
import Units

/// `GET /cases`, one case, its events, and the media that it rests on.
struct CaseReadRoutes: APIRoutes {
    private enum Order: String, CaseIterable { case oldest, newest }

    let desk: ReadingDesk
    let stations: StationDirectory
    let audit: AuditTrail
    let media: MediaStore

    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "cases",
                "cases in the order of opening",
                access: .anyRole,
                parameters: CaseReadRoutes.parameters,
                answer: .json(.page(of: .named("CaseLine"))),
                handler: list
            ),
            APIRoute(
                .get,
                "cases/{id}",
                "one case by id or number, with everything that it rests on",
                access: .anyRole,
                answer: .json(.named("Case")),
                refusals: [.notFound, .notModified],
                handler: show
            ),
            APIRoute(
                .get,
                "cases/{id}/events",
                "what happened to a case, in order",
                access: .anyRole,
                answer: .json(.page(of: .named("CaseEvent"))),
                refusals: [.notFound],
                handler: events
            ),
            APIRoute(
                .get,
                "cases/{id}/media/{sha256}",
                "a stored picture, or a reading as it was received, that the case rests on, by the SHA-256 of its bytes",
                access: .caseWorkers,
                answer: .other(["image/jpeg", "application/octet-stream"]),
                refusals: [.notFound, .notModified],
                handler: showMedium
            ),
        ]
    }

    private static let parameters: [APIRoute.Parameter] = [
        .init(name: "state", schema: .text(values: CaseState.allCases.map(\.rawValue)), description: "where it stands"),
        .init(name: "station", schema: .text(max: 64), description: "the station that weighed"),
        .init(name: "district", schema: .text(pattern: "^[0-9]{6}$"), description: "its stations (GB/T 2260)"),
        .init(name: "plate", schema: .text(max: 20), description: "the truck's plate, the whole of it"),
        .init(name: "company", schema: .text(max: 200), description: "the company, the whole of it"),
        .init(name: "from", schema: .text, description: "weighed on or after this day (UTC+8), or at this instant"),
        .init(name: "to", schema: .text, description: "weighed on or before this day (UTC+8), or before this instant"),
        .init(
            name: "q",
            schema: .text(max: 60),
            description: "an id, a number or its last part, or how a plate begins (3 characters at least)"
        ),
        .init(name: "order", schema: .text(values: Order.allCases.map(\.rawValue)), description: "oldest by default"),
        .after,
        .limit,
    ]

    @Sendable
    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let query = RequestQuery(request)
        var filter = CaseReader.PageFilter()
        filter.state = try query.choice("state", of: CaseState.self)
        filter.plate = try query.text("plate")
        filter.company = try query.text("company")
        filter.from = try query.beginning("from")
        filter.until = try query.end("to")
        filter.search = try query.text("q")
        if let search = filter.search, search.count < 3, Int(search) == nil {
            throw Problem.badParameter("q", BilingualText("至少 3 个字符", "must have 3 characters or more"))
        }
        filter.stations = stations.stations(
            for: caller,
            station: try query.text("station"),
            district: try query.text("district")
        )
        filter.isNewestFirst = try query.choice("order", of: Order.self) == .newest
        filter.after = try PageCursor.place("cases", query)
        let limit = try query.limit()
        filter.limit = limit + 1
        let found = try await desk.read { [filter] in try $0.cases().page(filter) }
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last.map { PageCursor.text("cases", $0.row) } : nil
        try await audit.note(context, "list", detail: request.uri.query ?? "", cases: page.map(\.id))
        return try Response(json: Page(items: page.map { CaseLine(summary: $0) }, next: next))
    }

    @Sendable
    private func show(_ request: Request, _ context: APIContext) async throws -> Response {
        let (dossier, caller) = try await dossier(context, "read")
        let tag = EntityTag.text(dossier.summary.version)
        if EntityTag.matches(tag, request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "no-store"])
        }
        var response = try Response(json: DossierJSON(dossier: dossier, isMasked: !caller.seesPersonalData))
        response.headers[.eTag] = tag
        return response
    }

    @Sendable
    private func events(_ request: Request, _ context: APIContext) async throws -> Response {
        let (dossier, caller) = try await dossier(context, "events")
        let json = DossierJSON(dossier: dossier, isMasked: !caller.seesPersonalData)
        var response = try Response(json: Page(items: json.events, next: nil))
        response.headers[.eTag] = EntityTag.text(dossier.summary.version)
        return response
    }

    @Sendable
    private func showMedium(_ request: Request, _ context: APIContext) async throws -> Response {
        let digest = context.parameters.get("sha256") ?? ""
        let (dossier, _) = try await dossier(context, "media", detail: digest)
        if let medium = dossier.media.first(where: { $0.state == .stored && $0.sha256 == SHA256Digest(digest) }) {
            return try picture(medium, request)
        }
        let record = dossier.records.first { SHA256.hash(data: $0.payload).hex == digest.lowercased() }
        guard let record else { throw Problem.noSuch(BilingualText("媒体", "medium"), digest) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream", .contentDisposition: "attachment",
                .xContentTypeOptions: "nosniff", .cacheControl: "no-store",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: record.payload))
        )
    }

    /// A picture from its file, piece by piece; what bears its digest never changes.
    private func picture(_ medium: CaseMedium, _ request: Request) throws -> Response {
        let tag = "\"\(medium.sha256)\""
        var headers: HTTPFields = [
            .eTag: tag, .cacheControl: "private, max-age=31536000, immutable", .xContentTypeOptions: "nosniff",
            // What a station calls its media is not to make a browser run them.
            .contentType: medium.type == "image/jpeg" ? medium.type : "application/octet-stream",
        ]
        if EntityTag.matches(tag, request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        let reader: MediumReader
        do {
            reader = try media.open(medium.sha256)
        } catch {
            throw error.code == .missing
                ? Problem.noSuch(BilingualText("媒体", "medium"), "\(medium.sha256)") : error
        }
        headers[.contentLength] = "\(reader.length)"
        let (store, digest) = (media, medium.sha256)
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(contentLength: reader.length) { writer in
                let pieces = try store.open(digest)
                while let piece = try pieces.next() { try await writer.write(ByteBuffer(bytes: piece)) }
                try await writer.finish(nil)
            }
        )
    }

    /// The case that the path names, once it is noted that the caller is shown it.
    private func dossier(
        _ context: APIContext,
        _ action: String,
        detail: String = ""
    ) async throws -> (CaseDossier, Caller) {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let id = context.caseID
        guard let dossier = try await desk.read({ try $0.cases().find(id) }) else { throw Problem.noSuchCase(id) }
        let isSeen = stations.sees(caller, dossier.summary.station)
        try await audit.note(
            context,
            action,
            isSeen ? .shown : .notShown,
            detail: detail,
            cases: [dossier.summary.id]
        )
        // Not a word that it exists.
        guard isSeen else { throw Problem.noSuchCase(id) }
        return (dossier, caller)
    }
}

extension APIContext {
    /// The case that the path names, by id or number.
    var caseID: String {
        let text = parameters.get("id") ?? ""
        return text.removingPercentEncoding ?? text
    }
}

extension Problem {
    static func noSuchCase(_ id: String) -> Problem { noSuch(BilingualText("案件", "case"), id) }
}

extension APIRoute.Parameter {
    static let after = APIRoute.Parameter(
        name: "after",
        schema: .text(max: 200),
        description: "where to go on: the `next` of the page before"
    )
    static let limit = APIRoute.Parameter(
        name: "limit",
        schema: .integer(1...RequestQuery.pageMax),
        description: "items of a page at most, \(RequestQuery.pageDefault) by default"
    )
}
