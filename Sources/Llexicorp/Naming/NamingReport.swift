public import Foundation

/// What a run of naming did; a channel counts once for each language.
public struct NamingReport: Sendable {
    /// A name that could not be made.
    public struct Failure: Sendable {
        /// The channel.
        public let channel: Int
        /// The name's language.
        public let language: String
        /// Why, in one line.
        public let reason: String
    }

    /// The index's file.
    public let index: URL
    /// The layer.
    public let layer: String
    /// How many names were asked for.
    public let total: Int
    /// How many were there already, from the same narrator and references or from a person.
    public internal(set) var kept = 0
    /// How many were made.
    public internal(set) var named = 0
    /// In how many of those the references share no pattern.
    public internal(set) var unshared = 0
    /// How many have no references.
    public internal(set) var unreferenced = 0
    /// How many replies will come later.
    public internal(set) var awaited = 0
    /// What could not be named.
    public internal(set) var failures: [Failure] = []
    /// Why the run ended before its end; nil where it came to it.
    public internal(set) var stopped: String?

    /// How many were not come to.
    public var left: Int { total - kept - named - unreferenced - awaited - failures.count }

    /// Whether every channel that can be named is, or waits for its reply.
    public var isWhole: Bool { failures.isEmpty && left == 0 }

    /// The report in one line.
    public var text: String {
        let detail = unshared > 0 ? " (\(unshared) without a shared pattern)" : ""
        var parts = ["\(named) named" + detail]
        if kept > 0 { parts.append("\(kept) had names") }
        if unreferenced > 0 { parts.append("\(unreferenced) have no references") }
        if awaited > 0 { parts.append("\(awaited) wait for replies") }
        if !failures.isEmpty { parts.append("\(failures.count) failed") }
        if left > 0 { parts.append("\(left) left") }
        return "\(index.relativePath): \(layer): " + parts.joined(separator: ", ")
            + (left > 0 ? "; run the same again to go on" : "")
    }
}
