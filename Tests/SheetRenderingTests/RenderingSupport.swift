import Explanations
import Foundation
import Images
import SheetFixtures
import SheetRendering
import SheetTemplates
import Testing

/// The repository's root, seen from this file.
let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

let templatesFolder = repository.appendingPathComponent("Templates")
let fontsFolder = repository.appendingPathComponent("Fonts")

/// A folder that is gone when the test is.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("sheets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// Prints a made-up explanation with its assets.
func print(
    _ explanation: Explanation,
    _ formats: Set<SheetFormat> = [.pdf],
    in folder: TemporaryFolder,
    assets: Bool = true
) throws -> [URL] {
    if assets { try AssetFixture.write(for: explanation, to: folder.url) }
    return try SheetPrinter(templates: templatesFolder, fonts: fontsFolder).print(
        explanation,
        assets: folder.url,
        audience: "end-user",
        language: "en",
        formats: formats,
        to: folder.url
    )
}

/// Runs a tool that must be installed and gives back what it printed.
func run(_ tool: String, _ arguments: String...) throws -> String {
    try run(tool, arguments)
}

/// Runs a tool that must be installed and gives back what it printed.
func run(_ tool: String, _ arguments: [String]) throws -> String {
    let path = "/usr/bin/\(tool)"
    try #require(
        FileManager.default.isExecutableFile(atPath: path),
        "\(tool) is missing: apt-get install poppler-utils qpdf"
    )
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    #expect(process.terminationStatus == 0, "\(tool): \(text)")
    return text
}
