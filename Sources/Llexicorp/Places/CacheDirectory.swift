public import Foundation

/// Where downloaded weights, photos and built indexes live: `$XDG_CACHE_HOME/llexicorp`.
public enum CacheDirectory {
    /// The cache's folder: `$XDG_CACHE_HOME/llexicorp`, or `~/.cache/llexicorp` where the variable is
    /// unset, empty or not absolute (as the XDG base directory specification asks).
    public static var url: URL {
        let environment = ProcessInfo.processInfo.environment
        if let given = environment["XDG_CACHE_HOME"], given.hasPrefix("/") {
            return URL(fileURLWithPath: given).appendingPathComponent("llexicorp")
        }
        return URL(fileURLWithPath: NSHomeDirectory())
            .appendingPathComponent(".cache").appendingPathComponent("llexicorp")
    }

    /// The folder of the reference photos that `Scripts/fetch-photos` fills.
    public static var photos: URL { url.appendingPathComponent("photos") }

    /// The folder of language models' replies, by everything that shaped them.
    public static var replies: URL { url.appendingPathComponent("replies") }

    /// The file of the index that is used where none is named.
    ///
    /// - Parameters:
    ///   - model: The model's name.
    ///   - layer: The concept layer's name.
    /// - Returns: A path below the cache; nothing need be there.
    public static func index(model: String, layer: String) -> URL {
        url.appendingPathComponent("indexes").appendingPathComponent("\(model).\(layer).sqlite")
    }
}
