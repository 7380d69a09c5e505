import Explanations
import Narration
import Testing

@Suite("Names of concepts")
struct NamingTests {
    typealias Labels = [(String?, String?)]

    private func named(_ labels: Labels) async throws -> ConceptText {
        try await named(Samples.references(labels, scores: []))
    }

    private func named(
        _ references: [Reference],
        answer: ScoredClass = ScoredClass(class: 21, label: "kite", probability: 0.92),
        target: ScoredClass? = nil
    ) async throws -> ConceptText {
        let concept = Samples.concept(426, references)
        let text = try await Support.narrate(
            Samples.explanation([concept], answer: answer, target: target)
        )
        return try #require(text.concepts.first)
    }

    private static let cat: (String?, String?) = ("cat", "n02121620")
    private static let tabby: (String?, String?) = ("tabby", "n02123045")
    private static let persian: (String?, String?) = ("Persian cat", "n02123394")
    private static let tiger: (String?, String?) = ("tiger", "n02129604")
    private static let kitten: (String?, String?) = ("kitten", "n02122948")
    private static let dog: (String?, String?) = ("German shepherd", "n02106662")
    private static let hen: (String?, String?) = ("hen", "n01792640")
    private static let owl: (String?, String?) = ("snowy owl", "n01621127")
    private static let duck: (String?, String?) = ("mallard", "n01847806")
    private static let penguin: (String?, String?) = ("penguin", "n02055803")
    private static let dome: (String?, String?) = ("dome", "n03220513")
    private static let tower: (String?, String?) = ("tower", "n04460130")
    private static let minaret: (String?, String?) = ("minaret", "n03767745")
    private static let pole: (String?, String?) = ("pole", "n03976657")
    private static let rabbit: (String?, String?) = ("rabbit", "n02324045")
    private static let monkey: (String?, String?) = ("macaque", "n02487347")
    private static let fish: (String?, String?) = ("wrasse", "n02607862")
    private static let trout: (String?, String?) = ("trout", "n02537085")
    private static let goldfish: (String?, String?) = ("goldfish", "n01443537")
    private static let frog: (String?, String?) = ("frog", "n01639765")
    private static let car: (String?, String?) = ("car", "n02958343")
    private static let truck: (String?, String?) = ("pickup truck", "n03930630")
    private static let bicycle: (String?, String?) = ("tricycle", "n04482393")
    private static let rose: (String?, String?) = ("wild rose", "n12620196")
    private static let daisy: (String?, String?) = ("daisy", "n11939491")
    private static let flower: (String?, String?) = ("flower", "n11669921")
    private static let hammer: (String?, String?) = ("claw hammer", "n02966545")
    private static let saw: (String?, String?) = ("handsaw", "n03488188")
    private static let violin: (String?, String?) = ("violin", "n04536866")
    private static let scissors: (String?, String?) = ("scissors", "n04148054")

