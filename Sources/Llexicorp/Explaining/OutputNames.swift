public import Foundation

/// The folder names of several photos' explanations.
public enum OutputNames {
    /// One folder name per photo: its file name without extension; a stem that came before gets `-2`,
    /// `-3` and so on.
    ///
    /// - Parameter photos: The photos in the order of the command line.
    /// - Returns: As many different names, in the same order.
    public static func unique(for photos: [URL]) -> [String] {
        var taken: Set<String> = []
        return photos.map { photo in
            let stem = photo.deletingPathExtension().lastPathComponent
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
