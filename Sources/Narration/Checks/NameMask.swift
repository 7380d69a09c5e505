import Explanations
import Foundation

/// Takes the names of things out of a text, so that their words are not read as numbers or places.
struct NameMask {
    /// Stands for a name; a noun of two syllables that no check looks for.
    static let placeholder = "object"

    private let names: [String]

    /// Collects the names that an explanation and its text know.
    init(_ text: NarratedText, _ explanation: Explanation, _ nouns: Nouns) {
        var names: Set<String> = []
        func add(_ label: String?) {
            guard let plain = Label.plain(label) else { return }
            for name in [plain, nouns.spoken(plain)] {
                names.formUnion([name, nouns.plural(of: name)].map { $0.lowercased() })
            }
        }
        for concept in explanation.concepts {
            for reference in concept.references {
                add(reference.label)
                add(reference.answer.label)
            }
        }
        add(explanation.prediction.label)
        add(explanation.input.label)
        add(explanation.attribution.target.label)
        for scored in explanation.prediction.runnersUp { add(scored.label) }
        for concept in text.concepts where concept.hasSharedPattern {
            names.insert(concept.name.lowercased())
        }
        // The longest first, so that "tiger cat" does not leave "tiger" behind. A number by itself
        // is no name: a class called "six" must not hide every six.
        self.names = names.filter { $0.count > 1 }
            .sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// The text with each whole-word occurrence of a name replaced.
    func masking(_ text: String) -> String {
        var text = text.lowercased()
        for name in names {
            text = WordSearch.replacing(name, in: text, with: Self.placeholder)
        }
        return text
    }
}
