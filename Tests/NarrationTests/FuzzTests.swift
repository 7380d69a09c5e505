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
                    var reference = Samples.reference(label.0, label.1, rank: rank)
                    reference.score = .random(in: 0...1, using: &random)
                    reference.answer.label = labels.randomElement(using: &random)?.0 ?? "<1>"
                    if Bool.random(using: &random) { reference.surface = surface(&random) }
                    return reference
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
                pieces: .random(in: 0...9, using: &random)
            )
            var concept = Samples.concept(
                channel,
                share: .random(in: -0.3...0.3, using: &random) * (channel % 3 == 0 ? 1e-5 : 1),
                region: Int.random(in: 0..<10, using: &random) == 0 ? nil : region,
                references
            )
            if Bool.random(using: &random) {
                concept.appearance = Appearance(region: surface(&random), rest: surface(&random))
            }
            concept.overlaps = (0..<channel).map {
                Overlap(channel: $0, share: .random(in: 0...1, using: &random))
            }
            return concept
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

    /// Few kinds, so that references often look alike.
    private static func surface(_ random: inout SeededGenerator) -> Surface {
        Samples.surface(
            [.red, .orange, .brown].randomElement(using: &random) ?? .red,
            share: .random(in: 0.3...1, using: &random),
            lightness: .random(in: 0...60, using: &random),
            chroma: .random(in: 0...60, using: &random),
            texture: Texture.allCases.randomElement(using: &random) ?? .smooth,
            coherence: .random(in: 0...1, using: &random),
            angle: Bool.random(using: &random) ? .random(in: 0..<180, using: &random) : nil
        )
    }

    private static let most: [String: (context: Int, summary: Int)] = [
        "end-user": (250, 210), "domain-expert": (800, 420),
        "engineer": (700, 420), "auditor": (800, 480),
    ]

    /// What is wrong with the figures of a sentence: per cent without the narrow space that keeps it
    /// with its number, a hyphen for a minus, a number with too many or without digits.
    private static func flaw(in sentence: String) -> String? {
        let characters = Array(sentence)
        for (index, character) in characters.enumerated() {
            let before = index > 0 ? characters[index - 1] : " "
            let beforeThat = index > 1 ? characters[index - 2] : " "
            let after = index + 1 < characters.count ? characters[index + 1] : " "
            if character == "%", before != "\u{202F}" || !beforeThat.isNumber {
                return "per cent"
            }
            if character == "-", before == " ", after.isNumber { return "hyphen" }
            // "Less than" may stand behind a sign.
            if "\u{2212}+<".contains(character), !after.isNumber, after != "<" { return "sign" }
        }
        for token in sentence.split(whereSeparator: { !$0.isNumber && $0 != "." }) {
            let parts = token.split(separator: ".")
            if parts.count > 1, parts[1].count > 2 { return "decimals" }
        }
        return nil
    }

    @Test(
        "every text is whole sentences that agree with what was measured",
        arguments: most.keys.sorted()
    )
    func texts(audience: String) async throws {
        var random = SeededGenerator(seed: 20)
        let narrator = try Support.narrator()
        let most = try #require(Self.most[audience])
        for _ in 0..<80 {
            let explanation = Self.explanation(&random)
            let text = try await narrator.narrate(
                explanation,
                assets: Support.noAssets,
                audience: audience,
                language: "en"
            )
            #expect(text.concepts.map(\.channel) == explanation.concepts.map(\.channel))
// A name from labels of whole photos may be the class's: the check is right to tell.
            let failed = text.checks.filter { !$0.passed && $0.check != "disguise" }
            #expect(failed.isEmpty, "\(failed) in \(text)")
            #expect(text.summary.count <= most.summary, "\(text.summary)")
            let parts = explanation.concepts.count + 1
            let expected = TextChecks.resultsPerPart * parts + TextChecks.resultsForNames
            #expect(text.checks.count == expected)
            for sentence in [text.summary] + text.concepts.map(\.context) {
                #expect(sentence.last == ".", "\(sentence)")
                #expect(sentence.first?.isUppercase == true, "\(sentence)")
                for bad in [
                    "{", "}", "  ", "()", "( ", " )", " .", " ,", " ;", "..", "Optional", ": .",
                    "; .",
                ] {
                    #expect(!sentence.contains(bad), "\(bad) in \(sentence)")
                }
                #expect(Self.flaw(in: sentence) == nil, "\(sentence)")
                #expect(sentence.count <= most.context, "\(sentence.count): \(sentence)")
            }
            for concept in text.concepts {
                #expect(concept.name.first?.isUppercase == true, "\(concept.name)")
                #expect(concept.name.count <= 60, "\(concept.name)")
                #expect(concept.hasSharedPattern == (concept.nameConfidence != nil))
                #expect((concept.nameConfidence ?? 1) >= 0.5)
            }
        }
    }
}
