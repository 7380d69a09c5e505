public import Explanations
public import Foundation

/// Where the folders `Templates`, `Fonts` and `Examples` lie.
///
/// Looked for in this order: `$LLEXICORP_RESOURCES`; the folders above the running program (a build
/// in its own checkout); `share/llexicorp` beside the program's `bin`; the checkout that the library
/// was compiled in (a program that uses Llexicorp as a package).
public struct ResourceDirectory: Sendable {
    /// The folder that holds them.
    public let url: URL

    /// The templates: one folder per audience.
    public var templates: URL { url.appendingPathComponent("Templates") }

    /// The templates with a person's own before them.
    ///
    /// - Parameter own: A folder that need hold only what differs; nil for the shipped ones alone.
    /// - Returns: Where to look each file up.
    public func templates(before own: URL?) -> TemplateFolders {
        TemplateFolders([own, templates].compactMap(\.self))
    }

    /// The font configuration.
    public var fonts: URL { url.appendingPathComponent("Fonts") }
    /// The list of reference photos.
    public var photoList: URL { url.appendingPathComponent("Examples/photos.tsv") }

    /// Finds the folder.
    ///
    /// - Throws: `LlexicorpError` if none of the places has `Templates` and `Fonts`.
    public init() throws {
        let named = ProcessInfo.processInfo.environment["LLEXICORP_RESOURCES"]
        if let named, !named.isEmpty {
            let url = URL(fileURLWithPath: named)
            guard Self.isComplete(url) else {
                throw LlexicorpError(
                    "LLEXICORP_RESOURCES=\(named): has no folders Templates and Fonts",
                    hint: "set it to Llexicorp's checkout or unset it"
                )
            }
            self.url = url
            return
        }
        guard let url = Self.candidates().first(where: Self.isComplete) else {
            throw LlexicorpError(
                "the folders Templates and Fonts are not to be found near the program",
                hint: "set LLEXICORP_RESOURCES to Llexicorp's checkout"
            )
        }
        self.url = url
    }

    private static func isComplete(_ url: URL) -> Bool {
        ["Templates", "Fonts"].allSatisfy { folder in
            var isDirectory: ObjCBool = false
            let path = url.appendingPathComponent(folder).path
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
                && isDirectory.boolValue
        }
    }

    private static func candidates() -> [URL] {
        var found: [URL] = []
        let program = (Bundle.main.executableURL ?? URL(fileURLWithPath: "/"))
            .resolvingSymlinksInPath()
        var folder = program.deletingLastPathComponent()
        while folder.path != "/" {
            found.append(folder)
            folder.deleteLastPathComponent()
        }
        let prefix = program.deletingLastPathComponent().deletingLastPathComponent()
        found.append(prefix.appendingPathComponent("share/llexicorp"))
        // Sources/Llexicorp/Places/<this file>: the checkout is four levels up.
        found.append(
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
        )
        return found
    }
}
