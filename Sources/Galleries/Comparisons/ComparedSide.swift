public import Explanations
public import Foundation

/// One of the two explanations that are compared.
public struct ComparedSide: Sendable, Equatable {
    /// The explanation.
    public var explanation: Explanation
    /// Its folder, which the paths of assets start from.
    public var folder: URL

    /// Makes a side.
    ///
    /// - Parameters:
    ///   - explanation: The explanation.
    ///   - folder: Its folder.
    public init(_ explanation: Explanation, in folder: URL) {
        self.explanation = explanation
        self.folder = folder
    }

    /// The document's path, as messages call it.
    var path: String { folder.appendingPathComponent(ExplanationFile.name).path }
}
