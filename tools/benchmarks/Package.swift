// swift-tools-version: 6.2
// Measurements, a package of its own: neither built nor run by `tools/test`; `tools/bench` runs it.

import PackageDescription

let rooms = Target.Dependency.product(name: "BenchmarkedRooms", package: "zhichao")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "zhichao", path: "../.."),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: [
        .target(name: "MadeUpRoad", dependencies: [rooms]),
        .executableTarget(
            name: "case-benchmark",
            dependencies: [rooms, grdb, .product(name: "Crypto", package: "swift-crypto")]
        ),
        .executableTarget(name: "counter-benchmark", dependencies: [rooms, grdb]),
        .executableTarget(name: "decode-benchmark", dependencies: [rooms]),
        .executableTarget(name: "document-benchmark", dependencies: ["MadeUpRoad", rooms]),
        .executableTarget(name: "media-benchmark", dependencies: [rooms]),
        .executableTarget(name: "commit-floor", dependencies: ["MadeUpRoad", rooms, grdb]),
        .executableTarget(name: "feed-sender", dependencies: ["MadeUpRoad", rooms]),
        .executableTarget(name: "import-benchmark", dependencies: [rooms, grdb]),
        .executableTarget(name: "law-benchmark", dependencies: [rooms]),
        .executableTarget(name: "pipeline-benchmark", dependencies: ["MadeUpRoad", rooms]),
        .executableTarget(name: "store-ceiling", dependencies: [rooms, grdb]),
    ],
    swiftLanguageModes: [.v6]
)
