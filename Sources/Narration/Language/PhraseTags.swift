/// The names that a template of sentences may use.
struct PhraseTags: Sendable {
    /// Texts and truths.
    let plain: Set<String>
    /// Phrases: each also with a case of the language behind it, as `group-dat`.
    let inflected: Set<String>
    /// Numbers: like phrases, and with a plural class of the language as a truth, as `total-few`.
    let counted: Set<String>

    /// All names in a language.
    ///
    /// - Parameters:
    ///   - cases: The language's cases besides the nominative.
    ///   - plurals: Its plural classes.
    /// - Returns: The tags, and the tags with what may stand behind them.
    func names(cases: some Sequence<String>, plurals: some Sequence<String>) -> Set<String> {
        func with(_ tags: Set<String>, _ endings: some Sequence<String>) -> [String] {
            endings.flatMap { ending in tags.map { "\($0)-\(ending)" } }
        }
        return plain.union(inflected).union(counted)
            .union(with(inflected.union(counted), cases))
            .union(with(counted, plurals))
    }
}
