public import Foundation

/// What a channel's card is made from; every default is the command line's.
public struct CardSettings: Sendable {
    /// The reference index; nil for the cache's one of the model and layer.
    public var index: URL?
    /// The model's registry name, for the cache's index; one that is named says itself which model it is of.
    public var model = "squeezenet1_1"
    /// The weights file; nil for the pulled ones in the cache.
    public var weights: URL?
    /// The layer; nil for the model's default, or the index's own where it has one.
    public var layer: String?
    /// By what the photos in the first place are chosen; beside them stand those by its counterpart.
    public var mode = "relmax-sum"
    /// How many photos a ranking shows at most.
    public var references = 12
    /// The language of the card's words.
    public var language = "en"
    /// Where the photos lie, if not where they lay when the index was made: a folder or a list.
    public var photos: URL?
    /// The folder of templates; nil for the shipped ones.
    public var templates: URL?

    /// The defaults.
    public init() {}
}
