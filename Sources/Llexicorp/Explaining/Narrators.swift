import Foundation
import Narration

/// The narrators that there are.
enum Narrators {
    /// The offline narrator, with WordNet where it is installed.
    ///
    /// - Parameter templates: The folder of templates, which holds the narrator's phrases.
    /// - Returns: The narrator and, where WordNet is missing, a note for the person.
    static func offline(templates: URL) -> (narrator: any Narrator, note: String?) {
        do {
            return (OfflineNarrator(wordNet: try WordNet(), phrases: templates), nil)
        } catch {
            return (OfflineNarrator(wordNet: nil, phrases: templates), "\(error)")
        }
    }
}