    static let cases: [(String, Labels, name: String, confidence: Double?)] = [
        ("six cats", [cat, cat, tabby, persian, tabby, kitten], "Cats", 1),
        ("big and small cats", [cat, tiger, tiger, tabby, cat, cat], "Cats", 1),
        ("six alike", [tabby, tabby, tabby, tabby, tabby, tabby], "Tabbies", 1),
        ("five birds and a dome", [hen, owl, dome, duck, penguin, hen], "Birds", 5.0 / 6),
        ("five cats among vertebrates", [cat, tabby, persian, frog, cat, tiger], "Cats", 5.0 / 6),
        (
            "half cats, half dogs", [cat, dog, cat, dog, tabby, dog],
            "Mammals, mostly pets or farm animals", 1
        ),
        ("animals of all sorts", [monkey, kitten, fish, frog, hen, monkey], "Animals", 1),
        (
            "primates and fish", [monkey, monkey, monkey, kitten, fish, fish],
            "Animals, mostly mammals", 1
        ),
        ("fish and others", [fish, trout, fish, goldfish, kitten, hen], "Animals, mostly fish", 1),
        ("hens among birds", [hen, owl, duck, penguin, hen, hen], "Birds", 1),
        ("four animals only", [monkey, fish, frog, hen, car, rose], "No shared pattern", nil),
        ("towers and tigers", [tower, tower, minaret, tower, tiger, tiger], "Towers", 4.0 / 6),
        ("half towers", [tower, tower, minaret, pole, tiger, tiger], "No shared pattern", nil),
        (
            "vehicles on wheels", [car, truck, bicycle, car, truck, hen], "Wheeled vehicles",
            5.0 / 6
        ),
        (
            "flowers, the rose among them", [rose, daisy, flower, rose, daisy, hen], "Flowers",
            5.0 / 6
        ),
        (
            "flowers by label and by kind", [flower, flower, flower, flower, flower, daisy],
            "Flowers", 1
        ),
        (
            "one synset by two labels",
            [("wheelie bin", "n02839910"), ("compost bin", "n02839910")], "Bins", 1
        ),
        ("tools", [hammer, saw, hammer, saw, violin, hen], "Hand tools", 4.0 / 6),
        ("mixed", [car, hen, rose, violin, hammer, dome], "No shared pattern", nil),
        ("two and two and two", [cat, cat, car, car, rose, rose], "No shared pattern", nil),
        ("three birds of six", [hen, owl, duck, car, rose, violin], "No shared pattern", nil),
        (
            "three tabbies of six", [tabby, tabby, tabby, car, rose, violin], "No shared pattern",
            nil
        ),
        ("three of five", [tabby, tabby, tabby, car, rose], "Tabbies", 0.6),
        ("three birds of five", [hen, owl, duck, car, rose], "No shared pattern", nil),
        ("three snowy owls of five", [owl, owl, owl, car, rose], "Snowy owls", 0.6),
        ("five animals and a car", [monkey, fish, frog, hen, cat, car], "No shared pattern", nil),
        ("five mammals and a car", [monkey, cat, dog, rabbit, tiger, car], "Mammals", 5.0 / 6),
        ("four mammals", [monkey, cat, dog, rabbit, hen, car], "No shared pattern", nil),
        ("two of four", [tabby, tabby, car, rose], "No shared pattern", nil),
        ("scissors", [scissors, scissors, scissors, car, scissors, rose], "Scissors", 4.0 / 6),
        ("both of two", [cat, tabby], "Cats", 1),
        ("one of two", [cat, car], "No shared pattern", nil),
        ("only one", [cat], "No shared pattern", nil),
        ("none", [], "No shared pattern", nil),
        (
            "labels without numbers",
            [("zebra", nil), ("giraffe", nil), ("zebra", nil), ("zebra", nil)],
            "Hoofed animals, mostly zebras", 1
        ),
        (
            "words WordNet lacks", [("florb", nil), ("florb", nil), ("florb", nil), ("car", nil)],
            "Florbs", 0.75
        ),
        (
            "numbers without labels", [(nil, "n02123045"), (nil, "n02123394"), (nil, "n02121620")],
            "Cats", 1
        ),
        ("no labels", [(nil, nil), (nil, nil), (nil, nil)], "No shared pattern", nil),
        (
            "numbers WordNet lacks", [("blob", "n99999999"), ("blob", "n99999999"), ("hen", nil)],
            "Blobs", 2.0 / 3
        ),
        (
            "plural labels", [("strawberries", nil), ("strawberries", nil), ("car", nil)],
            "Strawberries", 2.0 / 3
        ),
        (
            "one famous tower",
            [("Eiffel Tower", "n04460130"), ("Eiffel Tower", "n04460130"), hen],
            "The Eiffel Tower", 2.0 / 3
        ),
        (
            "lists of synonyms",
            [("tabby, tabby cat", "n02123045"), ("Egyptian cat", "n02124075")],
            "Cats", 1
        ),
        (
            "ambiguous words", [("crane", nil), ("kite", nil), ("bat", nil)], "No shared pattern",
            nil
        ),
    ]

