public import Foundation
public import LanguageModels

/// What would leave the machine for one photo.
public typealias SendingPlan = LanguageModels.SendingPlan

/// What tokens cost, in US dollars for a million.
public typealias TokenPrice = LanguageModels.Price

/// Who writes the texts, and how it is reached; every default is the command line's.
public struct NarratorSettings: Sendable {
    /// The kinds of narrators.
    public enum Kind: String, Sendable, CaseIterable {
        /// Writes from measured values and labels, without a language model.
        case offline
        /// Asks a server that speaks OpenAI's Chat Completions.
        case openai
        /// Asks a server that speaks Anthropic's Messages.
        case anthropic
        /// Writes requests into files of both vendors' batch forms and reads replies from files.
        case batch
    }

    /// Who writes.
    public var kind = Kind.offline
    /// The language model's name; nil for `defaultModel(of:)`.
    public var model: String?
    /// The server's address as a person would paste it; nil for the vendor's own.
    public var baseURL: String?
    /// A file of mode 600 that holds the key; nil for the environment's variables.
    public var keyFile: URL?
    /// The price to reckon with; nil for the list price where it is known.
    public var price: TokenPrice?
    /// What may be spent in one run, in US dollars; nil for no limit.
    public var budget: Double?
    /// The folder of batch files.
    public var batchFolder: URL?
    /// Whether to ask again where a reply is at hand.
    public var refreshes = false
    /// Whether to answer from the transcript of an earlier run, without any network.
    public var replays = false
    /// Whether each name is tested on photos that it was not made from; to put those into the document
    /// costs a pass each when they are first made.
    public var verifiesNames = false
    /// Asked before anything leaves the machine; by default nothing leaves.
    public var consent: @Sendable (SendingPlan) async throws -> Bool = { _ in false }
    /// Told in one line when a request is sent again, and why.
    public var notice: @Sendable (String) -> Void = { _ in }

    /// The defaults.
    public init() {}

    /// The language model that is asked where none is named: the one of the paper's study for
    /// Chat Completions and its batch form, a current one for Messages.
    ///
    /// - Parameter provider: `openai` or `anthropic`.
    /// - Returns: The model's name.
    public static func defaultModel(of provider: String) -> String {
        provider == "anthropic" ? "claude-sonnet-4-5" : "gpt-4o"
    }
}
