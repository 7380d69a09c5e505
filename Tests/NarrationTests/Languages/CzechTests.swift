import Explanations
import Narration
import Testing

@Suite("Sentences in Czech")
struct CzechTests {
    private static let hen: (String?, String?) = ("hen", "n01792640")
    private static let owl: (String?, String?) = ("owl", "n01621127")
    private static let duck: (String?, String?) = ("mallard", "n01847806")
    private static let tiger: (String?, String?) = ("tiger", "n02129604")
    private static let penguin: (String?, String?) = ("penguin", "n02055803")
    private static let crane = ScoredClass(class: 517, label: "crane", probability: 0.1)

    @Test("few photos take the plural, many the genitive and a singular verb")
    func plurals() async throws {
        let labels = [Self.hen, Self.owl, Self.duck, Self.penguin]
        #expect(
            try await LanguageSupport.context("cs", labels, position: 1)
                == "Vyznačená část leží uprostřed fotky a zabírá asi desetinu toho, co model viděl."
                + " Všechny čtyři další fotky ukazují ptáky: slepici, sovu, kachnu divokou a tučňáka."
        )
        #expect(
            try await LanguageSupport.context("cs", labels + [Self.hen], position: 1)
                == "Vyznačená část leží uprostřed fotky a zabírá asi desetinu toho, co model viděl."
                + " Všech pět dalších fotek ukazuje ptáky: dvě slepice, sovu, kachnu divokou a"
                + " tučňáka."
        )
        #expect(
            try await LanguageSupport.context("cs", [Self.hen, Self.hen, Self.hen, Self.tiger])
                == "Nachází se hlavně uprostřed fotky; zabírá asi desetinu toho, co model viděl."
                + " Tři ze čtyř dalších fotek, kde je nejsilnější, ukazují slepice; jedna ukazuje"
                + " tygra."
        )
    }

    @Test("counted things of all genders, animate and inanimate")
    func counted() async throws {
        func twice(_ label: String, _ id: String) -> [(String?, String?)] {
            Array(repeating: (label, id), count: 2)
        }
        let labels =
            twice("tiger", "n02129604") + twice("windmill", "n04587559")
            + twice("cup", "n03147509") + twice("car", "n02958343") + twice("scissors", "n04148054")
        #expect(
            try await LanguageSupport.context("cs", labels, region: nil, position: 1)
                == "Kde se uplatnil, nelze ukázat. Dalších deset fotek ukazuje různé věci: dva tygry,"
                + " dva větrné mlýny, dva šálky, dvě auta a nůžky."
        )
        let five = Array(repeating: Self.tiger, count: 5)
        let mixed =
            five + [
                ("garlic", "n07818277"), (nil, nil), ("blob", nil), ("apple", "n07739125"),
                ("key", nil), ("violin", "n04536866"), ("pillow", "n03938244"),
            ]
        let text = try await LanguageSupport.context("cs", mixed, region: nil, position: 5)
        #expect(text.contains("Dalších dvanáct fotek je různorodých"))
        #expect(text.contains("pět tygrů"))
    }

    @Test("against another class, in five places")
    func against() async throws {
        #expect(
            try await LanguageSupport.context(
                "cs",
                [("lion", "n02129165")],
                region: Samples.region(.bottomRight, halfArea: 0.05, pieces: 5),
                share: -0.02,
                target: Self.crane
            )
                == "Svědčí proti odpovědi „jeřáb“, hlavně na pěti místech vpravo dole na fotce;"
                + " dohromady zabírá asi dvacetinu toho, co model viděl. K porovnání je jen jedna"
                + " další fotka; ukazuje lva."
        )
    }

    @Test("outlined parts: one, few, many", arguments: [(1, 0), (2, 1), (5, 2)])
    func parts(pieces: Int, index: Int) async throws {
        let begins = [
            "Vyznačená část leží vlevo na fotce a zabírá asi desetinu",
            "Dvě vyznačené části leží vlevo na fotce a dohromady zabírají asi desetinu",
            "Pět vyznačených částí leží vlevo na fotce a dohromady zabírá asi desetinu",
        ]
        let text = try await LanguageSupport.context(
            "cs",
            [(nil, nil), (nil, nil)],
            region: Samples.region(.left, pieces: pieces),
            position: 1
        )
        #expect(
            text
                == begins[index]
                + " toho, co model viděl. Další 2 fotky nemají popisek;"
                .replacing("2", with: "dvě") + " vzor zůstává bez jména."
        )
    }

    @Test("unknown labels are quoted")
    func unknown() async throws {
        #expect(
            try await LanguageSupport.context(
                "cs",
                [("blob", nil), ("blob", nil), ("lion", "n02129165")],
                region: Samples.region(.left, halfArea: 0.3),
                position: 2
            ).hasPrefix("Neleží na jednom místě, ale pokrývá asi třetinu toho, co model viděl.")
        )
        let text = try await LanguageSupport.context(
            "cs",
            [("blob", nil), ("lion", "n02129165")],
            position: 1
        )
        #expect(
            text.hasSuffix("Další dvě fotky ukazují různé věci: něco s popiskem „blob“ a lva.")
        )
    }

    @Test("summaries")
    func summaries() async throws {
        let birds = Samples.references([Self.hen, Self.owl, Self.duck, Self.penguin])
        let dogs = Samples.references(
            Array(repeating: ("German shepherd", "n02106662"), count: 3)
        )
        let concepts = [
            Samples.concept(1, share: 0.05, birds), Samples.concept(2, share: 0.03, dogs),
            Samples.concept(3, share: -0.02, dogs), Samples.concept(4, share: -0.01, birds),
        ]
        let text = try await LanguageSupport.narrate(Samples.explanation(concepts), "cs")
        #expect(
            text.summary
                == "Model se opřel hlavně o vzor uprostřed fotky, který je známý z fotek ptáků."
                + " Slabší vzor je známý z fotek německých ovčáků. Dva svědčily proti odpovědi."
        )
        #expect(
            text.concepts.map(\.name) == [
                "Ptáci", "Němečtí ovčáci", "Němečtí ovčáci (2)", "Ptáci (2)",
            ]
        )
    }
}
