import Foundation
import Llexicorp
import Models
import Testing

/// Which model a name means, and what wins over what.
@Suite("Model setup")
struct ModelSetupTests {
    private static let weights = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "AttributionTests/Fixtures/tinyvgg/weights.safetensors")

    private let folder: URL
    private let own: OwnModels
    private let cache: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "llexicorp-setups-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        own = OwnModels(folder: folder.appending(path: "config/models"))
        cache = folder.appending(path: "cache")
    }

    private func cleanUp() { try? FileManager.default.removeItem(at: folder) }

    @discardableResult
    private func write(_ name: String, _ more: String = "", file: String = "model.yaml") throws
        -> URL
    {
        let url = folder.appending(path: file)
        let text = "name: \(name)\narchitecture: vgg16\nweights: \(Self.weights.path)\n\(more)\n"
        try Data(text.utf8).write(to: url)
        return url
    }

    private func resolve(
        _ model: String,
        weights: URL? = nil,
        layer: String? = nil,
        composite: String? = nil
    ) throws -> ModelSetup {
        try ModelSetup.resolve(
            model: model,
            weights: weights,
            layer: layer,
            composite: composite,
            cache: cache,
            own: own
        )
    }

    @Test("a built-in name")
    func builtIn() throws {
        defer { cleanUp() }
        let setup = try resolve("vgg16", weights: Self.weights)
        #expect(setup.model.name == "vgg16")
        #expect(setup.layer == "features.28")
        #expect(setup.composite == "epsilon-plus-flat-head")
        #expect(setup.photos == nil && setup.index == nil && setup.file == nil)
        #expect(setup.usualIndex.lastPathComponent == "vgg16.features.28.sqlite")
    }

    @Test("a model file, whose words the caller's win over")
    func file() throws {
        defer { cleanUp() }
        let more = "layer: features.21\ncomposite: epsilon-plus\nphotos: seen\nindex: in.sqlite"
        let path = try write("own", more).path
        let told = try resolve(path)
        #expect(told.layer == "features.21" && told.composite == "epsilon-plus")
        #expect(told.photos?.path == folder.appending(path: "seen").path)
        #expect(told.usualIndex.path == folder.appending(path: "in.sqlite").path)
        let other = try resolve(path, layer: "features.14", composite: "epsilon-plus-flat")
        #expect(other.layer == "features.14" && other.composite == "epsilon-plus-flat")
        #expect(other.model.conceptLayer == "features.21")
        // The file's index is of the file's layer.
        #expect(other.index == nil)
        #expect(other.usualIndex.lastPathComponent == "own.features.14.sqlite")
        #expect(try resolve(path, layer: "features.21").index != nil)
    }

    @Test("a registered model works by name from anywhere, and is replaced and removed by name")
    func registered() throws {
        defer { cleanUp() }
        try Data((0..<10).map { "kind \($0)" }.joined(separator: "\n").utf8)
            .write(to: folder.appending(path: "kinds.txt"))
        let added = try own.add(write("own", "classes: kinds.txt\nindex: in.sqlite"), cache: cache)
        #expect(added.name == "own" && !added.replaced)
        #expect(own.names == ["own"])
        let setup = try resolve("own")
        #expect(setup.model.classNames.names[9] == "kind 9")
        #expect(setup.index?.path == folder.appending(path: "in.sqlite").path)
        #expect(setup.file == added.file)

        let entries = ModelCatalogue.entries(own: own)
        #expect(entries.map(\.name).last == "own")
        #expect(entries.last?.isInstalled == true && entries.last?.state == Self.weights.path)
        let inspected = try ModelCatalogue.inspect("own", own: own)
        #expect(inspected.contains("classes    10: kind 0, kind 1, kind 2, kind 3, ..."))
        #expect(inspected.contains("layer      features.28, 64 channels"))
        #expect(inspected.contains("in.sqlite (not there)"))

        let again = try own.add(write("own", "layer: features.21"), cache: cache)
        #expect(again.replaced)
        #expect(try resolve("own").layer == "features.21")
        try own.remove("own")
        #expect(own.names.isEmpty)
        let error = #expect(throws: LlexicorpError.self) { try resolve("own") }
        #expect(error?.message == "there is no model \"own\"")
        #expect(FileManager.default.fileExists(atPath: Self.weights.path))
    }

    @Test("nothing is registered that does not work")
    func refused() throws {
        defer { cleanUp() }
        for (name, more, says) in [
            ("vgg16", "", "built-in"), ("own", "layer: features.99", "model.yaml:4"),
            ("own", "composite: magic", "model.yaml:4"), ("own", "photos: gone", "model.yaml:4"),
            ("own", "classes: gone.txt", "gone.txt is not there"),
        ] {
            var message = "no error"
            do {
                _ = try own.add(write(name, more), cache: cache)
            } catch {
                message = "\(error)"
            }
            #expect(message.contains(says), "\(message)")
            #expect(own.names.isEmpty)
        }
        #expect(throws: LlexicorpError.self) { try own.remove("nothing") }
        let builtIn = #expect(throws: LlexicorpError.self) { try own.remove("vgg16") }
        #expect(builtIn?.message.contains("built in") == true)
    }

    @Test("a registered file that was damaged shows in the list, and breaks nothing else")
    func damaged() throws {
        defer { cleanUp() }
        _ = try own.add(write("own"), cache: cache)
        try Data("name: own\n".utf8).write(to: own.file(of: "own"))
        let entry = try #require(ModelCatalogue.entries(own: own).last)
        #expect(!entry.isInstalled && entry.state.contains("\"architecture\" is missing"))
        #expect(throws: ModelsError.self) { try resolve("own") }
        #expect(try resolve("vgg16", weights: Self.weights).model.name == "vgg16")
    }

    @Test("names that mean nothing are told with those there are")
    func unknown() throws {
        defer { cleanUp() }
        _ = try own.add(write("own"), cache: cache)
        let error = #expect(throws: LlexicorpError.self) { try resolve("vgg17") }
        #expect(error?.hint?.contains("vgg16") == true && error?.hint?.contains("own") == true)
        let missing = #expect(throws: ModelsError.self) { try resolve("gone/model.yaml") }
        #expect(missing?.message == "gone/model.yaml: cannot be read")
        #expect(throws: ModelsError.self) {
            try resolve("vgg16", weights: Self.weights, layer: "features.99")
        }
    }
}
