import Explanations
import Testing

@Suite("Sources of words")
struct SourceTests {
    @Test(
        "what was told, seen or labelled, synonyms and kinds of it, and what it has, are no news",
        arguments: [
            ("en", "The eyes of the bird count."), ("en", "The animal's head and beak count."),
            ("en", "Six photos show an owl, a hen or a tape measure."),
            ("en", "It falls on a dark round spot, and the weight lands on the feathers."),
            ("en", "No tape measure is seen."),
            ("de", "Die Augen des Vogels zählen im Kopfbereich."),
            ("cs", "Působí na očích ptáka."),
        ]
    )
    func known(language: String, words: String) throws {
        var text = CheckedText(language: language)
        if language == "de" { text.seen = "die Augen am Vogelkopf" }
        if language == "cs" { text.seen = "oči ptáka" }
        let failed = try text.failed(words)
        #expect(!failed.contains { $0.check == "sources" }, "\(failed)")
    }

    @Test(
        "what nobody saw is told by name",
        arguments: [
            ("en", "The eyes of the bird and a bicycle count.", "\"bicycle\""),
            ("en", "A dog sits near the bird.", "\"dog\""),
            ("en", "It lies on a tape measure.", "\"tape\""),
            ("de", "Die Augen des Vogels und ein Fahrrad zählen.", "\"Fahrrad\""),
            ("cs", "Působí na očích ptáka a na koloběžce.", "\"koloběžce\""),
        ]
    )
    func unknown(language: String, words: String, stranger: String) throws {
        var text = CheckedText(language: language)
        if language == "de" { text.seen = "die Augen am Vogelkopf" }
        if language == "cs" { text.seen = "oči ptáka" }
        let result = try #require(try text.failed(words).first { $0.check == "sources" })
        #expect(result.finding?.hasPrefix(stranger) == true, "\(result)")
        #expect(result.evidence?.hasPrefix("sources: ") == true)
    }

    @Test("a summary adds no word to the concepts' texts")
    func summary() throws {
        let text = CheckedText()
        #expect(try text.failed(summary: "Round eyes of the bird counted most.") == [])
        let added = try text.failed(summary: "Round eyes of the bird in the rain counted most.")
        #expect(added.map(\.finding) == ["\"rain\" has no source."])
    }

    @Test("without WordNet things are held in summaries only")
    func withoutWordNet() throws {
        let text = CheckedText(wordNet: false)
        #expect(try text.failed("A dog sits near the bird.").isEmpty)
        #expect(try !text.failed(summary: "Round eyes and a bicycle counted.").isEmpty)
    }
}
