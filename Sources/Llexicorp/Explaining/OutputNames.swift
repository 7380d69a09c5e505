import Explanations
public import Foundation

/// The folder names of several photos' explanations.
public enum OutputNames {
    /// One folder name per photo: its file name without extension; a stem that came before gets `-2`,
    /// `-3` and so on.
    ///
    /// - Parameter photos: The photos in the order of the command line.
    /// - Returns: As many different names, in the same order.
    public static func unique(for photos: [URL]) -> [String] {
        unique(photos.map { $0.deletingPathExtension().lastPathComponent })
    }

    /// One folder name per explanation: its own folder's; one that came before gets `-2`, `-3` and so on.
    ///
    /// - Parameter documents: Folders that `explain` wrote, or their documents.
    /// - Returns: As many different names, in the same order.
    public static func unique(forExplanations documents: [URL]) -> [String] {
        unique(
            documents.map {
                ExplanationFile.directory(of: $0).standardizedFileURL.lastPathComponent
            }
        )
    }

    /// One name per explanation for links and files of web pages: its own folder's in letters, digits, `-`, `_`
    /// and `.`, different also where capitals count as small letters.
    ///
    /// - Parameter documents: Folders that `explain` wrote, or their documents.
    /// - Returns: As many different names, in the same order.
    public static func plain(forExplanations documents: [URL]) -> [String] {
        unique(
            documents.map { document in
                let name = ExplanationFile.directory(of: document).standardizedFileURL
                    .lastPathComponent
                let plain = name.lowercased().map { letter in
                    letter.isASCII && (letter.isLetter || letter.isNumber || "-_.".contains(letter))
                        ? letter : "-"
                }
                let trimmed = String(String(plain).trimmingPrefix { "-.".contains($0) }.prefix(80))
                return trimmed.isEmpty ? "photo" : trimmed
            }
        )
    }

    private static func unique(_ stems: [String]) -> [String] {
        var taken: Set<String> = []
        return stems.map { stem in
            var name = stem
            var number = 2
            while !taken.insert(name).inserted {
                name = "\(stem)-\(number)"
                number += 1
            }
            return name
        }
    }
}
