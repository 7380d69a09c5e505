public import Explanations
public import Foundation

/// Tells whose photos explanations show.
public enum CreditReader {
    /// The credits of some explanations together.
    ///
    /// - Parameter documents: Folders that `explain` wrote, or their documents.
    /// - Returns: Every reference photo once, by licence and author, those of the opposing concepts
    ///   included; and the explained photos whose credits were given.
    /// - Throws: `ExplanationsError` if one of them cannot be read.
    public static func credits(of documents: [URL]) throws -> CreditRoll {
        CreditRoll(
            try documents.flatMap { document in
                let explanation = try ExplanationFile.read(from: document)
                return CreditRoll.explainedPhoto(of: explanation.input)
                    + explanation.allConcepts.flatMap(CreditRoll.photos(of:))
            }
        )
    }

    /// The credits as lines for a terminal.
    ///
    /// - Parameter roll: The credits.
    /// - Returns: Lines without line ends.
    public static func lines(_ roll: CreditRoll) -> [String] {
        var lines: [String] = []
        for licence in roll.licences {
            if !lines.isEmpty { lines.append("") }
            let count = licence.photoCount
            lines.append(
                "\(licence.licence ?? "no known licence"): \(count) photo\(count == 1 ? "" : "s")"
                    + (licence.link.map { ", \($0)" } ?? "")
            )
            for author in licence.authors {
                lines.append("  \(author.author ?? "author not named")")
                for photo in author.photos {
                    lines.append(
                        "    \(photo.sha256.prefix(12))  \(photo.label ?? "-")"
                            + (photo.package.map { ", from \($0)" } ?? "")
                    )
                    if photo.source != photo.sha256 { lines.append("      \(photo.source)") }
                }
            }
        }
        if roll.unlicensedCount > 0 {
            lines.append("")
            lines.append(
                "\(roll.unlicensedCount) of \(roll.photoCount) photos have no known licence"
            )
        }
        return lines.isEmpty ? ["no reference photos are shown"] : lines
    }
}
