import Concepts
import Explanations
import Tensors
import Testing

/// What holds for any layer, whatever is left out and merged.
@Suite("Any selection")
struct SelectionPropertyTests {
    private func stage(_ random: inout SeededGenerator) -> SelectionStage {
        let count = Int.random(in: 1...60, using: &random)
        let stage = SelectionStage(
            (0..<count).map { _ in
                Int.random(in: 0..<5, using: &random) == 0
                    ? 0 : Double(Int.random(in: -20...60, using: &random)) / 7
            }
        )
        stage.hasIndex = Bool.random(using: &random)
        for channel in 0..<count {
            let twin = Int.random(in: 0..<count, using: &random)
            let sign: Float = stage.sums[channel] < 0 ? -1 : 1
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1:
                stage.maps[channel] = SelectionStage.block(twin, value: sign)
                stage.references[channel] = stage.references[twin]
            case 2:
                stage.worths[channel] = SelectionStage.worth(
                    channel,
                    coherence: .random(in: 0...1, using: &random),
                    negative: .random(in: 0...1, using: &random),
                    references: .random(in: 0...12, using: &random)
                )
            case 3: stage.maps[channel] = Tensor(zeros: stage.overall.shape)
            case 4: stage.maps[channel] = SelectionStage.drawing { row, _ in row < 2 ? sign : 0 }
            case 5: stage.maps[channel] = SelectionStage.drawing { ($0 + $1) % 2 == 0 ? sign : 0 }
            default: break
            }
        }
        return stage
    }

    @Test(
        "every channel with relevance is told or left out once, and the shares add up",
        arguments: 0..<60
    )
    func complete(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<10 {
            let stage = stage(&random)
            let count = Int.random(in: 1...8, using: &random)
            let compares = Bool.random(using: &random)
            let keepsAll = Int.random(in: 0..<4, using: &random) == 0
            let selection = try stage.select(
                count: count,
                keepsAll: keepsAll,
                comparesClasses: compares
            )
            let total = stage.sums.reduce(0) { $0 + abs($1) }
            let all = selection.told.flatMap(\.channels) + selection.leftOut.flatMap(\.channels)
            #expect(all.sorted() == stage.sums.indices.filter { stage.sums[$0] != 0 })
            #expect(selection.leftOut.allSatisfy { !$0.channels.isEmpty })

            let untold = selection.leftOut.reduce(0) { $0 + abs($1.layerShare) }
            if total > 0 {
                #expect(abs(selection.coverage + untold - 1) < 1e-9)
                #expect(
                    abs(selection.told.reduce(0) { $0 + abs($1.layerShare) } - selection.coverage)
                        < 1e-9
                )
            }
            for group in selection.leftOut {
                let shares = group.channels.map { stage.sums[$0] / total }
                #expect(abs(shares.reduce(0, +) - group.layerShare) < 1e-9)
                #expect(abs(shares[0] - group.strongest) < 1e-12)
                // One sign, strongest first.
                #expect(shares.allSatisfy { ($0 < 0) == (group.layerShare < 0) })
                #expect(zip(shares, shares.dropFirst()).allSatisfy { abs($0) >= abs($1) })
                if let findings = group.findings {
                    #expect(findings.map(\.channel) == group.channels)
                    #expect(findings.allSatisfy { $0.reason == group.reason })
                } else {
                    #expect([.weakerFor, .weakerAgainst].contains(group.reason))
                }
            }
            let filtered = selection.leftOut.filter { $0.findings != nil }
            #expect(
                abs(
                    filtered.reduce(0) { $0 + abs($1.layerShare) }
                        - selection.summary.layerShareFiltered
                ) < 1e-9
            )
            if keepsAll { #expect(filtered.isEmpty) }

            // As many as there is room for, those for the target first, each side by strength.
            let room = count + (count >= SelectionRules.fewestForAgainst ? 1 : 0)
            #expect(selection.told.count <= room)
            let signs = selection.told.map { $0.relevance < 0 }
            #expect(zip(signs, signs.dropFirst()).allSatisfy { !$0 || $1 })
            for side in [false, true] {
                let strengths = selection.told.filter { ($0.relevance < 0) == side }
                    .map { abs($0.relevance) }
                #expect(strengths == strengths.sorted(by: >))
            }
            if stage.sums.contains(where: { $0 > 0 }) { #expect(!selection.told.isEmpty) }
            for concept in selection.told {
                let sum = concept.channels.reduce(0) { $0 + stage.sums[$1] }
                #expect(abs(sum - concept.relevance) < 1e-9)
                #expect(concept.heatmap != nil && concept.worth != nil)
                // Told in spite of doubts only where asked to, or where nothing else is left.
                #expect(
                    concept.worth?.doubts.isEmpty == true || keepsAll || selection.nonePassed
                )
            }
            if !selection.told.isEmpty {
                #expect(abs(selection.told.reduce(0) { $0 + $1.topShare } - 1) < 1e-9)
            }
        }
    }
}
