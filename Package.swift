// swift-tools-version: 6.0
import Foundation
import PackageDescription

// oneDNN is there on x86-64 Debian and Ubuntu; without it OpenBLAS computes the convolutions, slower.
let hasOneDNN =
    Context.environment["LLEXICORP_WITHOUT_ONEDNN"] == nil
    && ["/usr/include", "/usr/local/include"].contains {
        FileManager.default.fileExists(atPath: $0 + "/dnnl.h")
    }

// C types must not leak into public signatures, so imports are internal unless said otherwise.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "llexicorp",
    products: [
        .library(name: "Llexicorp", targets: ["Llexicorp"]),
        .executable(name: "llexicorp", targets: ["LlexicorpCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // MARK: C libraries
        .systemLibrary(
            name: "COpenBLAS",
            path: "Sources/Bindings/COpenBLAS",
            pkgConfig: "openblas"
        ),
        .systemLibrary(name: "COneDNN", path: "Sources/Bindings/COneDNN"),
        .systemLibrary(name: "CCrypto", path: "Sources/Bindings/CCrypto", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CZip", path: "Sources/Bindings/CZip", pkgConfig: "libzip"),
        .systemLibrary(name: "CPNG", path: "Sources/Bindings/CPNG", pkgConfig: "libpng"),
        .systemLibrary(name: "CJPEG", path: "Sources/Bindings/CJPEG", pkgConfig: "libjpeg"),
        .systemLibrary(name: "CWebP", path: "Sources/Bindings/CWebP", pkgConfig: "libwebp"),
        .systemLibrary(name: "CPango", path: "Sources/Bindings/CPango", pkgConfig: "pangocairo"),
        .systemLibrary(name: "CHyphen", path: "Sources/Bindings/CHyphen"),
        .systemLibrary(name: "CQPDF", path: "Sources/Bindings/CQPDF", pkgConfig: "libqpdf"),
        .systemLibrary(name: "CCurl", path: "Sources/Bindings/CCurl", pkgConfig: "libcurl"),
        .target(name: "CHeap", path: "Sources/Bindings/CHeap"),
        .systemLibrary(name: "CRename", path: "Sources/Bindings/CRename"),

        // MARK: Computing
        .target(name: "Tensors", swiftSettings: settings),
        .target(name: "Digests", dependencies: ["CCrypto"], swiftSettings: settings),
        .target(
            name: "Kernels",
            dependencies: ["Tensors", "COpenBLAS", "CHeap"] + (hasOneDNN ? ["COneDNN"] : []),
            swiftSettings: settings + (hasOneDNN ? [.define("ONEDNN")] : [])
        ),
        .target(
            name: "Images",
            dependencies: ["Tensors", "CPNG", "CJPEG", "CWebP"],
            swiftSettings: settings
        ),
        .target(
            name: "Models",
            dependencies: [
                "Tensors", "Digests", "Kernels", "Images", "CZip", "Yams",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Attribution",
            dependencies: ["Tensors", "Kernels", "Models"],
            swiftSettings: settings
        ),

        // MARK: The document between the halves
        .target(name: "Explanations", swiftSettings: settings),

        // MARK: Evidence
        .target(
            name: "Concepts",
            dependencies: [
                "Tensors", "Digests", "Images", "Models", "Attribution", "Explanations",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: settings
        ),

        // MARK: Telling
        .target(
            name: "LanguageModels",
            dependencies: ["Digests", "CCurl"],
            swiftSettings: settings
        ),
        .target(
            name: "Narration",
            dependencies: [
                "Tensors", "Digests", "Images", "Explanations", "LanguageModels",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "SheetTemplates",
            dependencies: ["Explanations", "Yams"],
            swiftSettings: settings
        ),
        .target(
            name: "SheetRendering",
            dependencies: [
                "Tensors", "Digests", "Images", "Explanations", "SheetTemplates",
                "CPango", "CQPDF",
            ],
            swiftSettings: settings
        ),

        .target(
            name: "Galleries",
            dependencies: [
                "Tensors", "Images", "Explanations", "SheetTemplates", "SheetRendering",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: settings
        ),

        // MARK: The library's face and the command
        .target(
            name: "Llexicorp",
            dependencies: [
                "Tensors", "Digests", "Images", "Models", "Attribution", "Explanations", "Concepts",
                "LanguageModels", "Narration", "SheetTemplates", "SheetRendering", "Galleries",
                "CRename",
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "LlexicorpCommand",
            dependencies: [
                "Llexicorp",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),

        // MARK: Measuring
        .executableTarget(
            name: "AttributionBench",
            dependencies: ["Attribution", "Concepts", "Kernels", "Models", "Tensors", "COpenBLAS"],
            path: "Benchmarks/AttributionBench",
            swiftSettings: settings
        ),

        // MARK: Tests
        .testTarget(
            name: "TensorsTests",
            dependencies: ["Tensors"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ImagesTests",
            dependencies: ["Images", "Tensors"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "KernelsTests",
            dependencies: ["Kernels", "Tensors"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ModelsTests",
            dependencies: ["Models", "Tensors", "Digests", "Kernels", "Images"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AttributionTests",
            dependencies: ["Attribution", "Models", "Kernels", "Tensors"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ConceptsTests",
            dependencies: [
                "Concepts", "Attribution", "Models", "Kernels", "Images", "Explanations", "Tensors",
                "Digests",
            ],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .target(name: "ServerFixtures", path: "Tests/ServerFixtures", swiftSettings: settings),
        .testTarget(
            name: "LanguageModelsTests",
            dependencies: ["LanguageModels", "Digests", "ServerFixtures"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "NarrationTests",
            dependencies: [
                "Narration", "LanguageModels", "Explanations", "Images", "Tensors", "Digests",
            ],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ExplanationsTests",
            dependencies: ["Explanations"],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .target(
            name: "SheetFixtures",
            dependencies: ["Explanations", "Images", "SheetTemplates", "Tensors"],
            path: "Tests/SheetFixtures",
            swiftSettings: settings
        ),
        .testTarget(
            name: "SheetTemplatesTests",
            dependencies: ["SheetTemplates", "Explanations", "SheetFixtures"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SheetRenderingTests",
            dependencies: [
                "SheetRendering", "SheetTemplates", "Explanations", "SheetFixtures", "Images",
                "Tensors", "CPango", "CHyphen",
            ],
            exclude: ["Snapshots"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GalleriesTests",
            dependencies: [
                "Galleries", "SheetRendering", "SheetTemplates", "Explanations", "SheetFixtures",
                "Images", "Tensors",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LlexicorpTests",
            dependencies: ["Llexicorp", "Explanations", "Images", "Models", "Tensors"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "LlexicorpCommand", "Images", "Models", "Tensors", "Explanations", "LanguageModels",
                "Concepts",
                "ServerFixtures",
            ],
            swiftSettings: settings
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Readers of files under libFuzzer, which needs flags of the compiler: only `Scripts/fuzz` builds it.
if Context.environment["LLEXICORP_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "ReaderFuzz",
            dependencies: ["Models", "Tensors"],
            path: "Fuzz/ReaderFuzz",
            swiftSettings: settings
        )
    )
}
