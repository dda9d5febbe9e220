// swift-tools-version: 6.2
import PackageDescription

/// The road is `import → plan → verify → store → ticket → release`; a target sees only the rooms before it.
/// `Verifying` cannot see `Solving` or `Planning`, so the checker cannot cheat.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]
/// Where time goes to disks, fonts and people, optimising would only cost minutes of building.
let unhurried: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"])]

func library(_ name: String, apt: String, pkgConfig: String? = nil) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func stage(
    _ name: String, uses: [Target.Dependency], resources: [Resource] = [], settings: [SwiftSetting] = strict
) -> Target {
    .target(name: name, dependencies: uses, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, uses: [Target.Dependency], settings: [SwiftSetting] = unhurried) -> Target {
    .testTarget(name: name, dependencies: uses, swiftSettings: settings)
}

let package = Package(
    name: "kaowu",
    products: [
        .executable(name: "kaowu", targets: ["kaowu"]),
        // For tests only: preloaded into `kaowu`, it fails or kills it at a chosen call.
        .library(name: "FaultyCalls", type: .dynamic, targets: ["FaultyCalls"]),
    ],
    targets: [
        library("CIconv", apt: "libc6-dev"),
        library("CMalloc", apt: "libc6-dev"),
        library("CSQLite", apt: "libsqlite3-dev", pkgConfig: "sqlite3"),
        library("CPango", apt: "libpango1.0-dev", pkgConfig: "pangocairo"),
        library("CQRCode", apt: "libqrencode-dev", pkgConfig: "libqrencode"),
        library("CSodium", apt: "libsodium-dev", pkgConfig: "libsodium"),
        library("CCrypto", apt: "libssl-dev", pkgConfig: "libcrypto"),
        library("CTurboJPEG", apt: "libturbojpeg0-dev", pkgConfig: "libturbojpeg"),
        library("CXLSXWriter", apt: "libxlsxwriter-dev", pkgConfig: "xlsxwriter"),
        library("CZip", apt: "libzip-dev", pkgConfig: "libzip"),

        stage(
            "Exams", uses: ["CIconv", "CZip"], resources: [.copy("RuleBooks/Books"), .copy("Calendars/Years")]),
        stage("Solving", uses: []),
        stage("Planning", uses: ["Exams", "Solving"]),
        stage("Verifying", uses: ["Exams"]),
        stage("Storage", uses: ["Exams", "Verifying", "CCrypto", "CSQLite"]),
        stage("Tickets", uses: ["Exams", "Verifying", "CPango", "CQRCode", "CSodium", "CTurboJPEG", "CXLSXWriter"]),
        stage("Releasing", uses: ["Exams", "Verifying", "Storage", "Tickets"], settings: unhurried),
        .executableTarget(
            name: "kaowu",
            dependencies: ["CMalloc", "Exams", "Solving", "Planning", "Verifying", "Storage", "Tickets", "Releasing"],
            resources: [.copy("Bench/Rivals")],
            swiftSettings: unhurried),

        tests("ExamsTests", uses: ["Exams", "CZip"]),
        tests("SolvingTests", uses: ["Solving"]),
        tests("PlanningTests", uses: ["Exams", "Planning", "Verifying"], settings: strict),
        tests("VerifyingTests", uses: ["Exams", "Verifying"]),
        .target(
            name: "ExampleOffice", dependencies: ["Exams", "Verifying", "CSQLite"], path: "Tests/ExampleOffice",
            swiftSettings: unhurried),
        tests("StorageTests", uses: ["Exams", "Verifying", "Storage", "ExampleOffice"]),
        tests("TicketsTests", uses: ["Exams", "Verifying", "Tickets", "ExampleOffice", "CZip"]),
        tests("ReleasingTests", uses: ["Exams", "Verifying", "Storage", "Tickets", "Releasing", "ExampleOffice"]),
        .target(
            name: "FaultyCalls", path: "Tests/FaultyCalls",
            cSettings: [.treatAllWarnings(as: .error)]),
        tests(
            "KaowuTests",
            uses: ["Exams", "Planning", "Verifying", "Storage", "Tickets", "Releasing", "ExampleOffice"]),
    ]
)
