import Digests
public import Explanations
import Foundation

/// A channel's name as an index keeps it, with all that it was made by.
public struct ChannelNaming: Sendable, Equatable {
    /// The narrator of a name that a person gave.
    public static let person = "person"

    /// The channel of the run's layer.
    public var channel: Int
    /// The name, and what an explanation says of it.
    public var naming: ConceptNaming
    /// Who was asked for it, such as `openai/gpt-4o`; the model that answered may have a longer name.
    public var asked: String
    /// The prompts it was asked for with; empty where no language model was.
    public var prompts: [PromptIdentity]
    /// What the references were that it was made from (`referencesSHA256(of:mode:)`); nil where it was
    /// made from none.
    public var referencesSHA256: String?

    /// Makes the value of its parts.
    public init(
        channel: Int,
        naming: ConceptNaming,
        asked: String,
        prompts: [PromptIdentity],
        referencesSHA256: String?
    ) {
        self.channel = channel
        self.naming = naming
        self.asked = asked
        self.prompts = prompts
        self.referencesSHA256 = referencesSHA256
    }

    /// Whether a person gave the name.
    public var isByPerson: Bool { naming.narrator == Self.person }

    /// A digest of the photos that a channel is named from.
    ///
    /// - Parameters:
    ///   - references: The references in the order in which they are shown.
    ///   - mode: By what they were chosen.
    /// - Returns: The SHA-256, in hexadecimal.
    public static func referencesSHA256(of references: [Reference], mode: ReferenceMode) -> String {
        SHA256Digest.hex(
            of: ([mode.rawValue] + references.map(\.sha256)).joined(separator: "\n").utf8
        )
    }
}
