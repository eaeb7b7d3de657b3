import Daemon
import Foundation
import Law
import TestSupport
import Testing
import Units

/// One vehicle for each kind of reasoning, with the words that a court would read.
struct GoldenVehicle: Sendable, CustomTestStringConvertible {
    let name: String
    let day: String
    let weighing: Weighing
    let vehicle: VehicleDescription
    var testDescription: String { name }

    init(
        _ name: String,
        on day: String = "2026-11-23",
        _ weighing: Weighing,
        axles: [(spacing: Int?, tyres: Int?, load: Int?)],
        change: (inout VehicleDescription) -> Void = { _ in }
    ) {
        self.name = name
        self.day = day
        self.weighing = weighing
        var vehicle = VehicleDescription(
            axles: axles.map {
                AxleDescription(
                    spacing: $0.spacing.map { Millimetres($0) },
                    dualTyres: $0.tyres.map { $0 == 4 },
                    load: $0.load.map { Kilograms($0) }
                )
            }
        )
        change(&vehicle)
        self.vehicle = vehicle
    }

    private static func plain(_ count: Int) -> [(spacing: Int?, tyres: Int?, load: Int?)] {
        Array(repeating: (nil, nil, nil), count: count)
    }

    private static func at(_ gross: Int, onSite: Bool = true) -> Weighing {
        Weighing(gross: Kilograms(gross), isDynamic: false, isOnSite: onSite)
    }

    private static func inMotion(_ gross: Int, _ accuracyClass: String?, entrance: Bool = false) -> Weighing {
        Weighing(gross: Kilograms(gross), isDynamic: true, accuracyClass: accuracyClass, isAtEntrance: entrance)
    }

    static let all: [GoldenVehicle] = [
        GoldenVehicle("01-reported-code-overloaded-in-motion", inMotion(56_000, "5"), axles: plain(6)) {
            ($0.axleCode, $0.cameraForm, $0.driveAxles) = ("159", .articulated, 2)
        },
        GoldenVehicle(
            "02-derived-code-compliant",
            at(34_900),
            axles: [(nil, 2, 6_900), (4_000, 4, 9_000), (1_350, 4, 9_000), (5_000, 4, 10_000)]
        ),
        GoldenVehicle("03-form-unknown", at(37_500), axles: plain(4)),
        GoldenVehicle(
            "04-narrow-single-trailer-tyres",
            at(44_000),
            axles: [(nil, 2, nil), (3_300, 4, nil), (1_350, 4, nil), (7_000, 2, nil), (1_310, 2, nil), (1_310, 2, nil)]
        ) { ($0.axleCode, $0.driveAxles, $0.wideTyres) = ("159", 2, false) },
        GoldenVehicle(
            "05-spread-semitrailer-by-the-register",
            at(36_500),
            axles: [(nil, 2, nil), (3_500, 4, nil), (6_000, 4, nil), (1_900, 4, nil)]
        ) {
            ($0.airSuspension, $0.driveDual) = (true, true)
            $0.registration = Registration(form: .articulated)
        },
        GoldenVehicle(
            "06-axle-sum-cap-and-group-over",
            at(24_000),
            axles: [(nil, 2, 5_000), (4_000, 4, 9_500), (1_100, 4, 9_500)]
        ) { ($0.axleCode, $0.wideTyres) = ("15", false) },
        GoldenVehicle("07-entrance-within-five-percent", inMotion(51_450, "2", entrance: true), axles: plain(6)) {
            ($0.axleCode, $0.driveAxles) = ("159", 2)
        },
        GoldenVehicle("08-milder-later-points", on: "2021-05-01", at(70_000), axles: plain(6)) {
            ($0.axleCode, $0.driveAxles) = ("159", 2)
            $0.registration = Registration(
                form: .articulated,
                driveAxles: 2,
                ratedLoad: Kilograms(34_000),
                kerbMass: Kilograms(15_000)
            )
        },
        GoldenVehicle("09-rigid-without-class-unknown-instrument", inMotion(60_000, nil), axles: plain(5)) {
            $0.registration = Registration(form: .rigid)
        },
        GoldenVehicle("10-licence-mass-dimensions-and-warning", at(18_400, onSite: false), axles: plain(2)) {
            ($0.cameraForm, $0.kind) = (.rigid, .refrigerated)
            $0.registration = Registration(form: .rigid, licenceMass: Kilograms(17_500))
            $0.dimensions = OuterDimensions(
                length: Millimetres(12_000),
                width: Millimetres(2_601),
                height: Millimetres(4_300)
            )
        },
        GoldenVehicle("11-special-operation-exempt", at(55_000), axles: plain(5)) {
            $0.registration = Registration(form: .rigid, kind: .specialOperation)
        },
        GoldenVehicle("12-permit-covers", at(60_000), axles: plain(6)) {
            ($0.axleCode, $0.driveAxles) = ("159", 2)
            $0.dimensions.height = Millimetres(4_600)
            $0.permit = TransportPermit(
                number: "豫超2026001",
                mass: Kilograms(60_000),
                dimensions: OuterDimensions(height: Millimetres(4_800))
            )
        },
    ]
}

@Suite("Golden explanations, one for each kind of reasoning")
struct GoldenTests {
    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    /// `ZHICHAO_RECORD=1` writes what is said now, and fails, so that a recording never passes for a test.
    @Test("are those that were read and judged", arguments: GoldenVehicle.all)
    func golden(example: GoldenVehicle) throws {
        let determination = try shippedRules.get().determine(
            example.vehicle,
            weighing: example.weighing,
            on: try date(example.day)
        )
        let lines = determination.explanation.map { "\($0.step)\n  \($0.zh)\n  \($0.en)\n  [\($0.source)]\n" }
        let text = lines.joined()
        let url = GoldenTests.directory.appendingPathComponent(example.name + ".txt")
        if ProcessInfo.processInfo.environment["ZHICHAO_RECORD"] != nil {
            try text.write(to: url, atomically: true, encoding: .utf8)
            Issue.record("recorded \(example.name); read it, then run again without ZHICHAO_RECORD")
        }
        #expect(text == (try? String(contentsOf: url, encoding: .utf8)))
    }
}
