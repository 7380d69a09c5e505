public import Foundation

/// Where the files of a model that was pulled into the cache lie.
public struct PulledModel: Sendable, Equatable {
    /// The weights.
    public let weights: URL
    /// The names of the classes, as `ClassNames(contentsOf:wordNetIDs:)` reads them.
    public let classNames: URL
    /// The WordNet ids of the classes.
    public let wordNetIDs: URL
}
