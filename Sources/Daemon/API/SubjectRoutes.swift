import Access
import CaseStore
import Enforcement
import HTTPTypes
import Hummingbird
import Law
import Units

/// `GET /subjects/{vehicles,drivers,companies,sites}/{id}`: a dossier of one overload, four penalties.
struct SubjectRoutes: APIRoutes {
    let desk: ReadingDesk
    let stations: StationDirectory
    let audit: AuditTrail
    let basis: LawAndRegisters

    init(_ parts: APIParts, _ basis: LawAndRegisters) {
        (desk, stations, audit) = (parts.desk, parts.stations, parts.audit)
        self.basis = basis
    }

    private static let kinds: [(path: String, kind: PenaltySubject)] = [
        ("vehicles", .vehicle), ("drivers", .driver), ("companies", .company), ("sites", .loadingSite),
    ]

    var table: [APIRoute] {
        SubjectRoutes.kinds.map { path, kind in
            APIRoute(
                .get,
                "subjects/\(path)/{id}",
                "a \(kind.english): counts in both years, cases, referrals, how far from each threshold",
                access: .anyRole,
                parameters: [
                    .init(
                        name: "on",
                        schema: .text(format: "date"),
                        description: "the day of the counts; today by default"
                    )
                ] + (kind == .vehicle ? [SubjectRoutes.colour] : []),
                answer: .json(.named("Subject")),
                refusals: [.notFound]
            ) { request, context in try await show(kind, request, context) }
        }
    }

    private static let colour = APIRoute.Parameter(
        name: "colour",
        schema: .text(max: 20),
        description: "the plate's colour, where several vehicles have the number"
    )

    private func show(_ kind: PenaltySubject, _ request: Request, _ context: APIContext) async throws -> Response {
        guard let caller = context.caller else { throw Problem.unauthorized }
        let query = RequestQuery(request)
        let day = try query.day("on") ?? SystemClock.now().day
        let id = context.caseID
        let colour = kind == .vehicle ? try query.text("colour") : nil
        let found = try await desk.read { connections -> (dossier: SubjectDossier, stations: Set<String>)? in
            let reader = try connections.cases()
            guard let subject = try SubjectRoutes.subject(kind, id, colour, reader),
                let dossier = try reader.subject(subject)
            else { return nil }
            let cases = dossier.record.violations.map(\.caseID) + dossier.referrals.flatMap(\.cases)
            return (dossier, try reader.stations(ofCases: cases))
        }
        guard let found else { throw Problem.noSuch(BilingualText("主体", "subject"), id) }
        // The counts are the whole city's; a district's officers see them of those who have a case there.
        let isSeen = caller.districts == nil || found.stations.contains { stations.sees(caller, $0) }
        let cases = found.dossier.record.violations.map(\.caseID)
        try await audit.note(context, "subject", isSeen ? .shown : .notShown, cases: cases)
        guard isSeen else { throw Problem.noSuch(BilingualText("主体", "subject"), id) }
        var answer = SubjectAnswer(found.dossier, rules: basis.rules(on: day), on: day)
        if caller.districts != nil { answer.keepCases { stations.sees(caller, $0) } }
        if !caller.seesPersonalData { answer.mask() }
        return try Response(json: answer)
    }

    /// A plate alone will do where only one vehicle of that number is known.
    private static func subject(
        _ kind: PenaltySubject,
        _ id: String,
        _ colour: String?,
        _ reader: CaseReader
    ) throws -> CountedSubject? {
        guard kind == .vehicle else { return CountedSubject(kind, id.uppercased()) }
        let (plate, said) = CountedSubject.parts(ofVehicle: id)
        if let colour = colour ?? said { return .vehicle(plate: plate, colour: colour) }
        let known = try reader.colours(ofPlate: plate)
        guard known.count <= 1 else {
            let colours = known.joined(separator: ", ")
            throw Problem.badParameter(
                "colour",
                BilingualText("该号牌有多种颜色，须为 \(colours) 之一", "the plate is there in several: one of \(colours)")
            )
        }
        return known.first.map { .vehicle(plate: plate, colour: $0) }
    }
}
