public import Explanations
import Foundation

/// A channel's card as lines for a terminal.
public enum CardText {
    /// Writes a card down.
    ///
    /// - Parameters:
    ///   - card: The card.
    ///   - language: The language of the name.
    /// - Returns: Lines without line ends.
    public static func lines(_ card: ChannelCard, language: String) -> [String] {
        let naming = card.naming(in: language)
        var lines = [
            "channel \(card.channel) of \(card.layerChannels), \(card.model), layer \(card.layer)"
        ]
        if let naming {
            let name = naming.name.map { "\"\($0)\"" } ?? "no shared pattern"
            lines.append("  name        \(name), by \(naming.narrator)")
            if let description = naming.description { lines.append("              \(description)") }
        }
        lines += worth(card.worth).map { "  " + $0 }
        if !card.answers.isEmpty {
            let answers = card.answers.prefix(8).map { "\($0.label) \($0.photos)" }
            let others = card.answers.dropFirst(8).map(\.photos).reduce(0, +)
            lines.append(
                "  serves      " + answers.joined(separator: ", ")
                    + (others > 0 ? ", \(others) others" : "")
                    + " (of its \(card.countedPhotos) best photos)"
            )
        }
        for ranking in card.rankings {
            lines.append("")
            lines.append("by \(ranking.mode)")
            lines += table(ranking)
            if ranking.missing > 0 {
                lines.append("  \(ranking.missing) photos are not at hand")
            }
        }
        let roll = card.credits
        if roll.unlicensedCount > 0 {
            lines.append("")
            lines.append(
                "\(roll.unlicensedCount) of \(roll.photoCount) photos have no known licence"
            )
        }
        return lines
    }

    private static func worth(_ worth: ConceptWorth?) -> [String] {
        guard let worth else { return [] }
        func percent(_ value: Double) -> String { String(format: "%.0f %%", 100 * value) }
        var lines: [String] = []
        if let coherence = worth.coherence {
            lines.append("coherence   " + String(format: "%.2f (chance 0.50)", coherence))
        }
        if let rate = worth.firingRate {
            lines.append("active in   \(percent(rate)) of the photos")
        }
        if let variety = worth.labelEntropy {
            lines.append("labels      " + String(format: "%.2f of the greatest variety", variety))
        }
        if let negative = worth.negativeReferences {
            lines.append("negative in \(percent(negative)) of its photos")
        }
        if worth.patterns > 1 { lines.append("patterns    \(worth.patterns)") }
        return lines
    }

    private static func table(_ ranking: ChannelCard.Ranking) -> [String] {
        let isShare = !ranking.mode.hasSuffix("-raw")
        let rows = ranking.references.enumerated().map { number, reference in
            [
                String(number + 1),
                isShare
                    ? String(format: "%.2f %%", 100 * reference.score)
                    : String(format: "%.4g", reference.score),
                (reference.pattern.map { "(\($0)) " } ?? "") + (reference.label ?? "-"),
                reference.answer.label,
                reference.credit.knownLicence ?? "no known licence",
                String(reference.sha256.prefix(12)),
            ]
        }
        guard !rows.isEmpty else { return ["  no photos"] }
        let table = [["", "score", "label", "answer", "licence", "photo"]] + rows
        let widths = table[0].indices.map { column in
            table.map { $0[column].count }.max() ?? 0
        }
        return table.map { row in
            let cells = row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.count)
                return column < 2 ? space + text : text + space
            }
            return "  " + cells.joined(separator: "  ").trimmingSuffix { $0 == " " }
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ isDropped: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isDropped(last) { text.removeLast() }
        return text
    }
}
