import Explanations
import LanguageModels

/// Puts the questions about the photo, and of the name test, as requests; `LabelStep` puts that for a
/// name.
///
/// The steps are never mixed: a name is asked for with the references alone, a context with the
/// photo alone, the summary with no picture.
struct Questions: Sendable {
    let prompts: PromptSet
    let facts: PromptFacts
    let input: InputPhoto
    let pictures: ExplanationPictures
    let language: String

    /// Asks which pictures a name fits.
    func test(
        _ name: KnownName,
        of concept: Concept,
        on samples: [NameTestSample]
    ) throws(NarrationError) -> (ChatRequest, NameTestForm) {
        let montage = try NameTestMontage(of: samples, pictures)
        let form = NameTestForm(count: samples.count)
        let request = Self.request(
            "test-\(concept.channel)",
            prompts.verify.fill([
                "count": String(form.count), "data": PromptFacts.text(PromptFacts.name(name)),
            ]),
            [try montage.image(channel: concept.channel)],
            form
        )
        return (request, form)
    }

    /// Asks what a concept did in the photo.
    func context(
        of concept: Concept,
        _ name: KnownName?,
        names: [Int: String]
    ) throws(NarrationError) -> (ChatRequest, ContextForm) {
        let overlay = try ConceptOverlay(of: concept, in: input, pictures)
        let form = ContextForm(isNamed: name != nil, language: language)
        let data = facts.context(of: concept, name, names: names)
        let request = Self.request(
            "context-\(concept.channel)",
            prompts.contextualize.fill([
                "named": form.isNamed, "data": PromptFacts.text(data),
                "compared": facts.isComparing,
            ]),
            [try overlay.image(channel: concept.channel)],
            form
        )
        return (request, form)
    }

    /// Asks for the summary of what was told.
    func summary(of texts: [ConceptText]) -> (ChatRequest, SummaryForm) {
        let form = SummaryForm(language: language)
        let data = PromptFacts.text(facts.summary(of: texts))
        let prompt = prompts.summarize.fill(["data": data, "compared": facts.isComparing])
        return (Self.request("summary", prompt, [], form), form)
    }

    /// A request with its pictures before its question.
    static func request(
        _ purpose: String,
        _ prompt: (instructions: String, question: String),
        _ images: [ChatImage],
        _ form: some ReplyForm
    ) -> ChatRequest {
        ChatRequest(
            purpose: purpose,
            system: prompt.instructions,
            messages: [
                ChatMessage(.user, images.map(ChatPart.image) + [.text(prompt.question)])
            ],
            reply: form.schema
        )
    }
}
