public import Foundation

/// The files that narrators need for an audience and language: phrases, check words and prompts.
public enum NarrationFiles {
    /// Reads all of them, as a narrator would.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`.
    ///   - audience: The reader, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Throws: `NarrationError` with the file, and the line where there is one, of the first
    ///   mistake.
    public static func check(templates: URL, audience: String, language: String) throws {
        _ = try Phrasebook(templates: templates, audience: audience, language: language)
        _ = try PromptSet(templates: templates, audience: audience, language: language)
    }

    /// The languages that there are words in.
    ///
    /// - Parameter templates: The folder `Templates`.
    /// - Returns: The languages' codes, sorted.
    public static func languages(in templates: URL) -> [String] {
        folders(in: templates.appendingPathComponent("shared/narration"))
    }

    /// The audiences that there are texts for, with their languages, sorted.
    ///
    /// - Parameter templates: The folder `Templates`.
    /// - Returns: Audiences' folder names and languages' codes.
    public static func known(in templates: URL) -> [(audience: String, languages: [String])] {
        folders(in: templates).filter { $0 != "shared" }.map { audience in
            let narration = templates.appendingPathComponent("\(audience)/narration")
            return (audience, folders(in: narration))
        }
    }

    private static func folders(in url: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            let path = url.appendingPathComponent(name).path
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                && isFolder.boolValue
        }.sorted()
    }
}
