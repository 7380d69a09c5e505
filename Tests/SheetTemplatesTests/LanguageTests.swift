import Explanations
import Foundation
import SheetFixtures
import SheetTemplates
import Testing

/// What sheets say in other languages than English.
@Suite struct LanguageTests {
    private func texts(_ explanation: Explanation, _ language: String) throws -> [String] {
        var explanation = explanation
        explanation.texts[0].language = language
        let template = try SheetTemplate(
            folder: templatesFolder,
            audience: "end-user",
            language: language
        )
        return try SheetLayout(template: template, measurer: FixedWidthMeasurer())
            .layOut(explanation).pages.flatMap(\.elements)
            .compactMap { element in
                guard case .text(let text) = element.content else { return nil }
                return (text.paragraph as? FixedWidthMeasurer.Paragraph)?.text
            }
    }

    private func keys(_ language: String, _ folder: String) throws -> [String] {
        try templateText("\(folder)/strings/\(language).yaml").split(separator: "\n")
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  #") }
            .compactMap {
                $0.split(separator: ":").first.map { $0.trimmingCharacters(in: .whitespaces) }
            }
            .filter { !["one", "few"].contains($0) }
    }

    @Test(
        "Every language has all strings",
        arguments: ["de", "cs"],
        SheetTemplate.audiences(in: templatesFolder) + ["shared/sheet"]
    )
    func complete(language: String, folder: String) throws {
        // A language may need words of its own where others take the shared ones.
        func all(_ language: String) throws -> Set<String> {
            try Set(keys(language, folder) + keys(language, "shared/sheet"))
        }
        #expect(try all(language) == all("en"))
    }

    @Test("Classes, numbers and quotes are in the sheet's language")
    func german() throws {
        var fixture = ExplanationFixture()
        fixture.answer = "crane"
        fixture.runnersUp = [("tiger cat", 0.32), ("own class", 0.29), ("tabby", 0.006)]
        let texts = try texts(fixture.explanation(), "de")
        #expect(texts.contains("Das\u{A0}Modell\u{A0}sagt: Kranich."))
        #expect(texts.contains("Tigerkatze") && !texts.contains("tiger cat"))
        #expect(texts.contains("own class"))
        #expect(texts.contains("+6,8\u{202F}%") && texts.contains("\u{2212}1,6\u{202F}%"))
        #expect(texts.contains { $0.hasSuffix(" andere Antworten") })
        #expect(
            texts.contains {
                $0.hasPrefix("Das Modell ist unsicher: „Tigerkatze“ folgt dicht dahinter.")
            }
        )
        #expect(
            texts.contains(
                "65,2\u{202F}% verteilen sich auf 264 schwächere Muster, die ebenfalls für die"
                    + " Antwort sprechen."
            )
        )
    }

    @Test("Another class is quoted, a label is told in the language")
    func labels() throws {
        var fixture = ExplanationFixture()
        fixture.label = "tabby"
        fixture.labelClass = 283
        fixture.cautions = [.differsFromLabel(label: "tabby")]
        var explanation = fixture.explanation()
        explanation.attribution.target = ScoredClass(class: 9, label: "ostrich", probability: 0.001)
        let german = try texts(explanation, "de")
        #expect(german.contains("Die Beschriftung des Fotos lautet: Getigerte Katze."))
        #expect(german.contains("Diese Seite erklärt stattdessen „Strauß“."))
        #expect(german.contains("+ Orange spricht für „Strauß“"))
        let czech = try texts(explanation, "cs")
        #expect(czech.contains("Popisek fotky říká: mourovatá kočka."))
        #expect(czech.contains("+ oranžová svědčí pro odpověď „pštros“"))
    }

    @Test(
        "Czech has three plurals",
        arguments: [
            (1, "1 slabšího vzoru, který také svědčí pro odpověď."),
            (3, "3 slabší vzory, které také svědčí pro odpověď."),
            (5, "5 slabších vzorů, které také svědčí pro odpověď."),
            (22, "22 slabších vzorů, které také svědčí pro odpověď."),
        ]
    )
    func czech(count: Int, ending: String) throws {
        var explanation = ExplanationFixture().explanation()
        explanation.attribution.conceptsRequested = 5
        explanation.leftOut = explanation.leftOut.map { leftOut in
            var leftOut = leftOut
            if leftOut.layerShare > 0 { leftOut.channels = Array(0..<count) }
            return leftOut
        }
        let texts = try texts(explanation, "cs")
        #expect(texts.contains { $0.hasSuffix(ending) }, "\(texts)")
        #expect(texts.contains("996 dalších odpovědí"))
        #expect(texts.contains("Model\u{A0}říká: egyptská\u{A0}kočka."))
    }
}
