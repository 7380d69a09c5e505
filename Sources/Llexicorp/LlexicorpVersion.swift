/// The tool's version.
public enum LlexicorpVersion {
    /// The version as semantic versioning writes it.
    public static let number = "0.1.0"
}
