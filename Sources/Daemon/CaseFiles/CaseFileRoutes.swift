import Access
import CaseFile
import CaseStore
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// `GET /cases/{id}/file`: the case file (案卷), as a ZIP that proves itself.
struct CaseFileRoutes: APIRoutes {
    let desk: ReadingDesk
    let paperDesk: ReadingDesk
    let stations: StationDirectory
    let audit: AuditTrail
    let maker: CaseFileMaker
    let logger: Logger
    private let places = CaseFilePlaces()

    init(_ parts: APIParts, _ maker: CaseFileMaker, _ logger: Logger) {
        (desk, paperDesk, stations, audit) = (parts.desk, parts.paperDesk, parts.stations, parts.audit)
        (self.maker, self.logger) = (maker, logger)
    }

    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "cases/{id}/file",
                "the case file: a ZIP with the case, its chain of events, readings and pictures, and a signed manifest",
                access: .caseWorkers,
                answer: .other(["application/zip"]),
                refusals: [.notFound, .notModified],
                handler: file
            )
        ]
    }

    @Sendable
    private func file(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let id = context.caseID
        guard let summary = try await desk.read({ try $0.cases().summary(id) }) else {
            throw Problem.noSuchCase(id)
        }
        let isSeen = stations.sees(caller, summary.station)
        try await audit.note(context, "file", isSeen ? .shown : .notShown, cases: [summary.id])
        guard isSeen else { throw Problem.noSuchCase(id) }
        let tag = EntityTag.text(summary.version)
        if EntityTag.matches(tag, request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "no-store"])
        }
        guard let place = places.take() else { throw Problem.busy }
        let pieces = try await paperDesk.read { [maker] connections in
            guard let proven = try connections.cases().proven(summary.id) else { throw Problem.noSuchCase(id) }
            return CaseFilePieces(try maker.make(proven, try? connections.registers()), place)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/zip", .eTag: EntityTag.text(pieces.version), .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(summary.id).zip\"", .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody { [desk, logger] writer in
                do {
                    while let bytes = try await desk.read({ _ in try pieces.next() }) {
                        try await writer.write(ByteBuffer(bytes: bytes))
                    }
                } catch {
                    // The head is sent: only an answer that breaks off says that it is not whole.
                    logger.error("a case file broke off", metadata: ["case": "\(summary.id)", "error": "\(error)"])
                    throw error
                }
                try await writer.finish(nil)
            }
        )
    }
}

/// A case file that is being sent; whoever sends it asks for one piece after another.
private final class CaseFilePieces: Sendable {
    let version: Int
    private let stream: Mutex<CaseFileStream>
    private let place: CaseFilePlaces.Place

    init(_ stream: sending CaseFileStream, _ place: CaseFilePlaces.Place) {
        version = stream.manifest.version
        self.stream = Mutex(stream)
        self.place = place
    }

    func next() throws -> [UInt8]? { try stream.withLock { try $0.nextBytes() } }
}

/// How many case files may be sent at once: each holds the case and its readings in memory.
private final class CaseFilePlaces: Sendable {
    private static let max = 16
    private let taken = Mutex(0)

    /// One of them, given back when it is let go.
    final class Place: Sendable {
        private let places: CaseFilePlaces

        init(_ places: CaseFilePlaces) { self.places = places }

        deinit { places.taken.withLock { $0 -= 1 } }
    }

    /// - Returns: `nil` when all are taken.
    func take() -> Place? {
        let isTaken = taken.withLock { taken in
            guard taken < CaseFilePlaces.max else { return false }
            taken += 1
            return true
        }
        return isTaken ? Place(self) : nil
    }
}
