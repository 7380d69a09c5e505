public import Explanations
public import Foundation
public import LanguageModels

/// Puts an explanation into words with a language model, in three steps that are never mixed:
/// each concept is named from its references alone, then told of in the photo, then all is summed
/// up from the texts alone.
///
/// Replies are read strictly and held against the evidence; one that is of no use, or that a check
/// finds something in, is asked for once more. What is still missing then is told from measured
/// values, and the text says why. No failure of the model or its server keeps a text from being
/// written.
public struct LanguageModelNarrator: Narrator {
    private let model: any ChatModel
    private let offline: OfflineNarrator
    private let templates: TemplateFolders
    private let verifiesNames: Bool
    private let isRehearsal: Bool

    /// Makes a narrator.
    ///
    /// - Parameters:
    ///   - model: Whatever answers.
    ///   - offline: Tells what the model does not.
    ///   - templates: The folder `Templates` with the prompts, or several.
    ///   - verifiesNames: Whether names are tested on the concepts' `nameTestSamples`.
    ///   - isRehearsal: Whether `model` only notes what would be sent and gives sample replies: then
    ///     each is taken as it is, every concept counts as named, and no check has one reworded. The
    ///     text is of no use; the questions are those of a run in which nothing goes wrong.
    public init(
        model: any ChatModel,
        offline: OfflineNarrator,
        templates: some TemplateSource,
        verifiesNames: Bool = false,
        isRehearsal: Bool = false
    ) {
        self.model = model
        self.offline = offline
        self.templates = TemplateFolders(templates)
        self.verifiesNames = verifiesNames
        self.isRehearsal = isRehearsal
    }

    /// The provider's name, such as `openai`.
    public var name: String { model.provider }

    /// True.
    public var usesLanguageModel: Bool { true }

    /// Asks for the words of one explanation and checks them.
    ///
    /// Where not a single reply came, the text is the offline narrator's, its `usesLanguageModel`
    /// false and its `problem` the reason.
    ///
    /// - Parameters:
    ///   - explanation: What was computed.
    ///   - assets: The folder that the explanation's paths start from; its pictures are shown to
    ///     the model, the file name of the photo is not told.
    ///   - audience: The reader, such as `end-user`.
    ///   - language: The language's code, such as `en`.
    /// - Returns: The text, with the checks' verdicts. Problems with replies are among them as
    ///   `reply`.
    /// - Throws: `NarrationError` if there are no prompts or phrases for that audience or language,
    ///   or if a picture of the explanation is missing; `CancellationError`.
    public func narrate(
        _ explanation: Explanation,
        assets: URL,
        audience: String,
        language: String
    ) async throws -> NarratedText {
        let prompts = try PromptSet(templates: templates, audience: audience, language: language)
        let measured = try await MeasuredWords(
            of: explanation,
            by: offline,
            assets: assets,
            audience: audience,
            language: language
        )
        let inquiry = Inquiry(model, repair: prompts.repair, strings: prompts.strings)
        let narration = LanguageModelNarration(
            explanation: explanation,
            questions: Questions(
                prompts: prompts,
                facts: PromptFacts(explanation, prompts.strings),
                input: explanation.input,
                pictures: ExplanationPictures(assets),
                language: language
            ),
            inquiry: inquiry,
            measured: measured,
            repair: TextRepair(
                checks: try TextChecks(
                    templates: templates,
                    audience: audience,
                    language: language,
                    wordNet: offline.wordNet
                ),
                explanation: explanation,
                inquiry: inquiry,
                isOn: !isRehearsal
            ),
            strings: prompts.strings,
            verifiesNames: verifiesNames,
            isRehearsal: isRehearsal
        )
        var text = try await narration.text()
        text.narrator = name
        let tokens = await inquiry.tokens
        text.source = TextSource(
            provider: model.provider,
            model: await inquiry.modelName,
            prompts: prompts.identities(verifiesNames: verifiesNames),
            inputTokens: tokens?.input,
            outputTokens: tokens?.output
        )
        return text
    }
}
