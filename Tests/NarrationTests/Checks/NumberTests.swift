import Explanations
import Testing

@Suite("Numbers in free prose")
struct NumberTests {
    /// The concept: 4.6 % of the evidence, 10 % of the view, one piece, five of six references.
    static let truths = [
        ("en", "It holds 4.6 % of the evidence."),
        ("en", "It holds about 5 percent of the evidence."),
        ("en", "It covers about 10 % of the photo, a tenth of it."),
        ("en", "It covers over 8 % and less than 12 % of the view."),
        ("en", "The model gives 92 % probability."),
        ("en", "Five of the six references show eyes, and one does not."),
        ("en", "It is the strongest of the three concepts, twice as strong as the next."),
        ("en", "Both eyes count, the two eyes of the bird."),
        ("en", "Half of its weight lies in one place."),
        ("de", "Es trägt 4,6 % der Hinweise und bedeckt ein Zehntel der Fläche."),
        ("de", "Fünf der sechs Fotos zeigen Augen."),
        ("de", "Es ist das stärkste Konzept der drei Konzepte."),
        ("cs", "Nese 4,6 % důkazů a zabírá desetinu plochy."),
        ("cs", "Pět ze šesti fotografií ukazuje oči."),
    ]

    @Test("measured numbers pass", arguments: truths.indices)
    func right(index: Int) throws {
        let (language, words) = Self.truths[index]
        let failed = try CheckedText(language: language).failed(words)
        #expect(!failed.contains { $0.check == "numbers" }, "\(failed)")
    }

    static let lies = [
        ("en", "It holds 6.4 % of the evidence."),
        ("en", "It holds 10 % of the evidence."),
        ("en", "It covers 4.6 % of the photo."),
        ("en", "It covers about 20 % of the photo."),
        ("en", "It covers over 12 % of the photo."),
        ("en", "It covers two thirds of the view."),
        ("en", "It covers a quarter of the view."),
        ("en", "Three of the six references show eyes."),
        ("en", "Five of the eight references show eyes."),
        ("en", "It acts in four places."),
        ("en", "It is the second strongest of the three concepts."),
        ("en", "It is three times as strong as the next."),
        ("en", "It is channel 7."),
        ("en", "The bird has seven eyes."),
        ("de", "Es trägt 6,4 % der Hinweise."),
        ("de", "Es bedeckt ein Drittel der Fläche."),
        ("de", "Drei der sechs Fotos zeigen Augen."),
        ("de", "Es wirkt an vier Stellen."),
        ("cs", "Nese 6,4 % důkazů."),
        ("cs", "Zabírá třetinu plochy."),
        ("cs", "Tři ze šesti fotografií ukazují oči."),
        ("cs", "Působí na čtyřech místech."),
    ]

    @Test("other numbers are found", arguments: lies.indices)
    func wrong(index: Int) throws {
        let (language, words) = Self.lies[index]
        let failed = try CheckedText(language: language).failed(words)
        let result = try #require(failed.first { $0.check == "numbers" }, "\(words)")
        #expect(result.evidence?.hasPrefix("measured: area 10.0 %; evidence 4.6 %") == true)
    }

    @Test("a share that is another concept's is wrong in this one's text")
    func foreign() throws {
        let text = CheckedText()
        #expect(try text.failed("It holds 2.3 % of the evidence.").map(\.check) == ["numbers"])
        #expect(try text.failed(summary: "Striped fur holds 2.3 % of the evidence.") == [])
        let swapped = try text.failed(summary: "Round eyes hold 2.3 % of the evidence.")
        #expect(swapped.map(\.check) == ["numbers"])
    }
}
