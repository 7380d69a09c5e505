import Explanations
import Narration
import Testing

@Suite("Claims, sides, jargon and reading")
struct WordingTests {
    @Test(
        "causes, thoughts, certainty and advice are found",
        arguments: [
            ("en", "It counts because the bird has eyes."),
            ("en", "This led the model to the answer."),
            ("en", "It counts, which is why the answer is kite."),
            ("en", "The model thinks of eyes."),
            ("en", "The model decided on the eyes."), ("en", "This proves a kite."),
            ("en", "You should rely on it."), ("en", "Note the eyes."),
            ("de", "Es zählt, weil der Vogel Augen hat."), ("de", "Das führte zur Antwort."),
            ("de", "Das Modell glaubt an Augen."), ("de", "Das beweist die Antwort."),
            ("de", "Man sollte ihm vertrauen."), ("cs", "Mluví pro odpověď, protože jde o oči."),
            ("cs", "To vedlo k odpovědi."), ("cs", "Model si myslí, že jde o oči."),
            ("cs", "To dokazuje odpověď."), ("cs", "Měli byste tomu věřit."),
        ]
    )
    func claims(language: String, words: String) throws {
        let failed = try CheckedText(language: language).failed(words)
        #expect(failed.contains { $0.check == "claims" }, "\(words): \(failed)")
    }

    @Test(
        "what relevance measures may be said",
        arguments: [
            ("en", "The model relied on it, and it speaks for the answer."),
            ("en", "It supports the answer and counts most."),
            ("de", "Das Modell stützte sich darauf, und es spricht für die Antwort."),
            ("de", "Die weißen Augen zählen am meisten."),
            ("cs", "Model se o to opíral a mluví to pro odpověď."),
        ]
    )
    func noClaims(language: String, words: String) throws {
        let failed = try CheckedText(language: language).failed(words)
        #expect(!failed.contains { $0.check == "claims" || $0.check == "sign" }, "\(failed)")
    }

    @Test(
        "the side that a concept is on",
        arguments: [
            ("en", "It speaks against the answer.", 0.04), ("en", "It supports the answer.", -0.04),
            ("en", "It counts toward kite.", -0.04), ("de", "Es spricht gegen die Antwort.", 0.04),
            ("de", "Es spricht mit 4 % für die Antwort.", -0.04),
            ("cs", "Mluví proti odpovědi.", 0.04), ("cs", "Podporuje odpověď.", -0.04),
        ]
    )
    func sides(language: String, words: String, share: Double) throws {
        var text = CheckedText(language: language)
        text.share = share
        #expect(try text.failed(words).contains { $0.check == "sign" }, "\(words)")
        text.share = -share
        #expect(try !text.failed(words).contains { $0.check == "sign" }, "\(words)")
    }

    @Test("a denied side tells of none")
    func denied() throws {
        let failed = try CheckedText().failed("It does not speak against the answer.")
        #expect(!failed.contains { $0.check == "sign" })
    }

    @Test(
        "words of the field are no words for end users",
        arguments: [
            ("en", "This channel has a high activation."), ("de", "Die Aktivierung der Schicht."),
            ("cs", "Aktivace vrstvy je vidět."),
        ]
    )
    func jargon(language: String, words: String) throws {
        let failed = try CheckedText(language: language).failed(words)
        #expect(failed.contains { $0.check == "jargon" })
    }

    @Test("grades follow their formulas")
    func grades() {
        // Five words of one syllable: 0.1672 * 5 - 0.0327 * 100 - 0.875.
        let german = Reading.grade(of: "Der Hund saß auf Gras.", language: "de")
        #expect(abs(german - -3.309) < 1e-9)
        // Two of four words have three syllables and more than six letters, none has one syllable:
        // 0.1935 * 50 + 0.1672 * 4 + 0.1297 * 50 - 0.0327 * 0 - 0.875.
        let long = Reading.grade(of: "Schwierige Hunde bellen fürchterlich.", language: "de")
        #expect(abs(long - 15.9538) < 1e-9)
        // LIX 4 + 25: one of four words has eight letters and more; a point in a number ends none.
        let czech = Reading.grade(of: "Pes sedí na fotografii.", language: "cs")
        #expect(abs(czech - 6.25) < 1e-9)
        #expect(Reading.grade(of: "", language: "cs") == 0)
        #expect(
            Reading.grade(of: "It has 3.5 parts.", language: "en")
                == Reading.grade(of: "It has parts.", language: "en")
        )
    }

    @Test("a text may be a little harder by chance, the less the longer it is")
    func slack() throws {
        let hard = "Characteristic morphological particularities predominantly differentiate birds."
        #expect(try CheckedText().failed(hard).contains { $0.check == "reading" })
        let plain = "The concept covers the eyes of the animal and carries most evidence."
        #expect(try !CheckedText().failed(plain).contains { $0.check == "reading" })
    }
}
