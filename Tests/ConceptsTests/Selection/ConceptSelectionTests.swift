import Attribution
import Concepts
import Explanations
import Tensors
import Testing

@Suite("Selecting concepts")
struct ConceptSelectionTests {
    /// Sum of absolute values 100; channel 3 and 6 have none.
    private let relevance: [Double] = [10, -7, 30, 0, 5, 20, 0, -2, 18, 8]

    private func select(_ sums: [Double], count: Int) -> ConceptSelection {
        ConceptSelection(ranking: ChannelRanking(sums: sums), count: count)
    }

    private func isClose(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 1e-12 }

    @Test("The strongest for are told, then the strongest against")
    func five() {
        let selection = select(relevance, count: 5)
        #expect(selection.told.map(\.channel) == [2, 5, 8, 0, 9, 1])
        #expect(selection.told.map(\.relevance) == [30, 20, 18, 10, 8, -7])
        #expect(isClose(selection.told[0].layerShare, 0.30))
        #expect(isClose(selection.told[5].layerShare, -0.07))
        #expect(isClose(selection.told[0].topShare, 30.0 / 93))
        #expect(isClose(selection.told[5].topShare, 7.0 / 93))
        #expect(isClose(selection.coverage, 0.93))
        #expect(selection.leftOut.map(\.reason) == [.weakerFor, .weakerAgainst])
        #expect(selection.leftOut.map(\.channels) == [[4], [7]])
        #expect(isClose(selection.leftOut[0].layerShare, 0.05))
        #expect(isClose(selection.leftOut[1].strongest, -0.02))
    }

    @Test("Three concepts leave no room for one against")
    func three() {
        let selection = select(relevance, count: 3)
        #expect(selection.told.map(\.channel) == [2, 5, 8])
        #expect(selection.leftOut.map(\.channels) == [[0, 9, 4], [1, 7]])
        #expect(isClose(selection.leftOut[1].layerShare, -0.09))
        #expect(isClose(selection.leftOut[1].strongest, -0.07))
    }

    @Test("Channels without relevance and weak ones against do not fill up")
    func noPadding() {
        let few = select([0, 99.5, -0.5, 0], count: 5)
        #expect(few.told.map(\.channel) == [1])
        #expect(few.leftOut.map(\.channels) == [[2]])
        let just = select([0, 99, -1, 0], count: 5)
        #expect(just.told.map(\.channel) == [1, 2])
        #expect(just.leftOut.isEmpty && isClose(just.coverage, 1))
    }

    @Test("Nothing to tell is an empty selection, without any not-a-number")
    func nothing() {
        let selection = select([0, 0, 0], count: 5)
        #expect(selection.told.isEmpty && selection.leftOut.isEmpty && selection.coverage == 0)
    }

    @Test("Only against: told from four concepts on")
    func onlyAgainst() {
        let selection = select([-1, -3], count: 4)
        #expect(selection.told.map(\.channel) == [1])
        #expect(isClose(selection.told[0].topShare, 1) && isClose(selection.coverage, 0.75))
        #expect(select([-1, -3], count: 3).told.isEmpty)
    }

    @Test("Equal channels are told in the layer's order")
    func ties() {
        let selection = select([2, 3, 3, 2], count: 3)
        #expect(selection.told.map(\.channel) == [1, 2, 0])
    }

    @Test("A layer's relevance is summed over space")
    func tensor() {
        let selection = ConceptSelection(
            relevance: Tensor(shape: [2, 1, 3], elements: [1, -3, 4, 1, 1, 4]),
            count: 1
        )
        #expect(selection.told.map(\.channel) == [1])
        #expect(selection.told[0].relevance == 6 && isClose(selection.coverage, 0.75))
    }
}

@Suite("Cautions")
struct CautionRulesTests {
    private func prediction(_ probability: Double, next: Double) -> Prediction {
        Prediction(
            class: 7,
            label: "Tabby",
            logit: 9,
            probability: probability,
            runnersUp: [ScoredClass(class: 3, label: "lynx", probability: next)]
        )
    }
    private let answer = ScoredClass(class: 7, label: "Tabby", probability: 0.9)

    @Test(
        "The model is unsure below a half, or with a small lead",
        arguments: [
            (0.9, 0.05, false), (0.5, 0.3, false), (0.499, 0.1, true), (0.55, 0.36, true),
            (0.625, 0.375, false),
        ]
    )
    func unsure(probability: Double, next: Double, expected: Bool) throws {
        let cautions = CautionRules.cautions(
            for: prediction(probability, next: next),
            target: answer
        )
        #expect(cautions.count == (expected ? 1 : 0))
        if expected {
            guard case .unsure(let told, let margin, let runnerUp) = cautions[0] else {
                Issue.record("\(cautions)")
                return
            }
            #expect(told == probability && margin == probability - next && runnerUp?.class == 3)
        }
    }

    @Test("A known label is compared by class, or else by name")
    func label() {
        let sure = prediction(0.9, next: 0.05)
        func cautions(_ label: String, _ labelClass: Int?) -> [Caution] {
            CautionRules.cautions(for: sure, target: answer, label: label, labelClass: labelClass)
        }
        #expect(cautions("tabby", nil).isEmpty)
        #expect(cautions("tiger cat", nil) == [.differsFromLabel(label: "tiger cat")])
        #expect(cautions("house cat", 7).isEmpty)
        #expect(cautions("tabby", 8) == [.differsFromLabel(label: "tabby")])
    }

    @Test("Another class than the answer is told first, with the answer")
    func otherClass() {
        let unsure = prediction(0.4, next: 0.3)
        let cautions = CautionRules.cautions(
            for: unsure,
            target: ScoredClass(class: 3, label: "lynx", probability: 0.3)
        )
        #expect(cautions.count == 2)
        #expect(
            cautions.first
                == .explainsOtherClass(
                    answer: ScoredClass(class: 7, label: "Tabby", probability: 0.4)
                )
        )
    }
}
