/// What a narrator found of a concept where its heatmap lies in the photo.
public enum Presence: String, Codable, Sendable, CaseIterable {
    /// The named pattern is where the heatmap says.
    case present
    /// The heatmap lies on something else.
    case somethingElse = "something-else"
    /// The heatmap is spread out, so no place can be named.
    case spreadOut = "spread-out"
}
