public import Foundation
import Models
import Tensors

/// The models that the person registered by name: one `NAME.yaml` each in a folder.
public struct OwnModels: Sendable {
    /// The folder; it need not be there.
    public let folder: URL

    /// Looks into a folder.
    ///
    /// - Parameter folder: The folder of registered models.
    public init(folder: URL = ConfigDirectory.models) {
        self.folder = folder
    }

    /// The registered names, sorted.
    public var names: [String] {
        let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (files ?? []).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
            .filter(ModelFile.isName).sorted()
    }

    /// Where the description of a name lies, whether it is there or not.
    ///
    /// - Parameter name: A name that `ModelFile.isName` accepts.
    /// - Returns: The file's place.
    public func file(of name: String) -> URL { folder.appendingPathComponent("\(name).yaml") }

    /// Registers a model under its name: keeps a copy of its description with absolute paths.
    ///
    /// The model is loaded first, so that nothing is registered that does not work.
    ///
    /// - Parameters:
    ///   - url: The model file.
    ///   - cache: The tool's cache folder.
    /// - Returns: The model's name, the copy's place, and whether it replaced one of that name.
    /// - Throws: The error of what is missing or does not fit; nothing is then registered.
    public func add(
        _ url: URL,
        cache: URL = CacheDirectory.url
    ) throws -> (name: String, file: URL, replaced: Bool) {
        let description = try ModelFile(contentsOf: url)
        let setup = try ModelSetup.resolve(description, cache: cache)
        if let photos = setup.photos, !FileManager.default.fileExists(atPath: photos.path) {
            throw LlexicorpError(
                "\(description.place(of: .photos)): \(photos.standardizedFileURL.path) is not there",
                hint: "give a folder of photos or a list of them, or leave photos out"
            )
        }
        let target = file(of: description.name)
        let replaced = FileManager.default.fileExists(atPath: target.path)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try WholeFile.write(Data(description.absoluteCopy().utf8), to: target)
        return (description.name, target, replaced)
    }

    /// Forgets a model; its weights, photos and index stay where they are.
    ///
    /// - Parameter name: The registered name.
    /// - Throws: `LlexicorpError` naming those there are, if it is none.
    public func remove(_ name: String) throws {
        guard names.contains(name) else {
            let known = names.joined(separator: ", ")
            throw LlexicorpError(
                ModelRegistry.names.contains(name)
                    ? "\(name) is built in and cannot be removed"
                    : "no model of yours is called \"\(name)\"",
                hint: known.isEmpty ? "none is registered" : "registered are \(known)"
            )
        }
        try FileManager.default.removeItem(at: file(of: name))
    }
}
