public import Foundation

/// Where the person's own settings live: `$XDG_CONFIG_HOME/llexicorp`.
public enum ConfigDirectory {
    /// The settings' folder: `$XDG_CONFIG_HOME/llexicorp`, or `~/.config/llexicorp` where the variable
    /// is unset, empty or not absolute (as the XDG base directory specification asks).
    public static var url: URL {
        let environment = ProcessInfo.processInfo.environment
        if let given = environment["XDG_CONFIG_HOME"], given.hasPrefix("/") {
            return URL(fileURLWithPath: given).appendingPathComponent("llexicorp")
        }
        return URL(fileURLWithPath: NSHomeDirectory())
            .appendingPathComponent(".config").appendingPathComponent("llexicorp")
    }

    /// The folder of the models that `llexicorp model add` registered, one file each.
    public static var models: URL { url.appendingPathComponent("models") }
}
