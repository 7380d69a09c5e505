import Foundation
import Llexicorp
import Testing

@Suite("Output directory")
struct OutputDirectoryTests {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("llexicorp-output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func names(in url: URL) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: url.path))
    }

    @Test("an old folder is replaced whole, never merged")
    func replacesWhole() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("cat")
        for name in ["first", "second"] {
            let output = try OutputDirectory(replacing: place)
            try Data(name.utf8).write(to: output.draft.appendingPathComponent(name))
            try output.publish()
        }
        #expect(try names(in: place) == ["second"])
        #expect(try names(in: folder) == ["cat"])
    }

    @Test("a draft that is not published leaves nothing, and the old folder as it was")
    func abandoned() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("cat")
        do {
            let output = try OutputDirectory(replacing: place)
            try Data("old".utf8).write(to: output.draft.appendingPathComponent("old"))
            try output.publish()
        }
        do {
            let output = try OutputDirectory(replacing: place)
            try Data("new".utf8).write(to: output.draft.appendingPathComponent("new"))
        }
        #expect(try names(in: place) == ["old"])
        #expect(try names(in: folder) == ["cat"])
    }

    @Test("a file in the folder's place is left alone")
    func fileInTheWay() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("cat")
        try Data("mine".utf8).write(to: place)
        #expect(throws: LlexicorpError.self) { _ = try OutputDirectory(replacing: place) }
        #expect(try Data(contentsOf: place) == Data("mine".utf8))
    }
}

@Suite("Output names")
struct OutputNamesTests {
    @Test("photos of one stem get numbers")
    func unique() {
        let photos = ["a/cat.png", "b/cat.jpg", "dog.webp", "c/cat.png", "cat-2.png"]
            .map(URL.init(fileURLWithPath:))
        #expect(OutputNames.unique(for: photos) == ["cat", "cat-2", "dog", "cat-3", "cat-2-2"])
    }
}
