import Foundation

/// Where the checks find the words of a language.
enum Languages {
    /// The package's templates; where they lack a language's phrases for the end user, a copy that
    /// has the English ones in their place, as the checks look at none of them.
    static func templates(for language: String) throws -> URL {
        let files = FileManager.default
        let home = Support.templates.resolvingSymlinksInPath()
        let wanted =
            ["nouns.\(language).json", "shared/narration/\(language)/words.json"]
            + ["reader.json", "context.mustache", "summary.mustache"]
            .map { "end-user/narration/\(language)/\($0)" }
        let missing = wanted.filter {
            !files.fileExists(atPath: home.appendingPathComponent($0).path)
        }
        guard !missing.isEmpty else { return home }
        let copy = files.temporaryDirectory.appendingPathComponent("templates-\(UUID().uuidString)")
        try files.copyItem(at: home, to: copy)
        for path in missing {
            let english = path.replacing("nouns.\(language)", with: "nouns.en")
                .replacing("/\(language)/", with: "/en/")
            let to = copy.appendingPathComponent(path)
            try files.createDirectory(
                at: to.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try files.copyItem(at: home.appendingPathComponent(english), to: to)
        }
        return copy
    }
}
