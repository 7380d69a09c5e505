public import Explanations
public import Foundation
public import LanguageModels

/// Names a channel from its references alone, once for all photos.
public protocol ConceptNamer: Sendable {
    /// Who names, such as `offline` or `openai`.
    var provider: String { get }
    /// The prompts that are asked with; none where no language model is.
    var prompts: [PromptIdentity] { get }

    /// Names a channel.
    ///
    /// - Parameters:
    ///   - channel: The channel.
    ///   - references: The photos that show it, strongest first; at least one.
    ///   - folder: What the paths of the references' pictures start from.
    /// - Returns: What came of it.
    /// - Throws: `NarrationError` if a picture is missing, `CancellationError`.
    func name(
        _ channel: Int,
        shownBy references: [Reference],
        in folder: URL
    ) async throws -> NameOutcome
}

/// What came of naming a channel.
public enum NameOutcome: Sendable {
    /// The references were looked at.
    case named(NameFinding)
    /// There is no usable reply; why, in a sentence.
    case failed(String)
    /// The reply will come later.
    case awaited
    /// Nobody answers any more.
    case stopped(LanguageModelsError)
}

/// What was found in a channel's references.
public struct NameFinding: Sendable, Equatable {
    /// The name; nil where they share no pattern.
    public var name: String?
    /// The share of references that it fits, 0 to 1; nil without a name.
    public var confidence: Double?
    /// What they share, or show instead, in a sentence; nil where nobody said.
    public var description: String?
    /// How many of them the name fits; nil without a name.
    public var fitting: Int?
    /// The model that answered, as its server names it; nil where none was asked.
    public var model: String?

    /// A name with the number of references it fits.
    init(name: String?, description: String?, fitting: Int, of count: Int, model: String?) {
        self.name = name
        self.description = description
        self.fitting = name == nil ? nil : fitting
        confidence = name == nil ? nil : Double(fitting) / Double(max(count, 1))
        self.model = model
    }
}
