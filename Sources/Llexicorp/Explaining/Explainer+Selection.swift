import Attribution
import Concepts
import Explanations
import Foundation
import Tensors

/// Choosing the concepts of a photo.
extension Explainer {
    /// What is attributed: one class, or the difference of two.
    struct Question {
        let target: ExplainedClass
        let against: ExplainedClass?

        /// Where relevance starts.
        var start: Target {
            if let against {
                return .difference(target.scored.class, over: against.scored.class)
            }
            return .classes([target.scored.class])
        }
    }

    /// Chooses the concepts to tell.
    ///
    /// - Parameters:
    ///   - ranking: The layer's channels by their relevance.
    ///   - question: What is attributed.
    ///   - overall: The heatmap of the whole prediction.
    ///   - tape: The forward pass of the photo.
    ///   - digest: The SHA-256 of the photo, which is no reference of its own concepts.
    /// - Returns: The told concepts with their heatmaps, and what is left out.
    /// - Throws: The error of a pass or of the index.
    func selection(
        from ranking: ChannelRanking,
        answering question: Question,
        overall: Tensor,
        on tape: Tape,
        excluding digest: String
    ) throws -> ConceptSelection {
        try ConceptSelection(
            ranking: ranking,
            rules: SelectionRules(
                count: settings.concepts ?? ExplainSettings.defaultConcepts,
                keepsAll: settings.keepsAll,
                comparesClasses: question.against != nil,
                thresholds: settings.thresholds
            ),
            evidence: evidence(
                answering: question,
                overall: overall,
                on: tape,
                excluding: digest
            )
        )
    }

    /// What concepts are chosen by.
    func evidence(
        answering question: Question,
        overall: Tensor,
        on tape: Tape,
        excluding digest: String
    ) -> SelectionEvidence {
        var references: ((Int) throws -> [String])?
        if let index {
            references = { channel in
                let first = try index.references(
                    channel: channel,
                    count: SelectionEvidence.sharedRanks + 1
                )
                let digests = first.filter { $0.score > 0 }.map(\.sample.photo.sha256)
                return Array(
                    digests.filter { $0 != digest }.prefix(SelectionEvidence.sharedRanks)
                )
            }
        }
        return SelectionEvidence(
            overall: overall,
            heatmaps: { try self.heatmaps(of: $0, answering: question, on: tape) },
            worth: worth,
            references: references
        )
    }

    /// The conditional heatmaps of some sets of channels, as one batch.
    private func heatmaps(
        of sets: [[Int]],
        answering question: Question,
        on tape: Tape
    ) throws -> [Tensor] {
        let requests = sets.map { channels in
            RelevanceRequest(
                Condition(
                    target: question.start,
                    channels: [ChannelSelection(layer: layer, channels: channels)]
                )
            )
        }
        let made = try attributor.propagate(tape, requests, toInput: true).heatmaps
        guard let made else { preconditionFailure("no heatmaps") }
        return sets.indices.map(made.slice)
    }

    /// What a person should know of how the concepts were chosen, besides what the sheet says.
    func notes(of selection: ConceptSelection) -> [String] {
        var notes: [String] = []
        if selection.nonePassed, let told = selection.told.first {
            let reasons = Set(told.worth?.doubts.map(\.reason.rawValue) ?? [])
            notes.append(
                "no channel of \(layer) passes the filter for this photo; the strongest, \(told.channel), "
                    + "is told with its doubts: \(reasons.sorted().joined(separator: ", "))"
            )
        }
        let limit = selection.summary.thresholds.indistinctCorrelation
        if let correlation = selection.meanCorrelation, correlation >= limit {
            let shown = String(format: "%.2f", correlation)
            notes.append(
                "the heatmaps of \(layer)'s concepts are nearly the same for this photo (correlation "
                    + "\(shown)); llexicorp doctor --model \(settings.model) compares the layers"
            )
        }
        return notes
    }
}
