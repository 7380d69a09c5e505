package import Explanations
import Foundation

extension SheetStrings {
    /// Reads the words of something that is no audience's: those of `shared/<name>/strings`, over the words that
    /// all sheets share, with what classes are called.
    ///
    /// - Parameters:
    ///   - name: The folder below `shared`, such as `gallery`.
    ///   - templates: The folder of templates, or several.
    ///   - language: The language's code.
    /// - Throws: `SheetTemplatesError` with line and column; for an unknown language it lists those that exist.
    package init(shared name: String, in templates: TemplateFolders, language: String) throws {
        let path = "shared/\(name)/strings/\(language).yaml"
        guard !language.contains("/"), templates.has(path) else {
            let known = templates.names(in: "shared/\(name)/strings")
                .filter { $0.hasSuffix(".yaml") }.map { $0.dropLast(5) }
            throw SheetTemplatesError(
                "the \(name) has no language \"\(language)\"",
                hint: "known languages are: \(known.joined(separator: ", "))"
            )
        }
        try self.init(shared: TemplateNode.root(of: templates.file(path)), in: templates)
    }

    /// Reads such words from a file that is read already; their language is the file's own.
    init(shared root: TemplateNode, in templates: TemplateFolders) throws {
        let language = try root.fields("language", "numbers", "plurals", "strings")
            .required("language").string()
        let base = templates.file("shared/sheet/strings/\(language).yaml")
        try self.init(
            reading: root,
            base: FileManager.default.fileExists(atPath: base.path)
                ? SheetStrings(contentsOf: base) : nil
        )
        dropComparisons()
        titles = try ClassTitles(templates: templates, language: language)
    }

    /// What a label is called in the language, on one line.
    ///
    /// - Parameters:
    ///   - label: The label in the model's language.
    ///   - number: The class that it names, if it is one.
    /// - Returns: Its word, or the label where there is none.
    package func title(of label: String, class number: Int? = nil) -> String {
        titles.title(of: label.asOneParagraph, class: number).asOneParagraph
    }
}
