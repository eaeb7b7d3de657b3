import CaseStore
import Enforcement
import Foundation
import Units

extension TruckDrawing {
    /// The truck of a case; `nil` where its axle loads are not known.
    init?(_ dossier: CaseDossier) {
        guard let opening = dossier.carrying, !opening.axleLoads.isEmpty else { return nil }
        self.init(
            loads: opening.axleLoads.map(\.rawValue),
            spacings: dossier.records.first { $0.reading == opening.passage }.flatMap(TruckDrawing.spacings),
            hasTrailer: opening.form != "rigid" && opening.form != "unknown",
            assessed: dossier.summary.assessed.rawValue,
            limit: dossier.summary.limit.rawValue,
            groups: (opening.groups ?? []).compactMap(Group.init)
        )
    }

    /// The distances that the weighing reports.
    private static func spacings(of record: CaseRecord) -> [Int]? {
        struct Weighing: Decodable {
            let axles: [Axle]
        }
        struct Axle: Decodable {
            let spacing_mm: Int?
        }
        guard let weighing = try? JSONDecoder().decode(Weighing.self, from: Data(record.payload)) else { return nil }
        let spacings = weighing.axles.dropFirst().compactMap(\.spacing_mm)
        return spacings.count == weighing.axles.count - 1 ? spacings : nil
    }
}

extension TruckDrawing.Group {
    /// - Returns: `nil` for axles that cannot be.
    fileprivate init?(_ group: AxleGroupLoad) {
        guard group.first >= 1, group.first <= group.last else { return nil }
        axles = group.first...group.last
        load = group.load.rawValue
        limit = group.limit?.rawValue
    }
}
