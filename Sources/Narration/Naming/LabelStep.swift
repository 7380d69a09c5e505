import Explanations
import LanguageModels

/// The step that names a concept: asks a language model what a channel's references have in common.
///
/// The model sees the references and nothing else. Its reply is read strictly, cleaned, and asked for
/// once more where it is of no use.
struct LabelStep: Sendable {
    /// Asks for a name.
    let prompt: PromptTemplate
    /// The name's language.
    let language: String
    /// Where the references' pictures lie.
    let pictures: ExplanationPictures
    /// Who is asked.
    let inquiry: Inquiry

    /// Names a channel.
    ///
    /// - Parameters:
    ///   - channel: The channel, for the request's name and the picture's title alone.
    ///   - references: What it is named from; at least one.
    /// - Returns: What came of it.
    /// - Throws: `NarrationError` if a picture is missing, `CancellationError`.
    func ask(
        _ channel: Int,
        shownBy references: [Reference]
    ) async throws -> Outcome<ConceptLabel> {
        let (request, form) = try question(channel, references)
        return try await inquiry.ask(request, form)
    }

    private func question(
        _ channel: Int,
        _ references: [Reference]
    ) throws(NarrationError) -> (ChatRequest, LabelForm) {
        let montage = try ReferenceMontage(of: references, channel: channel, pictures)
        let form = LabelForm(count: references.count, language: language)
        let request = Questions.request(
            "label-\(channel)",
            prompt.fill(["count": String(form.count), "frames": montage.hasFrames]),
            [try montage.image(channel: channel)],
            form
        )
        return (request, form)
    }
}
