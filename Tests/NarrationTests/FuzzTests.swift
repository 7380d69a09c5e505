import Explanations
import Narration
import Testing

/// A generator that gives the same numbers every time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("Offline narrator over made-up explanations")
struct FuzzTests {
    private static let labels: [(String?, String?)] = [
        ("cat", "n02121620"), ("tabby", "n02123045"), ("hen", "n01792640"), ("owl", "n01621127"),
        ("Magellanic penguin", "n02055803"), ("wrasse", "n02607862"), ("car", "n02958343"),
        ("triumphal arch", "n04486054"), ("Eiffel Tower", "n04460130"), ("scissors", "n04148054"),
        ("rice", "n07804323"), ("violin", "n04536866"), ("moon", "n09358226"),
        ("Mars", "n09394007"),
        ("three-toed sloth", "n02457408"), ("one-armed bandit", nil), ("high-heeled shoe", nil),
        ("lower jaw", nil), ("six pack", nil), (nil, nil), (nil, "n02123394"),
        ("florb", "n99999999"),
        ("tench, Tinca tinca", "n01440764"), ("strawberries", nil), ("Great Dane", "n02109047"),
        ("black-footed ferret", "n02443484"),
        ("a label far too long to be told in one sentence", nil),
        ("monumental tower", "n04460130"), ("tower", "n04460130"),
        ("left-hand drive", nil), ("half track", nil), ("orchestra", "n08248157"),
    ]

    private static func explanation(_ random: inout SeededGenerator) -> Explanation {
        let concepts = (0..<Int.random(in: 0...12, using: &random)).map { channel in
            let pool = labels.shuffled(using: &random).prefix(
                Int.random(in: 1...12, using: &random)
            )
            let references = (0..<Int.random(in: 0...(channel % 4 == 0 ? 40 : 14), using: &random))
                .map { rank in
                    let label = pool.randomElement(using: &random) ?? (nil, nil)
                    return Samples.reference(label.0, label.1, rank: rank)
                }
            let point = Point(
                x: .random(in: 0...1, using: &random),
                y: .random(in: 0...1, using: &random)
            )
            let region = Region(
                box: Box(
                    x: 0,
                    y: 0,
                    width: .random(in: 0...1, using: &random),
                    height: .random(in: 0...1, using: &random)
                ),
                centroid: point,
                cell: Cell(holding: point),
                halfArea: .random(in: 0...0.5, using: &random),
                pieces: .random(in: 0...14, using: &random)
            )
            return Samples.concept(
                channel,
                share: .random(in: -0.3...0.3, using: &random) * (channel % 3 == 0 ? 1e-5 : 1),
                region: Int.random(in: 0..<10, using: &random) == 0 ? nil : region,
                references
            )
        }
        let side = Double.random(in: 0.2...1, using: &random)
        let name = Bool.random(using: &random) ? "one-armed bandit" : "<3>"
        let other = ScoredClass(class: 3, label: name, probability: 0.1)
        return Samples.explanation(
            concepts,
            target: Bool.random(using: &random) ? other : nil,
            view: Box(x: 0, y: 0, width: side, height: 1)
        )
    }

    @Test("every text is whole sentences that agree with what was measured")
    func texts() async throws {
        var random = SeededGenerator(seed: 20)
        let narrator = try Support.narrator()
        for _ in 0..<300 {
            let explanation = Self.explanation(&random)
            let text = try await narrator.narrate(
                explanation,
                assets: Support.noAssets,
                audience: "end-user",
                language: "en"
            )
            #expect(text.concepts.map(\.channel) == explanation.concepts.map(\.channel))
            // A name from labels of whole photos may be the class's: the check is right to tell.
            let failed = text.checks.filter { !$0.passed && $0.check != "disguise" }
            #expect(failed.isEmpty, "\(failed) in \(text)")
            #expect(text.summary.count <= 210, "\(text.summary)")
            let parts = explanation.concepts.count + 1
            let expected = TextChecks.resultsPerPart * parts + TextChecks.resultsForNames
            #expect(text.checks.count == expected)
            for sentence in [text.summary] + text.concepts.map(\.context) {
                #expect(sentence.last == ".", "\(sentence)")
                #expect(sentence.first?.isUppercase == true, "\(sentence)")
                for bad in ["{", "}", "  ", " .", " ,", " ;", "..", "Optional", ": .", "; ."] {
                    #expect(!sentence.contains(bad), "\(bad) in \(sentence)")
                }
                #expect(sentence.count <= 250, "\(sentence.count): \(sentence)")
            }
            for concept in text.concepts {
                #expect(concept.name.first?.isUppercase == true, "\(concept.name)")
                #expect(concept.name.count <= 60, "\(concept.name)")
                #expect(concept.hasSharedPattern == (concept.nameConfidence != nil))
                #expect((concept.nameConfidence ?? 1) > 0.5)
            }
        }
    }
}
