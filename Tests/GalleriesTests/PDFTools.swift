import Foundation

/// Printed documents, read by other people's tools.
enum PDFTools {
    /// What a tool prints.
    static func run(_ tool: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// The words of each page.
    static func pages(_ file: URL) throws -> [String] {
        var pages = try run("pdftotext", "-layout", file.path, "-")
            .split(separator: "\u{C}", omittingEmptySubsequences: false).map(String.init)
        if pages.last?.isEmpty == true { pages.removeLast() }
        return pages
    }
}
