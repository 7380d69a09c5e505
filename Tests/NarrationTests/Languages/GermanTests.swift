import Explanations
import Narration
import Testing

@Suite("Sentences in German")
struct GermanTests {
    private static let birds: [(String?, String?)] = [
        ("hen", "n01792640"), ("owl", "n01621127"), ("mallard", "n01847806"),
        ("penguin", "n02055803"), ("hen", "n01792640"), ("dome", "n03220513"),
    ]
    private static let crane = ScoredClass(class: 517, label: "crane", probability: 0.1)

    @Test("all photos, each once")
    func all() async throws {
        let labels: [(String?, String?)] = [
            ("hen", "n01792640"), ("owl", "n01621127"), ("mallard", "n01847806"),
            ("peacock", "n01806143"),
        ]
        let text = try await LanguageSupport.context("de", labels, position: 1)
        #expect(
            text
                == "Der umrandete Teil liegt in der Mitte des Fotos und füllt etwa ein Zehntel der"
                + " gesehenen Fläche. Alle vier anderen Fotos zeigen Vögel: eine Henne, eine Eule,"
                + " eine Stockente und einen Pfau."
        )
    }

    @Test("one that does not fit, in the accusative")
    func misfit() async throws {
        let labels = Self.birds.dropLast() + [("lion", "n02129165")]
        let text = try await LanguageSupport.context("de", Array(labels), position: 2)
        #expect(
            text
                == "Am meisten zählte es in der Mitte des Fotos, auf etwa einem Zehntel der"
                + " gesehenen Fläche. Fünf der sechs anderen Fotos zeigen Vögel; eines zeigt einen"
                + " Löwen."
        )
    }

    @Test("several of a kind that do not fit")
    func misfits() async throws {
        let labels: [(String?, String?)] =
            Array(repeating: ("hen", "n01792640"), count: 4)
            + Array(repeating: ("red panda", "n02509815"), count: 2)
        let text = try await LanguageSupport.context("de", labels, region: nil, position: 1)
        #expect(
            text
                == "Wo es wirkte, lässt sich nicht zeigen. Vier der sechs anderen Fotos zeigen"
                + " Hennen; zwei zeigen Rote Pandas."
        )
    }

    @Test("against another class, in two places, in a cut-out")
    func against() async throws {
        let text = try await LanguageSupport.context(
            "de",
            [("scissors", "n04148054")],
            region: Samples.region(.bottomLeft, halfArea: 0.13, pieces: 2),
            share: -0.02,
            target: Self.crane,
            view: Box(x: 0.3, y: 0.06, width: 0.3, height: 0.4)
        )
        #expect(
            text
                == "Spricht gegen „Kran“, vor allem an zwei Stellen unten links im gesehenen"
                + " Ausschnitt, zusammen auf etwa einem Achtel davon. Zum Vergleich gibt es nur ein"
                + " anderes Foto; es zeigt eine Schere."
        )
    }

    @Test("things without a name, known, counted and unknown")
    func unshared() async throws {
        let labels: [(String?, String?)] = [
            ("blob", nil), ("lion", "n02129165"), ("blob", nil), ("garlic", "n07818277"),
            ("scissors", "n04148054"),
        ]
        let region = Samples.region(.left, halfArea: 0.42)
        #expect(
            try await LanguageSupport.context("de", labels, region: region, position: 1)
                == "Es verteilt sich über fast die ganze gesehene Fläche. Die fünf anderen Fotos"
                + " zeigen Verschiedenes: zwei Dinge mit der Bezeichnung „blob“, einen Löwen,"
                + " Knoblauch und eine Schere."
        )
        #expect(
            try await LanguageSupport.context(
                "de",
                Array(labels.dropFirst(3)),
                region: region,
                position: 5
            )
                == "Es liegt nicht an einer einzelnen Stelle, sondern verteilt sich über fast die"
                + " ganze gesehene Fläche. Die zwei anderen Fotos sind bunt gemischt: Knoblauch"
                + " und eine Schere."
        )
    }

    @Test("places", arguments: Cell.allCases)
    func places(cell: Cell) async throws {
        let cells: [Cell: String] = [
            .topLeft: "oben links im Foto", .top: "oben im Foto", .topRight: "oben rechts im Foto",
            .left: "links im Foto", .center: "in der Mitte des Fotos", .right: "rechts im Foto",
            .bottomLeft: "unten links im Foto", .bottom: "unten im Foto",
            .bottomRight: "unten rechts im Foto",
        ]
        let text = try await LanguageSupport.context(
            "de",
            [],
            region: Samples.region(cell, halfArea: 0.2),
            position: 1
        )
        #expect(
            text
                == "Der umrandete Teil liegt \(cells[cell] ?? "?") und füllt etwa ein Fünftel der"
                + " gesehenen Fläche. Es gibt keine anderen Fotos zum Vergleich."
        )
    }

    @Test("summaries")
    func summaries() async throws {
        let birds = Samples.references(Self.birds)
        let mixed = Samples.references([("garlic", "n07818277"), ("tiger", "n02129604")])
        let dogs = Samples.references(
            Array(repeating: ("German shepherd", "n02106662"), count: 3)
        )
        let concepts = [
            Samples.concept(1, share: 0.05, birds), Samples.concept(2, share: 0.03, dogs),
            Samples.concept(3, share: -0.02, dogs), Samples.concept(4, share: -0.01, birds),
        ]
        let text = try await LanguageSupport.narrate(Samples.explanation(concepts), "de")
        #expect(
            text.summary
                == "Das Modell stützte sich vor allem auf ein Muster in der Mitte des Fotos, das aus"
                + " Fotos von Vögeln bekannt ist. Ein schwächeres Muster ist aus Fotos von Deutschen"
                + " Schäferhunden bekannt. Zwei sprachen gegen die Antwort."
        )
        #expect(
            text.concepts.map(\.name) == [
                "Vögel", "Deutsche Schäferhunde", "Deutsche Schäferhunde (2)", "Vögel (2)",
            ]
        )
        let unnamed = [Samples.concept(1, mixed), Samples.concept(2, share: 0.03, birds)]
        #expect(
            try await LanguageSupport.narrate(
                Samples.explanation(unnamed, target: Self.crane),
                "de"
            ).summary
                == "Was am stärksten für „Kran“ sprach, liegt in der Mitte des Fotos und hat keinen"
                + " gemeinsamen Namen. Ein schwächeres Muster ist aus Fotos von Vögeln bekannt."
        )
    }
}