    @Test("what references share", arguments: cases.indices)
    func names(index: Int) async throws {
        let (what, labels, name, confidence) = Self.cases[index]
        let text = try await named(labels)
        #expect(text.name == name, "\(what)")
        #expect(text.hasSharedPattern == (confidence != nil), "\(what)")
        #expect(text.nameConfidence == confidence, "\(what)")
    }

    @Test("without WordNet equal labels and equal numbers still name a concept")
    func withoutWordNet() async throws {
        let narrator = OfflineNarrator(wordNet: nil, phrases: Support.templates)
        #expect(narrator.notice?.contains("apt-get install wordnet-base") == true)
        let concepts = [
            Samples.concept(1, Samples.references([Self.tabby, Self.tabby, Self.tabby, Self.hen])),
            Samples.concept(2, Samples.references([Self.tabby, Self.persian, Self.cat])),
        ]
        let text = try await narrator.narrate(
            Samples.explanation(concepts),
            assets: Support.noAssets,
            audience: "end-user",
            language: "en"
        )
        #expect(text.concepts.map(\.name) == ["Tabbies", "No shared pattern"])
        #expect(try Support.narrator().notice == nil)
    }

    @Test("concepts of one group are told apart by what their references show")
    func unique() async throws {
        let concepts = [
            Samples.concept(1, Samples.references([Self.hen, Self.hen, Self.duck, Self.owl])),
            Samples.concept(
                2,
                Samples.references([Self.penguin, Self.owl, Self.penguin, Self.owl])
            ),
            Samples.concept(
                3,
                Samples.references([Self.owl, Self.owl, Self.penguin, Self.penguin])
            ),
            Samples.concept(4, Samples.references([Self.car, Self.hen])),
            Samples.concept(5, Samples.references([Self.dome, Self.hen])),
        ]
        let names = try await Support.narrate(Samples.explanation(concepts)).concepts.map(\.name)
        #expect(
            names == [
                "Birds: hens, mallards", "Birds", "Birds (2)", "No shared pattern",
                "No shared pattern",
            ]
        )
    }

    @Test("names that differ by what is shown tell no photo twice and keep to a line")
    func apart() async throws {
        let long = Array(repeating: ("a bird with a very long name indeed", "n01503061"), count: 2)
        let concepts = [
            Samples.concept(
                1,
                Samples.references([Self.tiger, Self.tiger, Self.dog, Self.monkey])
            ),
            Samples.concept(
                2,
                Samples.references([Self.rabbit, Self.tabby, Self.kitten, Self.dog])
            ),
            Samples.concept(3, Samples.references([Self.hen, Self.owl] + long)),
            Samples.concept(4, Samples.references([Self.hen, Self.owl, Self.duck])),
        ]
        let names = try await Support.narrate(Samples.explanation(concepts)).concepts.map(\.name)
        #expect(names[0] == "Mammals: tigers, macaques")
        #expect(names[1].hasPrefix("Mammals: ") && !names[1].contains("German"))
        #expect(Array(names[2...]) == ["Birds", "Birds: mallards"])
        #expect(names.allSatisfy { $0.count <= 38 })
    }

    @Test("the same references always give the same name")
    func deterministic() async throws {
        let labels = [Self.hammer, Self.saw, Self.scissors, Self.violin, Self.car, Self.bicycle]
        let first = try await named(labels)
        for _ in 0..<20 {
            #expect(try await named(labels) == first)
        }
    }

    static let weighed: [(String, Labels, scores: [Double], name: String)] = [
        (
            "four towers that count little",
            [tower, tower, minaret, tower, tiger, tiger], [0.1, 0.1, 0.1, 0.1, 0.3, 0.3],
            "No shared pattern"
        ),
        (
            "three tabbies that count most",
            [tabby, tabby, tabby, car, rose, violin], [0.3, 0.2, 0.2, 0.1, 0.1, 0.1], "Tabbies"
        ),
        (
            "three tabbies that count a little more",
            [tabby, tabby, tabby, car, rose, violin], [0.2, 0.18, 0.18, 0.15, 0.15, 0.14],
            "No shared pattern"
        ),
        (
            "two that count nearly all",
            [tabby, tabby, hen, car, rose, violin], [0.9, 0.9, 0.1, 0.1, 0.1, 0.1],
            "No shared pattern"
        ),
        (
            "scores that are none",
            [owl, owl, owl, owl, rose, car], [0, -1, .nan, 0, -2, 0], "Snowy owls"
        ),
        (
            "a score that is none counts nothing",
            [owl, owl, owl, owl, rose, car], [.nan, -1, 0, 0.1, 0.2, 0.2], "No shared pattern"
        ),
    ]

    @Test("a reference counts with its score", arguments: weighed.indices)
    func weights(index: Int) async throws {
        let (what, labels, scores, name) = Self.weighed[index]
        let text = try await named(Samples.references(labels, scores: scores))
        #expect(text.name == name, "\(what)")
    }

    @Test("the model's answers for photos count beside labels, never in place of them")
    func answers() async throws {
        func answers(_ label: String, _ probability: Double) -> [ScoredClass] {
            [Samples.unclear, Samples.unclear, Samples.unclear]
                + (0..<3).map { _ in
                    ScoredClass(class: 1, label: label, probability: probability)
                }
        }
        let half = [Self.tower, Self.tower, Self.minaret, Self.rose, Self.car, Self.tiger]
        // S = 1/2 + 1/2 x p/2 must exceed 0.6.
        for (label, probability, name) in [
            ("minaret", 0.9, "Towers"), ("minaret", 0.3, "No shared pattern"),
            ("violin", 0.9, "No shared pattern"), ("minaret", .nan, "No shared pattern"),
        ] {
            let references = Samples.references(half, answers: answers(label, probability))
            let text = try await named(references)
            #expect(text.name == name, "\(label) \(probability)")
            if text.hasSharedPattern { #expect(text.fitting == 3) }
        }
        let unlabelled = Samples.references(
            Array(repeating: (nil, nil), count: 6),
            answers: answers("minaret", 1).reversed() + []
        )
        #expect(try await named(unlabelled).hasSharedPattern == false)
    }

    @Test("no name is the class in disguise")
    func disguise() async throws {
        let tabbies = Samples.references(Array(repeating: Self.tabby, count: 6), scores: [])
        let goldfish = Samples.references(Array(repeating: Self.goldfish, count: 6), scores: [])
        func answer(_ label: String) -> ScoredClass {
            ScoredClass(class: 21, label: label, probability: 0.9)
        }
        #expect(try await named(tabbies).name == "Tabbies")
        // By the same words, by another word for the same synset, by a list of synonyms.
        #expect(try await named(tabbies, answer: answer("tabby")).name == "Cats")
        #expect(try await named(tabbies, answer: answer("tabby cat")).name == "Cats")
        #expect(try await named(tabbies, answer: answer("mouser, tabby")).name == "Cats")
        let fish = try await named(goldfish, answer: answer("goldfish, Carassius auratus"))
        #expect(fish.name == "Fish")
        // The class that is explained counts as well as the answer.
        let other = try await named(tabbies, answer: answer("kite"), target: answer("tabby"))
        #expect(other.name == "Cats")
        // A smaller group than the class says more than it.
        #expect(try await named(tabbies, answer: answer("cat")).name == "Tabbies")
        // What has no wider group has no name.
        let florbs = Samples.references(Array(repeating: ("florb", nil), count: 6), scores: [])
        #expect(try await named(florbs).name == "Florbs")
        #expect(try await named(florbs, answer: answer("Florb")).name == "No shared pattern")
    }
}
