public import Foundation

/// Where templates, strings, phrases and prompts are looked up: a folder, or several in turn.
public protocol TemplateSource: Sendable {
    /// The folders, in the order in which they are looked into; at least one.
    var templateFolders: [URL] { get }
}

extension URL: TemplateSource {
    /// The folder alone.
    public var templateFolders: [URL] { [self] }
}

/// Folders of templates that complement each other: every file is looked for in each in turn.
///
/// So a folder of one's own need only hold what differs from the shipped one: a whole new audience, or one
/// file of a known one.
///
/// ```swift
/// let templates = TemplateFolders([own, shipped])
/// let sheet = templates.file("end-user/sheet.yaml")  // own/end-user/sheet.yaml if it is there
/// ```
public struct TemplateFolders: TemplateSource, CustomStringConvertible {
    /// The folders, in the order in which they are looked into; at least one.
    public let templateFolders: [URL]

    /// Makes a place to look up templates.
    ///
    /// - Parameter source: A folder, or other such places.
    public init(_ source: some TemplateSource) {
        self.init(source.templateFolders)
    }

    /// Makes a place to look up templates.
    ///
    /// - Parameter folders: The folders, the first one's files before all others; at least one.
    public init(_ folders: [URL]) {
        precondition(!folders.isEmpty, "no folder of templates")
        templateFolders = folders
    }

    /// The folders' paths.
    public var description: String { templateFolders.map(\.path).joined(separator: " and ") }

    /// A file or folder.
    ///
    /// - Parameter path: Its path within the folders, such as `end-user/sheet.yaml`.
    /// - Returns: The first that there is; where there is none, where the first folder would have it.
    public func file(_ path: String) -> URL {
        all(path).first ?? templateFolders[0].appendingPathComponent(path)
    }

    /// Whether any of the folders has a file or folder.
    ///
    /// - Parameter path: Its path within the folders.
    /// - Returns: Whether it is there.
    public func has(_ path: String) -> Bool { !all(path).isEmpty }

    /// The names of what lies in a folder, of all folders together, sorted.
    ///
    /// - Parameter path: The folder's path within the folders; empty for these themselves.
    /// - Returns: Files' and folders' names; none if there is no such folder.
    public func names(in path: String = "") -> [String] {
        let names = templateFolders.flatMap { folder in
            let url = path.isEmpty ? folder : folder.appendingPathComponent(path)
            return (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        }
        return Set(names).sorted()
    }

    /// The names of the folders that lie in a folder, of all folders together, sorted.
    ///
    /// - Parameter path: The folder's path within the folders; empty for these themselves.
    /// - Returns: Folders' names; none if there is no such folder.
    public func folders(in path: String = "") -> [String] {
        names(in: path).filter { name in
            all(path.isEmpty ? name : "\(path)/\(name)").contains(where: Self.isFolder)
        }
    }

    /// The same file or folder of each folder that has it.
    private func all(_ path: String) -> [URL] {
        templateFolders.map { $0.appendingPathComponent(path) }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
