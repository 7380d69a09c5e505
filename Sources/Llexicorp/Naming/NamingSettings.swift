public import Foundation

/// What a layer's channels are named with; every default is the command line's.
public struct NamingSettings: Sendable {
    /// The index that gets the names.
    public var index = IndexChoice()
    /// The weights file; nil for the pulled ones in the cache.
    public var weights: URL?
    /// The channels to name; nil for all that have references.
    public var channels: [Int]?
    /// The languages of the names, the first one first.
    public var languages = ["en"]
    /// How many references a channel is named from at most; six, as in the paper.
    public var references = 6
    /// Who names, and how it is reached.
    ///
    /// Where it `refreshes`, every name is made anew, also those that a person gave.
    public var narrator = NarratorSettings()
    /// A folder of own templates with prompts, whose files count before the shipped ones; nil for these
    /// alone.
    public var templates: URL?

    /// The defaults.
    public init() {}
}
