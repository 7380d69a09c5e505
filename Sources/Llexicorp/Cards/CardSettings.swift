public import Foundation

/// What a channel's card is made from; every default is the command line's.
public struct CardSettings: Sendable {
    /// The index's file; nil for the cache's one of the model and layer.
    public var index: URL?
    /// The model's registry name or file; nil for the one the index was made with, and without an index for
    /// the default one.
    public var model: String?
    /// The layer; nil for the index's own, or the model's default.
    public var layer: String?
    /// The weights file; nil for the pulled ones in the cache.
    public var weights: URL?
    /// By what the photos in the first place are chosen; beside them stand those by its counterpart.
    public var mode = "relmax-sum"
    /// How many photos a ranking shows at most.
    public var references = 12
    /// The language of the card's words.
    public var language = "en"
    /// Where the photos lie, if not where they lay when the index was made: a folder or a list.
    public var photos: URL?
    /// A folder of own templates, whose files count before the shipped ones; nil for these alone.
    public var templates: URL?

    /// The defaults.
    public init() {}
}
