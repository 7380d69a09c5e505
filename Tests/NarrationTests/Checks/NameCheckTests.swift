import Explanations
import Testing

@Suite("Names of concepts")
struct NameCheckTests {
    @Test(
        "names that mean the same are found",
        arguments: [
            ("Round eyes", "Eyes, round"), ("Round eyes", "Round eye parts"),
            ("Cars", "Automobiles"), ("Striped cat", "Cat stripes"),
        ]
    )
    func alike(one: String, other: String) throws {
        var text = CheckedText()
        text.name = one
        text.others = [other, "Pointed ears"]
        #expect(try text.finding("names")?.contains("mean the same") == true)
    }

    @Test(
        "names that tell things apart are not",
        arguments: [("Round eyes", "Oval eyes"), ("Animals", "Mammals"), ("Cat ears", "Cat eyes")]
    )
    func apart(one: String, other: String) throws {
        var text = CheckedText()
        text.name = one
        text.others = [other, "Pointed wings"]
        #expect(try text.finding("names") == nil)
    }

    @Test("a channel has one name in a language, whoever reads")
    func elsewhere() throws {
        let text = CheckedText()
        var expert = text.text("So.")
        expert.audience = "expert"
        #expect(try text.finding("names") { $0.texts = [expert] } == nil)
        expert.concepts[1].name = "Zebra stripes"
        #expect(
            try text.finding("names") { $0.texts = [expert] }
                == "Channel 2 is \"Striped fur\" here and \"Zebra stripes\" for expert."
        )
        expert.language = "de"
        #expect(try text.finding("names") { $0.texts = [expert] } == nil)
    }

    @Test(
        "a name is not the class in disguise",
        arguments: [
            ("Tabby", "tabby", true), ("Tabby cats", "tabby", true),
            ("Cats", "tiger cat", true), ("Cat faces", "tiger cat", false),
            ("Striped cat fur", "tabby", false), ("Automobiles", "car, auto", true),
            ("Birds", "hen", false), ("Hens in photos", "hen", true),
            ("Dishes", "solar dish", false),
        ]
    )
    func disguise(name: String, label: String, isFound: Bool) throws {
        var text = CheckedText()
        text.name = name
        text.answer.label = label
        #expect(try (text.finding("disguise") != nil) == isFound)
    }

    @Test("another concept's name in place of the own is found")
    func swapped() throws {
        let text = CheckedText()
        #expect(try text.failed("Striped fur counts here.").map(\.check) == ["swapped"])
        #expect(try text.failed("Round eyes count here.").isEmpty)
        #expect(try text.failed("Round eyes overlap with striped fur.").isEmpty)
        #expect(try text.failed(summary: "The model relied most on round eyes.").isEmpty)
        let wrong = try text.failed(summary: "The model relied most on striped fur.")
        #expect(wrong.map(\.check) == ["swapped"])
    }
}
