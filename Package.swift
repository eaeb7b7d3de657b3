// swift-tools-version: 6.2
// Targets are the layers of the house: arrows point one way, from the programs down to the pure core.
// `tools/test` builds with `--explicit-target-dependency-import-check error`, so an import that is not
// declared here does not compile; `Tests/TidyTests` bans what that check cannot see (Foundation in the core).

import PackageDescription

/// Applies to every target of ours; warnings are errors here and nowhere else.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// `files` lie there for people, and are no part of the build.
func room(_ name: String, _ dependencies: [Target.Dependency], files: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: files, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies + ["Programs", argumentParser], swiftSettings: strict)
}

/// `files` are read by the tests from where they lie.
func tests(of name: String, _ dependencies: [Target.Dependency], files: [String] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, exclude: files, swiftSettings: strict)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioExtras = Target.Dependency.product(name: "NIOExtras", package: "swift-nio-extras")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
    name: "zhichao",
    products: [
        .executable(name: "zhichaod", targets: ["zhichaod"]),
        .executable(name: "zhichao", targets: ["zhichao"]),
        .executable(name: "zhichao-station", targets: ["zhichao-station"]),
        // For `tools/benchmarks`, a package of its own.
        .library(
            name: "BenchmarkedRooms",
            targets: [
                "CaseStore", "CSimdJSON", "Daemon", "Documents", "Enforcement", "Evidence", "FeedContract", "Keys",
                "Law",
                "Readings", "Registry", "RuleQuery", "Storage", "Units", "ZeroMQ",
            ]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // The pure core: no clock, no file, no randomness.
        room("Units", []),
        room("Readings", ["Units"]),
        room("FeedContract", ["CSimdJSON", "Readings", "Units"]),
        room("Law", ["Units"]),
        room("RuleQuery", ["FeedContract", "Law", "Units"]),
        room("Enforcement", [deque, "Law", "Readings", "Units"]),
        room("Reports", ["Law", "Units"]),

        // C and C++ libraries of the system, and the one shim that Swift cannot do without.
        .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),

        // The thin shell that moves bytes.
        room("ZeroMQ", ["CZeroMQ"]),
        room("Keys", ["ZeroMQ"]),
        room("Typesetting", ["CPangoCairo", "CQREncode"]),
        room("Storage", ["Units", grdb, sqlite]),
        room("Journal", ["Enforcement", "FeedContract", "Law", "Readings", "Storage", "Units", grdb]),
        room("CaseStore", ["Enforcement", "Law", "Readings", "Storage", "Units", crypto, grdb]),
        room("CaseFile", ["CArchive", "CaseStore", "Enforcement", "Storage", "Units", crypto], files: ["Schema"]),
        room("Documents", ["CaseStore", "Enforcement", "Law", "Readings", "Typesetting", "Units"]),
        room(
            "Intake",
            ["Enforcement", "FeedContract", "Journal", "Law", "Readings", "Units", "ZeroMQ", deque, grdb, logging]
        ),
        room("Registry", ["Law", "Readings", "Storage", "Units", crypto, grdb, sqlite]),
        room("Access", ["Enforcement", "Storage", "Units", crypto, grdb]),
        room("Evidence", ["Readings", crypto]),
        room("Programs", [argumentParser]),
        room(
            "Daemon",
            [
                "Access", "CaseFile", "CaseStore", "Documents", "Enforcement", "Evidence", "FeedContract", "Intake",
                "Journal",
                "Keys", "Law",
                "Programs", "Readings", "Registry", "Reports", "Storage", "Typesetting", "Units", "ZeroMQ", crypto,
                httpTypes,
                hummingbird,
                hummingbirdCore, lifecycle, logging, nio, nioExtras, nioHTTP1, nioHTTPTypes, nioPosix, nioSSL, signals,
                yams,
            ]
        ),
        room("StationFeed", ["FeedContract", "Readings", "Units", "ZeroMQ", crypto]),
        room("Pictures", ["CPangoCairo", "CTurboJPEG", "Readings", "StationFeed", "Units"]),

        program("zhichaod", ["Daemon", logging]),
        program(
            "zhichao",
            [
                "Access", "CaseFile", "CaseStore", "Daemon", "Enforcement", "Evidence", "FeedContract", "Journal",
                "Keys", "Law",
                "Readings", "Registry", "Reports", "RuleQuery", "Storage", "Units", "ZeroMQ", httpClient, nio, nioHTTP1,
                nioSSL,
            ]
        ),
        program("zhichao-station", ["Keys", "Pictures", "StationFeed", "Units", "ZeroMQ"]),

        .target(
            name: "TestSupport",
            dependencies: ["Enforcement", "Readings", "StationFeed", "Units"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        tests(of: "Units", ["TestSupport", "Units"]),
        tests(of: "FeedContract", ["FeedContract", "Readings", "TestSupport", "Units"]),
        tests(of: "Law", ["Daemon", "Law", "TestSupport", "Units"], files: ["Golden"]),
        tests(
            of: "RuleQuery",
            ["Daemon", "FeedContract", "Law", "RuleQuery", "TestSupport", "Units"],
            files: ["Vectors"]
        ),
        tests(of: "Reports", ["Law", "Reports", "TestSupport", "Units"]),
        tests(of: "Enforcement", ["Daemon", "Enforcement", "Law", "Readings", "TestSupport", "Units"]),
        tests(of: "ZeroMQ", ["ZeroMQ"]),
        tests(of: "Keys", ["Keys", "TestSupport", "ZeroMQ"]),
        tests(of: "Journal", ["Enforcement", "Journal", "Law", "Readings", "Storage", "TestSupport", "Units", grdb]),
        tests(of: "Access", ["Access", "Enforcement", "Storage", "TestSupport", "Units", grdb]),
        tests(of: "Evidence", ["Evidence", "Readings", "TestSupport"]),
        tests(of: "Registry", ["Law", "Readings", "Registry", "Storage", "TestSupport", "Units", grdb]),
        tests(
            of: "CaseStore",
            [
                "CaseStore", "Daemon", "Enforcement", "Law", "Readings", "Storage", "TestSupport", "Units", crypto,
                grdb,
            ]
        ),
        tests(
            of: "Intake",
            [
                "Daemon", "Enforcement", "FeedContract", "Intake", "Journal", "Law", "Readings", "TestSupport", "Units",
                "ZeroMQ", logging,
            ]
        ),
        tests(
            of: "Daemon",
            [
                "Access", "CaseStore", "Daemon", "Enforcement", "FeedContract", "Intake", "Journal", "Keys", "Law",
                "Readings", "Registry", "TestSupport", "Units", "ZeroMQ", httpTypes, hummingbird, logging, nio,
            ]
        ),
        tests(of: "StationFeed", ["FeedContract", "Readings", "StationFeed", "TestSupport", "Units", "ZeroMQ"]),
        tests(
            of: "Simulation",
            [
                "Daemon", "Enforcement", "FeedContract", "Intake", "Journal", "Law", "Readings", "StationFeed",
                "TestSupport", "Units", grdb,
            ]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Evidence", "FeedContract", "Readings", "StationFeed", "TestSupport", "Units", "ZeroMQ", "zhichao",
                "zhichao-station", "zhichaod",
            ],
            exclude: ["Proxy", "Scripts"],
            swiftSettings: strict
        ),
        tests(of: "Typesetting", ["TestSupport", "Typesetting"]),
        tests(of: "Pictures", ["CTurboJPEG", "Pictures", "Readings", "StationFeed", "Units"]),
        tests(
            of: "Documents",
            [
                "CaseStore", "Documents", "Enforcement", "Evidence", "Pictures", "Readings", "TestSupport", "Units",
            ]
        ),
        tests(of: "Tidy", ["TestSupport"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
