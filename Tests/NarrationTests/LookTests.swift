import Explanations
import Narration
import Testing

@Suite("Names by looks")
struct LookTests {
    private static let different: [(String?, String?)] = [
        ("car", "n02958343"), ("hen", "n01792640"), ("violin", "n04536866"),
        ("rose", "n12620196"), ("scissors", "n04148054"), ("dome", "n03220513"),
    ]
    private static let plain = Samples.surface()

    private static func six(_ surface: Surface, _ count: Int, else other: Surface = plain)
        -> [Surface?]
    {
        Array(repeating: surface, count: count) + Array(repeating: other, count: 6 - count)
    }

    private func text(_ concepts: [Concept]) async throws -> NarratedText {
        try await Support.narrate(Samples.explanation(concepts))
    }

    private func named(
        _ surfaces: [Surface?],
        scores: [Double] = [],
        labels: [(String?, String?)] = LookTests.different
    ) async throws -> ConceptText {
        let references = Samples.references(labels, scores: scores, surfaces: surfaces)
        return try #require(try await text([Samples.concept(426, references)]).concepts.first)
    }

    private static let red = Samples.surface(.red, share: 0.8)
    private static let pink = Samples.surface(.pink, share: 0.8)
    private static let brown = Samples.surface(.brown, share: 0.8)
    private static let none = "No shared pattern"

    static let cases: [(String, [Surface?], name: String)] = [
        ("red", six(red, 5), "Red areas"),
        ("red in two thirds", six(red, 4), "Red areas"),
        ("red in half", six(red, 3), none),
        ("hardly red", six(Samples.surface(.red, share: 0.35), 6), none),
        ("nothing in common", six(plain, 6), none),
        ("brown in most, which many photos are", six(brown, 4), none),
        ("brown in nearly all", six(brown, 5), "Brown areas"),
        ("dark", six(Samples.surface(lightness: 20), 6), "Dark areas"),
        ("light", six(Samples.surface(lightness: 85), 5), "Light areas"),
        (
            "dark and smooth", six(Samples.surface(lightness: 20, texture: .smooth), 6),
            "Dark, smooth areas"
        ),
        ("smooth", six(Samples.surface(texture: .smooth), 4), "Smooth areas"),
        (
            "light lines that run up",
            six(Samples.surface(lightness: 80, texture: .lined, coherence: 0.6, angle: 100), 5),
            "Light vertical lines"
        ),
        (
            "lines that run level, by either sign",
            [5, 175, 0, 179, 12, 19].map {
                Samples.surface(texture: .lined, coherence: 0.6, angle: $0)
            },
            "Horizontal lines"
        ),
        ("slanting lines", six(Samples.surface(texture: .lined, angle: 45), 6), "Slanting lines"),
        (
            "lines that run any way",
            [5, 45, 90, 135, 60, 10].map { Samples.surface(texture: .lined, angle: $0) }, "Lines"
        ),
        (
            "fine and brown", six(Samples.surface(.brown, share: 0.6, texture: .fine), 6),
            "Fine brown texture"
        ),
        (
            "smooth, dark and blue",
            six(Samples.surface(.blue, share: 0.6, lightness: 30, texture: .smooth), 6),
            "Smooth dark blue areas"
        ),
        (
            "dark says nothing of black",
            six(Samples.surface(.black, share: 0.9, lightness: 10), 6),
            "Black areas"
        ),
        (
            "two colors that are next to each other",
            six(
                Samples.surface(.orange, share: 0.7),
                2,
                else: Samples.surface(.yellow, share: 0.7)
            ),
            "Yellow or orange areas"
        ),
        (
            "two colors that are not",
            six(Samples.surface(.green, share: 0.7), 3, else: Samples.surface(.red, share: 0.7)),
            none
        ),
        (
            "one odd color out",
            six(
                Samples.surface(.yellow, share: 0.7),
                5,
                else: Samples.surface(.orange, share: 0.7)
            ),
            "Yellow areas"
        ),
        (
            "edges",
            six(Samples.surface(coherence: 0.9), 5), "Edges that run one way"
        ),
        (
            "strong colors of many kinds",
            [BasicColor.red, .green, .blue, .yellow, .purple, .pink].map {
                Samples.surface($0, share: 0.7, chroma: 60)
            },
            "Vivid colors"
        ),
        ("measured in half", six(red, 3, else: red).enumerated().map { $0 < 3 ? $1 : nil }, none),
        ("measured in most", six(red, 4).enumerated().map { $0 < 4 ? $1 : nil }, "Red areas"),
        ("never measured", Array(repeating: nil, count: 6), none),
    ]

    @Test("what looks alike and rare", arguments: cases.indices)
    func names(index: Int) async throws {
        let (what, surfaces, name) = Self.cases[index]
        let text = try await named(surfaces)
        #expect(text.name == name, "\(what)")
        #expect(text.hasSharedPattern == (name != Self.none), "\(what)")
        #expect(text.nameConfidence == text.fitting.map { Double($0) / 6 }, "\(what)")
    }

