import Explanations
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
            try Data().write(to: output.draft.appendingPathComponent(ExplanationFile.name))
            try output.publish()
        }
        #expect(try names(in: place) == ["second", ExplanationFile.name])
        #expect(try names(in: folder) == ["cat"])
    }

    @Test("a draft that is not published leaves nothing, and the old folder as it was")
    func abandoned() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("cat")
        do {
            let output = try OutputDirectory(replacing: place)
            try Data().write(to: output.draft.appendingPathComponent(ExplanationFile.name))
            try output.publish()
        }
        do {
            let output = try OutputDirectory(replacing: place)
            try Data("new".utf8).write(to: output.draft.appendingPathComponent("new"))
        }
        #expect(try names(in: place) == [ExplanationFile.name])
        #expect(try names(in: folder) == ["cat"])
    }

    @Test("a folder that holds no explanation is somebody's own and stays")
    func foreignFolder() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("cat")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        // An empty one is as good as none.
        try OutputDirectory(replacing: place).publish()
        try Data("mine".utf8).write(to: place.appendingPathComponent("thesis.txt"))
        #expect(throws: LlexicorpError.self) { _ = try OutputDirectory(replacing: place) }
        #expect(try names(in: place) == ["thesis.txt"])
        #expect(try names(in: folder) == ["cat"])
    }

    @Test("a killed program's draft goes, a running one's and another folder's stay")
    func abandonedDrafts() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("cat")
        for name in [".cat.1abc.draft", ".cat.1.2abc.draft", ".cat.keep"] {
            let left = folder.appendingPathComponent(name).appendingPathComponent("assets")
            try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
        }
        let running = try OutputDirectory(replacing: place)
        let second = try OutputDirectory(replacing: place)
        let drafts = [running.draft.lastPathComponent, second.draft.lastPathComponent]
        #expect(try names(in: folder) == Set(drafts + [".cat.1.2abc.draft", ".cat.keep"]))
        try second.publish()
        try running.publish()
        #expect(try names(in: folder) == ["cat", ".cat.1.2abc.draft", ".cat.keep"])
    }

    @Test("a folder's name may be as long as a name can be", arguments: ["x", "\u{732B}"])
    func longName(letter: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let name = String(repeating: letter, count: 255 / letter.utf8.count)
        try OutputDirectory(replacing: folder.appendingPathComponent(name)).publish()
        #expect(try names(in: folder) == [name])
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

    @Test("explanations are called as their folders, dots and all")
    func ofExplanations() {
        let documents = ["a/cat.v2", "b/cat.v2/explanation.json", "./dog/../bird/explanation.json"]
            .map(URL.init(fileURLWithPath:))
        // Folders need not be there to be named, so the first is taken for a document in `a`.
        #expect(OutputNames.unique(forExplanations: documents) == ["a", "cat.v2", "bird"])
    }
}
