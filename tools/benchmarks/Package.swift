// swift-tools-version: 6.1
// Measurements, a package of its own: neither built nor run by `tools/test`.

import PackageDescription

let package = Package(
    name: "benchmarks",
    dependencies: [
        .package(name: "zhichao", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "decode-benchmark",
            dependencies: [.product(name: "FeedContract", package: "zhichao")]
        )
    ],
    swiftLanguageModes: [.v6]
)
