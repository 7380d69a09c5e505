import Foundation
import Narration

/// The narrators that there are.
enum Narrators {
    /// The offline narrator with the installed WordNet, or without if there is none.
    ///
    /// - Parameter templates: The folder of templates, which holds the narrator's phrases.
    static func offline(templates: URL) throws -> any Narrator {
        let wordNet = try wordNetDirectory().map(WordNet.init(directory:))
        return OfflineNarrator(wordNet: wordNet, phrases: templates)
    }

    /// Where Debian's `wordnet-base` puts its files, if it is installed.
    static func wordNetDirectory() throws -> URL? {
        ["/usr/share/wordnet", "/usr/share/wordnet/dict"].map(URL.init(fileURLWithPath:))
            .first {
                FileManager.default.fileExists(atPath: $0.appendingPathComponent("data.noun").path)
            }
    }
}
