public import Explanations

/// The files that narrators need for an audience and language: phrases, check words and prompts.
public enum NarrationFiles {
    /// Reads all of them, as a narrator would.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`, or several.
    ///   - audience: The reader, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Throws: `NarrationError` with the file, and the line where there is one, of the first
    ///   mistake.
    public static func check(
        templates: some TemplateSource,
        audience: String,
        language: String
    ) throws {
        let templates = TemplateFolders(templates)
        _ = try Phrasebook(templates: templates, audience: audience, language: language)
        _ = try PromptSet(templates: templates, audience: audience, language: language)
    }

    /// Finds the mistakes in them: the first of the phrases and words, and the first of the prompts.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`, or several.
    ///   - audience: The reader, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Returns: At most two, with the file, and the line where there is one.
    public static func mistakes(
        templates: some TemplateSource,
        audience: String,
        language: String
    ) -> [NarrationError] {
        let templates = TemplateFolders(templates)
        func failure(_ read: () throws(NarrationError) -> Void) -> NarrationError? {
            do throws(NarrationError) { try read() } catch { return error }
            return nil
        }
        return [
            failure { () throws(NarrationError) in
                _ = try Phrasebook(templates: templates, audience: audience, language: language)
            },
            failure { () throws(NarrationError) in
                _ = try PromptSet(templates: templates, audience: audience, language: language)
            },
        ].compactMap(\.self)
    }

    /// The languages that there are words in.
    ///
    /// - Parameter templates: The folder `Templates`, or several.
    /// - Returns: The languages' codes, sorted.
    public static func languages(in templates: some TemplateSource) -> [String] {
        TemplateFolders(templates).folders(in: "shared/narration")
    }

    /// The audiences that there are texts for, with their languages, sorted.
    ///
    /// - Parameter templates: The folder `Templates`, or several.
    /// - Returns: Audiences' folder names and languages' codes.
    public static func known(
        in templates: some TemplateSource
    ) -> [(audience: String, languages: [String])] {
        let templates = TemplateFolders(templates)
        return templates.folders().filter { $0 != "shared" }.map { audience in
            (audience, templates.folders(in: "\(audience)/narration"))
        }
    }
}