    @Test("a reference counts with its score, and looks come after labels")
    func order() async throws {
        let four = Self.six(Self.red, 4)
        #expect(try await named(four, scores: [1, 1, 1, 1, 3, 3]).name == Self.none)
        #expect(try await named(four, scores: [3, 3, 3, 3, 1, 1]).name == "Red areas")
        let owls = Array(repeating: ("snowy owl" as String?, "n01621127" as String?), count: 5)
        #expect(try await named(four, labels: owls + [Self.different[0]]).name == "Snowy owls")
        // Half of the labels say less than a look of most.
        let half = owls.prefix(3) + Self.different.prefix(3)
        let scores = [4.0, 4, 4, 2, 1, 1]
        #expect(try await named(four, scores: scores, labels: Array(half)).name == "Red areas")
        #expect(try await named([], scores: scores, labels: Array(half)).name == "Snowy owls")
        let unlabelled: [(String?, String?)] = Array(repeating: (nil, nil), count: 6)
        #expect(try await named(four, labels: unlabelled).name == "Red areas")
    }

    @Test("concepts of one look are told apart")
    func apart() async throws {
        let smooth = Samples.surface(.red, share: 0.8, texture: .smooth)
        let concepts = [Self.red, smooth, Self.red].enumerated().map { channel, surface in
            Samples.concept(
                channel,
                Samples.references(Self.different, surfaces: Self.six(surface, 6))
            )
        }
        let names = try await text(concepts).concepts.map(\.name)
        #expect(names == ["Red areas", "Smooth red areas", "Red areas (2)"])
        let twice = try await text([concepts[1], concepts[1]]).concepts.map(\.name)
        #expect(twice[0] == "Smooth red areas")
        #expect(Set(twice).count == 2)
    }

    @Test("sentences say in how many photos, never what the region shows")
    func sentences() async throws {
        let references = Samples.references(Self.different, surfaces: Self.six(Self.red, 5))
        let wide = Samples.references(Self.different, surfaces: Self.six(Self.red, 6))
        let two = Samples.references(
            Array(Self.different.prefix(2)),
            surfaces: [Self.pink, Self.pink]
        )
        let text = try await text([
            Samples.concept(1, references), Samples.concept(2, wide), Samples.concept(3, two),
            Samples.concept(4, references),
        ])
        #expect(
            text.concepts.map(\.context) == [
                "Found mainly in the middle of the photo. In five of the six other photos where it is"
                    + " strongest, it lies on red areas; these show a car, a hen, a violin, a"
                    + " rose and scissors.",
                "The outlined part lies in the middle of the photo. It lies on red areas in all six"
                    + " other photos; they show a car, a hen, a violin, a rose, scissors and a"
                    + " dome.",
                "It counted most in the middle of the photo, in about a tenth of what the model saw."
                    + " In both other photos it lies on pink areas; they show a car and a hen.",
                "Found mainly in the middle of the photo, in about a tenth of what the model saw. In"
                    + " five of the six other photos it lies on red areas; these show a car, a hen, a"
                    + " violin, a rose and scissors.",
            ]
        )
        #expect(
            text.summary
                == "The model relied most on a pattern in the middle of the photo, known from red"
                + " areas in other photos. A weaker pattern is known from pink areas."
        )
        #expect(text.checks.filter { !$0.passed } == [])
    }

    @Test("a place or a color is told where there is room for it")
    func facts() async throws {
        var first = Samples.concept(
            1,
            Samples.references(Self.different, surfaces: Self.six(Self.red, 6))
        )
        first.overlaps = [Overlap(channel: 2, share: 0.9)]
        var second = Samples.concept(2, [])
        second.overlaps = [Overlap(channel: 1, share: 0.7), Overlap(channel: 3, share: 0.9)]
        second.appearance = Appearance(region: Self.red, rest: Self.brown)
        var third = Samples.concept(3, [])
        third.overlaps = [Overlap(channel: 1, share: 0.5), Overlap(channel: 2, share: 0.9)]
        third.appearance = Appearance(region: Self.red, rest: Self.red)
        let contexts = try await text([first, second, third]).concepts.map(\.context)
        #expect(!contexts[0].contains("overlap"))
        #expect(
            contexts[1]
                == "The outlined part lies in the middle of the photo and fills about a tenth of what"
                + " the model saw. It overlaps with “Red areas”. There are no other photos"
                + " to compare with."
        )
        #expect(!contexts[2].contains("overlap"))
        #expect(!contexts[2].contains("mainly red"))
        var lone = second
        lone.overlaps = nil
        lone.region = Samples.region(.center, halfArea: 0.3)
        let colored = try await text([Samples.concept(1, []), lone]).concepts[1].context
        #expect(colored.hasSuffix(" The outlined part is mainly red, the rest mainly brown."))
    }
}
