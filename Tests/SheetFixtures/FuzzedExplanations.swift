import Explanations

/// Explanations of all shapes, the same ones on every run.
public struct FuzzedExplanations: Sendable {
    private var state: UInt64

    /// Starts the row of explanations of a seed.
    public init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private mutating func number(below bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    private mutating func words(_ count: Int) -> String {
        let some = [
            "eye", "Wheaten", "a", "of", "counterrevolutionaries", "grey", "coat", "round",
            "\u{00C9}tude",
            "straße", "jagged", "xylophone", "the", "Quokka", "95\u{202F}%", "\u{0159}eka",
        ]
        return (0..<count).map { _ in some[number(below: some.count)] }.joined(separator: " ")
    }

    /// The next explanation.
    public mutating func next() -> ExplanationFixture {
        var fixture = ExplanationFixture()
        let lengths = [1, 1, 2, 3, 4, 8, 20]
        func pick(_ values: [Int], _ self: inout Self) -> Int {
            values[self.number(below: values.count)]
        }
        fixture.answer = words(pick(lengths, &self))
        fixture.probability = Double(number(below: 1001)) / 1000
        fixture.runnersUp = (0..<number(below: 6)).map { _ in
            (words(pick(lengths, &self)), Double(number(below: 400)) / 1000)
        }
        if number(below: 2) == 0 {
            fixture.label = words(pick(lengths + [60], &self))
            fixture.labelClass = [nil, 281, 283, 285][number(below: 4)]
            fixture.cautions.append(.differsFromLabel(label: fixture.label ?? ""))
        }
        if number(below: 3) == 0 { fixture.cautions = [] }
        fixture.summary = words(pick([0, 1, 12, 40, 80, 160, 900], &self))
        (fixture.width, fixture.height) =
            [(451, 300), (300, 451), (500, 500), (2000, 100), (100, 2000)][number(below: 5)]
        fixture.view = [Box(x: 0.2, y: 0.1, width: 0.5, height: 0.8), .whole][number(below: 2)]
        let count = 1 + number(below: 12)
        fixture.conceptsRequested = number(below: 2) == 0 ? nil : count
        fixture.concepts = (0..<count).map { index in
            ExplanationFixture.ConceptFixture(
                words(pick([1, 2, 3, 5, 12, 30, 100], &self)),
                (Double(number(below: 2000)) - 500) / 10000 / Double(index + 1),
                hasSharedPattern: number(below: 4) > 0,
                context: words(pick([0, 1, 10, 25, 60, 120, 400], &self)),
                references: number(below: 7)
            )
        }
        fixture.weakerFor = Double(number(below: 1000)) / 1000
        fixture.weakerAgainst = Double(number(below: 1000)) / 1000
        fixture.modelTitle = words(pick([1, 2, 10, 40], &self))
        fixture.checks = (0..<number(below: 3)).map {
            CheckResult(check: "location", channel: $0 == 0 ? nil : $0, passed: false, finding: "x")
        }
        let reasons = LeftOutGroup.Reason.filterReasons
        for index in fixture.concepts.indices {
            var concept = fixture.concepts[index]
            if number(below: 3) == 0 {
                concept.patterns = (0..<concept.references).map { _ in 1 + number(below: 2) }
            }
            if number(below: 4) == 0 {
                concept.doubts = (0...number(below: 2)).map { _ in
                    reasons[number(below: reasons.count)]
                }
            }
            concept.merged = max(number(below: 5) - 2, 0)
            fixture.concepts[index] = concept
        }
        fixture.filtered = (0..<number(below: 6)).map { _ in
            (
                reasons[number(below: reasons.count)], 1 + number(below: 30),
                Double(number(below: 200) - 50) / 1000
            )
        }
        if number(below: 3) == 0 {
            fixture.against = ScoredClass(
                class: [281, 282, 285, 400][number(below: 4)],
                label: words(pick(lengths, &self)),
                probability: Double(number(below: 400)) / 1000
            )
            if number(below: 2) == 0 {
                fixture.target = ScoredClass(
                    class: 401,
                    label: words(pick(lengths, &self)),
                    probability: 0.01
                )
            }
        }
        return fixture
    }
}
