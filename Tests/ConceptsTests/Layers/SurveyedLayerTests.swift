import Concepts
import Foundation
import Testing

/// A row to vary.
func surveyed(
    _ layer: String = "features.1",
    _ change: (inout SurveyedLayer) -> Void = { _ in }
) -> SurveyedLayer {
    var row = SurveyedLayer(
        layer: layer,
        composite: "epsilon-plus-flat",
        channels: 64,
        places: [7, 7],
        coverage: 0.25,
        correlation: 0.4,
        coherence: 0.8,
        sharedConcepts: 0.1,
        negativeReferences: 0.05,
        emptyHeatmaps: 0.04,
        secondsPerHeatmap: 0.0123,
        secondsPerPhoto: 0.2
    )
    change(&row)
    return row
}

@Suite("A surveyed layer")
struct SurveyedLayerTests {
    @Test("The score is the product of what is told and what is left of it")
    func score() {
        let expected = 0.25 * 0.6 * 0.6 * 0.9 * 0.95 * 0.96
        #expect(abs(surveyed().score - expected) < 1e-12)
        // Maps that exclude each other are no better than maps that have nothing in common.
        #expect(
            surveyed { $0.correlation = -0.7 }.score == surveyed { $0.correlation = 0 }.score
        )
        #expect(surveyed { $0.coherence = 0.5 }.score == 0)
        #expect(surveyed { $0.coherence = 0.3 }.score == 0)
        #expect(surveyed { $0.coherence = nil }.score == 0)
        #expect(surveyed { $0.correlation = nil }.score == 0)
        #expect(surveyed { $0.coverage = .nan }.score == 0)
        #expect(
            surveyed { $0.sharedConcepts = nil }.score
                == surveyed { $0.sharedConcepts = 0 }.score
        )
        // Times do not count.
        #expect(surveyed { $0.secondsPerHeatmap = 99 }.score == surveyed().score)
    }

    @Test("Findings name the measure that fails, and nothing else")
    func findings() {
        #expect(surveyed().findings.isEmpty)
        let cases: [((inout SurveyedLayer) -> Void, String)] = [
            ({ $0.correlation = 0.954 }, "nearly the same (.95)"),
            ({ $0.coherence = 0.55 }, "(.55, chance is .50)"),
            ({ $0.coherence = nil }, "no photo shows"),
            ({ $0.emptyHeatmaps = 0.5 }, "50 % of its concepts have an empty heatmap"),
            ({ $0.negativeReferences = 0.41 }, "negative in 41 %"),
            ({ $0.sharedConcepts = 0.6 }, "60 % of a photo's concepts"),
            ({ $0.coverage = 0.04 }, "only 4 % of the layer"),
        ]
        for (change, says) in cases {
            let found = surveyed("x", change).findings
            #expect(found.count == 1 && found[0].contains(says), "\(found)")
        }
        let atLimit = surveyed { $0.correlation = SurveyedLayer.mostCorrelation }
        #expect(atLimit.findings.count == 1)
    }
}

@Suite("The report of a survey")
struct LayerSurveyReportTests {
    private func report(_ layers: [SurveyedLayer], references: Int = 96) -> LayerSurveyReport {
        LayerSurveyReport(
            model: "tiny",
            weightsSHA256: "abc",
            defaultLayer: "features.2",
            photos: LayerSurveyReport.Photos(
                source: "photos",
                explained: 12,
                references: references,
                unreadable: [],
                seed: 1
            ),
            concepts: 5,
            layers: layers
        )
    }

    @Test("The best layer is the best of the good ones")
    func best() {
        let good = surveyed("good")
        let better = surveyed("better") { $0.coverage = 0.3 }
        let bad = surveyed("bad") {
            $0.coverage = 1
            $0.sharedConcepts = 0.5
        }
        #expect(bad.score > better.score)
        let all = report([good, better, bad])
        #expect(all.recommended == "better" && all.isGood)
        #expect(all.nearlyAsGood.map(\.layer) == ["good"])
        #expect(all.warnings == ["bad: \(bad.findings[0])"])
        // Of equal ones the last.
        #expect(report([surveyed("a"), surveyed("b")]).recommended == "b")
        // Without a good one the best is taken, with a warning.
        let worse = surveyed("worse") { $0.correlation = 0.9 }
        let poor = report([worse, bad])
        #expect(poor.recommended == "bad" && !poor.isGood && poor.nearlyAsGood.isEmpty)
        #expect(poor.warnings[0].contains("no surveyed layer of tiny explains well"))
        #expect(poor.warnings.count == 3)
        // Nothing that can be recognized is nothing.
        let none = report([surveyed { $0.coherence = 0.4 }])
        #expect(none.recommended == nil && none.text.contains("No layer can be recommended."))
        #expect(report([good], references: 10).warnings.contains { $0.contains("only 10 photos") })
    }

    @Test("The table is aligned and says what is recommended")
    func table() {
        let text = report([
            surveyed("features.7"),
            surveyed("features.12") {
                $0.correlation = 0.954
                $0.channels = 1280
                $0.negativeReferences = nil
            },
        ])
        #expect(
            text.table == """
                layer        channels  told  alike  coherence  shared  negative  empty  ms/map  ms/photo  score
                features.7         64  25 %    .40        .80    10 %       5 %    4 %    12.3     200.0    7.4  <- recommended
                features.12      1280  25 %    .95        .80    10 %         -    4 %    12.3     200.0    0.6  !
                """
        )
        #expect(
            text.text.contains("Recommended: features.7 (the model's default is features.2).")
        )
        #expect(text.text.hasSuffix(": its concepts cannot be told apart"))
    }

    @Test("Several composites are told apart")
    func composites() {
        let both = report([surveyed(), surveyed { $0.composite = "epsilon-plus" }])
        #expect(both.table.contains("composite"))
        #expect(both.recommendedComposite == "epsilon-plus")
        #expect(both.text.contains("Recommended: features.1 with epsilon-plus ("))
        #expect(both.text.contains("Nearly as good: features.1 with epsilon-plus-flat."))
    }

    @Test("JSON holds what was measured and what follows from it")
    func json() throws {
        let data = try JSONEncoder().encode(report([surveyed("features.2")]))
        let object = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any]
        )
        #expect(object["recommended"] as? String == "features.2")
        #expect((object["warnings"] as? [String])?.isEmpty == true)
        let row = try #require((object["layers"] as? [[String: Any]])?.first)
        #expect(row["coverage"] as? Double == 0.25)
        #expect(row["score"] as? Double == surveyed().score)
        #expect((row["findings"] as? [String])?.isEmpty == true)
    }
}
