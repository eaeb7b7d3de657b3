import Access
import CaseStore
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /referrals/{id}/file`: the letter of a referral, to be printed and signed.
struct ReferralFileRoutes: APIRoutes {
    let desk: ReadingDesk
    let paperDesk: ReadingDesk
    let stations: StationDirectory
    let audit: AuditTrail

    init(_ parts: APIParts) {
        (desk, paperDesk, stations, audit) = (parts.desk, parts.paperDesk, parts.stations, parts.audit)
    }

    var table: [APIRoute] {
        [
            APIRoute(
                .get,
                "referrals/{id}/file",
                "the letter of a referral as PDF: 移送函, 抄告函 or 案件移送书, with names in full",
                access: .caseWorkers,
                answer: .other(["application/pdf"]),
                refusals: [.notFound],
                handler: file
            )
        ]
    }

    @Sendable
    private func file(_ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let id = context.caseID
        guard let file = try await desk.read({ try $0.cases().referralFile(id) }) else {
            throw CaseStepError.noReferral(id)
        }
        let seen = file.cases.count { stations.sees(caller, $0.station) }
        // A letter names all of its cases: who may not see all of them is not given one with holes.
        let isShown = caller.districts == nil || (seen > 0 && seen == file.cases.count)
        try await audit.note(context, "letter", isShown ? .shown : .notShown, cases: file.referral.cases)
        guard isShown else {
            guard seen > 0 else { throw CaseStepError.noReferral(id) }
            throw Problem.otherDistricts
        }
        let bytes = try await paperDesk.read { connections in
            try ReferralLetters(try? connections.registers()).pdf(file)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(file.referral.id).pdf\"",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

extension Problem {
    fileprivate static let otherDistricts = Problem(
        "other-districts",
        .forbidden,
        title: BilingualText("涉及其他区县", "Other districts' cases"),
        detail: BilingualText(
            "该函列有其他区县的案件，请由市级人员导出",
            "the letter names cases of other districts; ask somebody who is bound to none"
        )
    )
}
