extension LayerSurveyReport {
    /// The whole report for a person: table, legend, recommendation, warnings.
    public var text: String {
        ([heading, "", table, "", legend, "", recommendation] + warnings.map { "warning: \($0)" })
            .joined(separator: "\n")
    }

    /// What was looked at.
    var heading: String {
        "\(model): \(photos.explained) photos explained, references from \(photos.references), "
            + "of \(photos.source)"
    }

    /// The rows under their columns' names; the recommended one is marked.
    public var table: String {
        let several = hasSeveralComposites
        var lines = [
            ["layer"] + (several ? ["composite"] : []) + [
                "channels", "told", "alike", "coherence", "shared", "negative", "empty", "ms/map",
                "ms/photo", "score", "",
            ]
        ]
        for layer in layers {
            lines.append(
                [layer.layer] + (several ? [layer.composite] : []) + [
                    "\(layer.channels)",
                    SurveyedLayer.percent(layer.coverage),
                    layer.correlation.map(SurveyedLayer.hundredths) ?? "-",
                    layer.coherence.map(SurveyedLayer.hundredths) ?? "-",
                    layer.sharedConcepts.map(SurveyedLayer.percent) ?? "-",
                    layer.negativeReferences.map(SurveyedLayer.percent) ?? "-",
                    SurveyedLayer.percent(layer.emptyHeatmaps),
                    Self.milliseconds(layer.secondsPerHeatmap),
                    Self.milliseconds(layer.secondsPerPhoto),
                    Self.tenths(layer.score * 100),
                    layer == best ? "<- recommended" : layer.findings.isEmpty ? "" : "!",
                ]
            )
        }
        let names = several ? 2 : 1
        let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            var text = ""
            for (column, cell) in line.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                // Names and the mark stand left, numbers right.
                let isLeft = column < names || column == line.count - 1
                text += (column == 0 ? "" : "  ") + (isLeft ? cell + padding : padding + cell)
            }
            return text.trimmingEnd
        }.joined(separator: "\n")
    }

    /// What the columns mean and what is good.
    var legend: String {
        let few = SurveyedLayer.self
        return """
            told       what a photo's \(concepts) strongest channels hold of the layer's relevance: more is better
            alike      correlation between their heatmaps: less is better; from \
            \(few.hundredths(few.mostCorrelation)) on they cannot be told apart
            coherence  how much a channel's reference photos resemble each other: .50 is chance, 1.00 clear
            shared     how many of a photo's concepts a photo with another answer gets too: less is better
            negative   references in which the channel is negative, which show its opposite: less is better
            empty      concepts that are seen nowhere in the photo: less is better
            ms/map     time for one concept's heatmap; ms/photo: for indexing a photo. Neither counts
            score      the product of told and what the others leave of it, in percent: more is better
            """
    }

    /// The choice with its reason.
    var recommendation: String {
        guard let best else { return "No layer can be recommended." }
        var text = "Recommended: \(best.layer)"
        if hasSeveralComposites { text += " with \(best.composite)" }
        if best.layer == defaultLayer {
            text += ", the model's default"
        } else {
            text += " (the model's default is \(defaultLayer))"
        }
        text += "."
        let close = nearlyAsGood.map { title(of: $0) }
        if !close.isEmpty { text += " Nearly as good: \(close.joined(separator: ", "))." }
        return text
    }

    private static func milliseconds(_ seconds: Double) -> String { tenths(seconds * 1000) }

    /// A number with one digit behind the point.
    private static func tenths(_ value: Double) -> String {
        let rounded = Int((value * 10).rounded())
        return "\(rounded / 10).\(rounded % 10)"
    }
}

extension String {
    /// The text without spaces at its end.
    fileprivate var trimmingEnd: String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
