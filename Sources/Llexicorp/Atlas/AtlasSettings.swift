public import Foundation

/// What an atlas is made from and as what; every default is the command line's.
public struct AtlasSettings: Sendable {
    /// A form in which an atlas is written.
    public enum Format: String, Sendable, CaseIterable {
        /// A book: all cards on pages, with an outline and indexes.
        case pdf
        /// A folder of web pages with search.
        case html
    }

    /// Which index and model, in which language, how many photos a ranking shows, whose templates.
    public var card = CardSettings()
    /// As what to write it.
    public var formats: Set<Format> = Set(Format.allCases)
    /// Which channels to show; nil for all of the layer.
    public var channels: [Int]?
    /// The folder to write.
    public var output = URL(fileURLWithPath: "atlas")

    /// The defaults.
    public init() { card.references = 6 }
}
