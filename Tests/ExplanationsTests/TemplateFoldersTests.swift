import Explanations
import Foundation
import Testing

@Suite struct TemplateFoldersTests {
    /// Two folders with files whose content is the folder's name.
    private func folders(_ own: [String], _ shipped: [String]) throws -> [URL] {
        let home = FileManager.default.temporaryDirectory
            .appendingPathComponent("folders-\(UUID().uuidString)")
        return try [("own", own), ("shipped", shipped)].map { name, files in
            let folder = home.appendingPathComponent(name)
            for file in files {
                let url = folder.appendingPathComponent(file)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(name.utf8).write(to: url)
            }
            return folder
        }
    }

    @Test("A file is the first folder's that has it")
    func files() throws {
        let urls = try folders(["a/sheet.yaml"], ["a/sheet.yaml", "a/strings/en.yaml"])
        defer { try? FileManager.default.removeItem(at: urls[0].deletingLastPathComponent()) }
        let templates = TemplateFolders(urls)
        #expect(templates.file("a/sheet.yaml").path.hasSuffix("own/a/sheet.yaml"))
        #expect(templates.file("a/strings/en.yaml").path.hasSuffix("shipped/a/strings/en.yaml"))
        #expect(templates.has("a/strings") && !templates.has("b"))
        #expect(templates.file("b/x").path.hasSuffix("own/b/x"))
        #expect(TemplateFolders(urls[1]).file("b/x").path.hasSuffix("shipped/b/x"))
    }

    @Test("What lies in a folder is what lies in any of them, once")
    func names() throws {
        let urls = try folders(
            ["a/sheet.yaml", "c/x", "nouns.fr.json"],
            ["a/sheet.yaml", "a/strings/en.yaml", "b/sheet.yaml"]
        )
        defer { try? FileManager.default.removeItem(at: urls[0].deletingLastPathComponent()) }
        let templates = TemplateFolders(urls)
        #expect(templates.names() == ["a", "b", "c", "nouns.fr.json"])
        #expect(templates.folders() == ["a", "b", "c"])
        #expect(templates.names(in: "a") == ["sheet.yaml", "strings"])
        #expect(templates.folders(in: "a") == ["strings"])
        #expect(templates.names(in: "nowhere").isEmpty)
    }
}
