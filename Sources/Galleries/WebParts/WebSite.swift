package import Explanations
package import Foundation
import Mustache
package import SheetTemplates
import Tensors

/// A folder of static pages: renders templates into it and copies what all pages share.
///
/// Pages name only files of the folder, by relative paths, so that they open from `file://` and nothing is
/// fetched from elsewhere.
package struct WebSite: Sendable {
    /// Where the pages go.
    package let folder: URL
    private let templates: TemplateFolders
    private let library: MustacheLibrary
    /// The strings that the templates name as `words.<key>`.
    private let keys: [String: Set<String>]

    /// Reads the page templates: every `.mustache` file of `shared/web` and of a folder beside it; each can be
    /// used as a partial of the others by its name without ending.
    ///
    /// - Parameters:
    ///   - name: The folder of templates, such as `gallery` for `shared/gallery/web`.
    ///   - templates: The folders of templates.
    ///   - folder: Where the pages go; it exists.
    /// - Throws: `GalleriesError` with file and line.
    package init(_ name: String, templates: TemplateFolders, folder: URL) throws {
        self.folder = folder
        self.templates = templates
        MustacheContentTypes.register(WebText(), named: WebText.name)
        var library = MustacheLibrary()
        var keys: [String: Set<String>] = [:]
        for path in ["shared/web", "shared/\(name)/web"] {
            for file in templates.names(in: path) where file.hasSuffix(".mustache") {
                let url = templates.file("\(path)/\(file)")
                let (template, text) = try Self.template(url)
                library.register(template, named: String(file.dropLast(9)))
                for match in text.matches(of: /\{\{[#^\/]?\s*words\.([a-zA-Z0-9-]+)\s*\}\}/) {
                    keys[url.path, default: []].insert(String(match.output.1))
                }
            }
        }
        self.library = library
        self.keys = keys
    }

    /// The fixed words that the templates name: `{{words.web-back}}` says the string `web-back`.
    ///
    /// Strings with placeholders or plurals are no fixed words; they are values of their own.
    ///
    /// - Parameter strings: The strings.
    /// - Returns: The values' `words`.
    /// - Throws: `GalleriesError` naming the template and the string, if one is missing.
    package func words(_ strings: SheetStrings) throws -> [String: String] {
        var words: [String: String] = [:]
        for (file, keys) in keys.sorted(by: { $0.key < $1.key }) {
            for key in keys.sorted() where words[key] == nil {
                do {
                    words[key] = try strings.text(key)
                } catch {
                    throw GalleriesError("\(file): {{words.\(key)}}: \(error)")
                }
            }
        }
        return words
    }

    /// Renders a page and writes it.
    ///
    /// - Parameters:
    ///   - template: The template's name without ending.
    ///   - values: What it names; words are escaped where they are put into the page.
    ///   - path: The page's place in the folder, such as `photos/cat.html`.
    /// - Throws: `GalleriesError` if there is no such template, `TensorsError` if the page cannot be written.
    package func write(_ template: String, _ values: Any, to path: String) throws {
        guard let page = library.render(values, withTemplate: template) else {
            throw GalleriesError(
                "there is no page template \"\(template)\"",
                hint: "it would be \(template).mustache among the web templates"
            )
        }
        try write(Data(page.utf8), to: path)
    }

    /// Writes a file of the folder; folders on the way are made.
    package func write(_ data: Data, to path: String) throws {
        let url = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try WholeFile.write(data, to: url)
    }

    /// Copies files of the templates, such as styles and scripts.
    ///
    /// - Parameters:
    ///   - names: The files' names in `path`.
    ///   - path: The folder among the templates, such as `shared/web`.
    /// - Throws: `GalleriesError` if one is missing.
    package func copy(_ names: [String], from path: String) throws {
        for name in names {
            let url = templates.file("\(path)/\(name)")
            guard let data = try? Data(contentsOf: url) else {
                throw GalleriesError("\(url.path): cannot be read", hint: "restore the templates")
            }
            try write(data, to: name)
        }
    }

    private static func template(_ url: URL) throws -> (MustacheTemplate, text: String) {
        do {
            let text = try String(contentsOf: url, encoding: .utf8)
            return (try MustacheTemplate(string: WebText.pragma + text), text)
        } catch let error as MustacheTemplate.ParserError {
            throw GalleriesError(
                "\(url.path):\(error.context.lineNumber): is not a Mustache template (\(error.error))"
            )
        } catch {
            throw GalleriesError("\(url.path): cannot be read as UTF-8 text")
        }
    }
}
