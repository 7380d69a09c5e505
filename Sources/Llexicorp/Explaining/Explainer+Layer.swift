import Attribution
import Concepts
import Explanations
import Tensors

/// What sheets for experts tell of the whole layer.
extension Explainer {
    /// How many channels of the layer before are named for a concept.
    private static let origins = 3
    /// How many of the strongest channels for and against the target are listed.
    private static let strongest = (supporting: 12, opposing: 6)

    /// What the layer holds.
    func summary(of ranking: ChannelRanking) throws -> LayerRelevance {
        let shape = try shape(of: layer)
        return LayerRelevance(
            of: ranking.channels.map(\.relevance),
            height: shape.count == 3 ? shape[1] : nil,
            width: shape.count == 3 ? shape[2] : nil
        )
    }

    /// The strongest channels for and against, and what became of each.
    func strongest(
        of ranking: ChannelRanking,
        _ selection: ConceptSelection,
        told concepts: [Concept],
        opposing: [Concept]
    ) -> [StrongChannel] {
        let supporting = ranking.channels.prefix(Self.strongest.supporting)
            .filter { $0.relevance > 0 }
        let against = ranking.channels.suffix(Self.strongest.opposing)
            .filter { $0.relevance < 0 }
        return (supporting + against).map { ranked in
            let told = concepts.first { $0.channels.contains(ranked.channel) }
            let shown = told ?? opposing.first { $0.channel == ranked.channel }
            let group = selection.leftOut.first { $0.channels.contains(ranked.channel) }
            return StrongChannel(
                channel: ranked.channel,
                relevance: ranked.relevance,
                layerShare: ranked.layerShare,
                told: told != nil ? .shown : shown != nil ? .against : .leftOut,
                reason: told == nil ? group?.reason : nil,
                halfArea: shown?.region?.halfArea,
                cell: shown?.region?.cell
            )
        }
    }

    /// What the told concepts are made of in the layer before; nil where the network has none before.
    func origins(
        of concepts: [Concept],
        answering question: Question,
        on tape: Tape
    ) throws -> [ConceptGraph]? {
        let names = CandidateLayers.names(in: model.graph)
        let place = try model.graph.index(of: layer)
        let before = try names.last { try model.graph.index(of: $0) < place }
        guard let before else { return nil }
        let requests = concepts.map { concept in
            RelevanceRequest(
                Condition(
                    target: question.start,
                    channels: [ChannelSelection(layer: layer, channels: concept.channels)]
                )
            )
        }
        let made = try attributor.propagate(tape, requests, recording: [before])
        guard let relevance = made.layers[before] else { preconditionFailure("not recorded") }
        return concepts.indices.map { index in
            let ranking = ChannelRanking(relevance: relevance.slice(index))
            let strongest = ranking.channels
                .filter { $0.relevance != 0 }
                .sorted { abs($0.relevance) > abs($1.relevance) }
                .prefix(Self.origins)
            return ConceptGraph(
                channel: concepts[index].channel,
                layer: layer,
                children: strongest.map {
                    ConceptSource(
                        layer: before,
                        channel: $0.channel,
                        relevance: $0.relevance,
                        share: $0.layerShare
                    )
                }
            )
        }
    }

    /// A ledger's rows as the document keeps them, with the layers' shapes.
    func ledger(_ rows: [LedgerRow]) throws -> [LedgerEntry] {
        let shapes = try shapes()
        return rows.map { row in
            var entry = LedgerEntry(row)
            entry.shape = shapes[row.layer]
            return entry
        }
    }

    /// What the model takes: colours, height and width.
    var inputShape: [Int] {
        let side = model.preprocessing.cropSide
        return [model.graph.inputChannels, side, side]
    }

    private func shape(of layer: String) throws -> [Int] { try shapes()[layer] ?? [] }

    /// Each layer's output for one photo, without the batch.
    private func shapes() throws -> [String: [Int]] {
        let shapes = try model.graph.shapes(for: [1] + inputShape)
        return Dictionary(
            zip(model.graph.names, shapes).map { ($0, Array($1.dropFirst())) },
            uniquingKeysWith: { $1 }
        )
    }
}
