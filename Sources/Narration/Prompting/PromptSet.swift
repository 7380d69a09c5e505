package import Explanations
import Foundation

/// All prompts for one audience in one language.
package struct PromptSet: Sendable {
    /// Asks for a concept's name.
    package let label: PromptTemplate
    /// Asks which pictures a name fits.
    package let verify: PromptTemplate
    /// Asks what a concept did in the photo.
    package let contextualize: PromptTemplate
    /// Asks for the summary.
    package let summarize: PromptTemplate
    /// Asks to mend a reply.
    package let repair: PromptTemplate
    /// The words beside them.
    package let strings: PromptStrings

    /// The names that each template may use.
    package static let tags: [String: Set<String>] = [
        "label": ["count", "frames"],
        "verify": ["count", "data"],
        "contextualize": ["named", "data", "compared"],
        "summarize": ["data", "compared"],
        "repair": ["findings"],
    ]

    /// Reads the prompts.
    ///
    /// - Parameters:
    ///   - templates: The folder `Templates`, or several.
    ///   - audience: The reader, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Throws: `NarrationError` if there are none, or with the file and line that is at fault.
    package init(
        templates: some TemplateSource,
        audience: String,
        language: String
    ) throws(NarrationError) {
        let folder = try PromptFolder(
            templates: TemplateFolders(templates),
            audience: audience,
            language: language
        )
        func template(_ name: String) throws(NarrationError) -> PromptTemplate {
            try folder.template(name, tags: Self.tags[name] ?? [])
        }
        label = try template("label")
        verify = try template("verify")
        contextualize = try template("contextualize")
        summarize = try template("summarize")
        repair = try template("repair")
        strings = try folder.strings()
    }

    /// Names, versions and digests, in the order of the steps.
    ///
    /// - Parameter verifiesNames: Whether names are tested.
    /// - Returns: One for each prompt that may be sent.
    package func identities(verifiesNames: Bool) -> [PromptIdentity] {
        ([label] + (verifiesNames ? [verify] : []) + [contextualize, summarize, repair])
            .map(\.identity)
    }
}
