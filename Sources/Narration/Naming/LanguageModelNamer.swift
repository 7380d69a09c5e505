public import Explanations
public import Foundation
public import LanguageModels

/// Names channels by a language model that sees their references.
///
/// It asks the question that `LanguageModelNarrator` asks for a name, in the words for all audiences.
public struct LanguageModelNamer: ConceptNamer {
    private let model: any ChatModel
    private let language: String
    private let label: PromptTemplate
    private let repair: PromptTemplate
    private let strings: PromptStrings

    /// Makes a namer.
    ///
    /// - Parameters:
    ///   - model: Whatever answers.
    ///   - templates: The folder `Templates` with the prompts, or several.
    ///   - language: The language of the names, such as `en`.
    /// - Throws: `NarrationError` if there are no prompts in that language, or with the file and line
    ///   that is at fault.
    public init(model: any ChatModel, templates: some TemplateSource, language: String) throws {
        self.model = model
        self.language = language
        let folder = try PromptFolder(templates: TemplateFolders(templates), language: language)
        label = try folder.template("label", tags: PromptSet.tags["label"] ?? [])
        repair = try folder.template("repair", tags: PromptSet.tags["repair"] ?? [])
        strings = try folder.strings()
    }

    /// The model's provider.
    public var provider: String { model.provider }

    /// The prompt that asks for a name, and the one that asks to mend a reply.
    public var prompts: [PromptIdentity] { [label.identity, repair.identity] }

    /// Asks what a channel's references have in common.
    public func name(
        _ channel: Int,
        shownBy references: [Reference],
        in folder: URL
    ) async throws -> NameOutcome {
        // One for each channel: what holds for all is told to whoever asks, who decides how to go on.
        let inquiry = Inquiry(model, repair: repair, strings: strings)
        let step = LabelStep(
            prompt: label,
            language: language,
            pictures: ExplanationPictures(folder),
            inquiry: inquiry
        )
        switch try await step.ask(channel, shownBy: references) {
        case .answered(let answered):
            let label = answered.answer
            return .named(
                NameFinding(
                    name: label.isShared ? label.name : nil,
                    description: label.description.isEmpty ? nil : label.description,
                    fitting: label.fitting.count,
                    of: references.count,
                    model: await inquiry.modelName
                )
            )
        case .failed(let problem): return .failed(problem.finding(strings))
        case .awaited: return .awaited
        case .unavailable:
            guard let outage = await inquiry.outage else { return .failed("") }
            return .stopped(outage)
        }
    }
}
