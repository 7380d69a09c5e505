import Explanations
import Foundation
import SheetTemplates
import Testing

/// All mistakes of a template at once.
@Suite struct MistakesTests {
    /// The mistakes of the shipped template with some texts replaced, each only once.
    private func mistakes(
        sheet: [(String, String)] = [],
        strings: [(String, String)] = []
    ) throws -> [String] {
        let own = FileManager.default.temporaryDirectory
            .appendingPathComponent("mistakes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: own) }
        for (path, changes) in [
            ("end-user/sheet.yaml", sheet), ("end-user/strings/en.yaml", strings),
        ] where !changes.isEmpty {
            var text = try templateText(path)
            for (old, new) in changes {
                let place = try #require(text.range(of: old), "\(old)")
                text.replaceSubrange(place, with: new)
            }
            let url = own.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
        return SheetTemplate.mistakes(
            folder: TemplateFolders([own, templatesFolder]),
            audience: "end-user",
            language: "en"
        ).map { $0.description.replacing(own.path + "/", with: "") }
    }

    @Test("The shipped template has none")
    func shipped() throws { #expect(try mistakes().isEmpty) }

    @Test("Every mistake is told once, with its place, in both files")
    func several() throws {
        let found = try mistakes(
            sheet: [
                ("hyphenate-below", "hyphenate-bellow"),
                ("\nstyles:\n", "\ncolours: { for: orange }\nstyles:\n"),
                ("kind: photo,", "kind: photos,"), ("string: kicker,", "string: kickr,"),
            ],
            strings: [("\nstrings:\n", "\nstrings:\n  title: \"{anser}\"\n")]
        )
        for words in [
            "unknown key \"hyphenate-bellow\"", "expected a colour", "unknown value \"photos\"",
            "there is no string \"kickr\"", "anser",
        ] {
            #expect(found.count { $0.contains(words) } == 1, "\(words): \(found)")
        }
        #expect(found.count == 5, "\(found)")
        for mistake in found {
            #expect(
                mistake.contains(#/^end-user/(sheet|strings/en)\.yaml:\d+:\d+: /#),
                "\(mistake)"
            )
        }
    }

    @Test("What is missing only because a mistake was taken out is no mistake")
    func consequences() throws {
        // A style that many parts name, and the columns' own key.
        let found = try mistakes(sheet: [("size: 9.8 pt, leading: 14.17 pt", "size: 9.8")])
        #expect(found.count <= 2 && found.first?.contains("9.8") == true, "\(found)")
    }

    @Test("What has no place ends the search without an endless loop")
    func placeless() throws {
        #expect(try mistakes(sheet: [("page:", "pages:")]).count >= 1)
        let unknown = SheetTemplate.mistakes(
            folder: templatesFolder,
            audience: "nobody",
            language: "en"
        )
        #expect(unknown.count == 1)
    }
}
