import Explanations
import Foundation

/// What the classes of a model are called in a sheet's language: the `words` of `nouns.<language>.json`.
///
/// Of each word only the first form is read, which is the plain singular. A class that has no word keeps
/// its own label.
struct ClassTitles: Sendable {
    private let words: [String: String]
    private let classes: [String: String]

    /// No words: every class keeps its label, as in English.
    static let none = ClassTitles(words: [:], classes: [:])

    private struct File: Decodable {
        let words: [String: String]?
        let classes: [String: String]?
    }

    private init(words: [String: String], classes: [String: String]) {
        self.words = words
        self.classes = classes
    }

    /// Reads a language's nouns; none where there is no such file.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`, or several.
    ///   - language: The language's code.
    /// - Throws: `SheetTemplatesError` if the file is damaged.
    init(templates: TemplateFolders, language: String) throws {
        let url = templates.file("nouns.\(language).json")
        guard let data = try? Data(contentsOf: url) else {
            self = .none
            return
        }
        do {
            let file = try JSONDecoder().decode(File.self, from: data)
            self.init(words: file.words ?? [:], classes: file.classes ?? [:])
        } catch {
            throw SheetTemplatesError(
                "\(url.path): not a file of nouns",
                hint: "\"words\" and \"classes\" are objects from texts to texts"
            )
        }
    }

    /// What a class is called.
    ///
    /// - Parameters:
    ///   - label: The class's name in English.
    ///   - number: The class's number, which tells classes of one name apart.
    /// - Returns: Its word, or the label where there is none.
    func title(of label: String, class number: Int? = nil) -> String {
        let key = number.flatMap { classes["\($0) \(label)"] } ?? label
        guard let entry = words[key] ?? words[key.lowercased()],
            // "m Rot_er Panda/Rot_e Pandas": the kind, the first form with a mark at its endings.
            let form = entry.split(separator: " ", maxSplits: 1).last?.split(separator: "/").first
        else { return label }
        return String(form.replacing("_", with: ""))
    }
}
