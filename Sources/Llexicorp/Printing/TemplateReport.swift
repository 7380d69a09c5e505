public import Foundation
import Galleries
import Narration
import SheetRendering
import SheetTemplates

/// What checking a folder of templates found.
public struct TemplateReport: Sendable {
    /// What is in order: one line for each audience and language.
    public internal(set) var sound: [String] = []
    /// What is not: one line for each mistake, beginning with file, line and column where they are known.
    public internal(set) var mistakes: [String] = []

    /// Adds mistakes that are not known yet, or that something is in order if there are none.
    fileprivate mutating func add(_ what: String, _ found: [any Error]) {
        guard !found.isEmpty else { return sound.append("\(what) ok") }
        for line in found.map(ErrorLine.text) where !mistakes.contains(line) {
            mistakes.append(line)
        }
    }
}

extension SheetPress {
    /// Reads audiences' sheets, texts and prompts in every language that they have.
    ///
    /// - Parameter own: A folder of own templates: only audiences that it has something of are read, or all
    ///   where it changes what they share; nil for all.
    /// - Returns: What is in order and what is not.
    /// - Throws: `LlexicorpError` if there is nothing to read.
    public func check(_ own: URL?) throws -> TemplateReport {
        let isRead = try Self.selection(own)
        var report = TemplateReport()
        for audience in printer.audiences where isRead(audience) {
            for language in printer.languages(of: audience) {
                let found = printer.mistakes(audience: audience, language: language)
                report.add("\(audience) (\(language)): sheet", found)
            }
        }
        for (audience, languages) in NarrationFiles.known(in: templates) where isRead(audience) {
            for language in languages {
                let found = NarrationFiles.mistakes(
                    templates: templates,
                    audience: audience,
                    language: language
                )
                report.add("\(audience) (\(language)): texts and prompts", found)
            }
        }
        if isRead("shared") {
            report.add("cards:", printer.mistakesOfCards())
            for kind in PrintedDocuments.kinds {
                for language in SheetTemplate.languages(of: kind, in: templates) {
                    let found = SheetTemplate.mistakes(
                        shared: kind,
                        folder: templates,
                        language: language
                    )
                    report.add("\(kind.name) (\(language)): pages", found)
                }
            }
        }
        guard !report.sound.isEmpty || !report.mistakes.isEmpty else {
            throw LlexicorpError(
                "\(own?.relativePath ?? templates.description): holds no template",
                hint: "give a folder that has one folder with a sheet.yaml for each audience"
            )
        }
        return report
    }

    /// Which audiences are concerned by a folder.
    private static func selection(_ own: URL?) throws -> (String) -> Bool {
        guard let own else { return { _ in true } }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: own.path)
        } catch {
            throw LlexicorpError(
                "\(own.relativePath): the folder cannot be read (\(ErrorLine.reason(error)))"
            )
        }
        let isShared = names.contains { $0 == "shared" || $0.hasPrefix("nouns.") }
        return { isShared || names.contains($0) }
    }
}
