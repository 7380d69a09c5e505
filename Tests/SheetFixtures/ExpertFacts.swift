public import Explanations

extension Explanation {
    /// The explanation as a sheet of any audience needs it: its texts are that audience's, and it has what
    /// experts, engineers and auditors ask.
    ///
    /// - Parameters:
    ///   - audience: Whose texts its first ones become.
    ///   - count: How many concepts against the target it shows besides, made from the told ones.
    /// - Returns: The explanation with these texts and facts.
    public func told(to audience: String, opposing count: Int = 3) -> Explanation {
        var explanation = self
        explanation.texts[0].audience = audience
        let shares = concepts.map(\.layerShare)
        explanation.attribution.layer = LayerRelevance(of: shares, height: 13, width: 13)
        explanation.attribution.ledger = (0..<18).map { row in
            LedgerEntry(
                layer: "features.\(18 - row).expand3x3",
                rule: ["z-plus", "pass", "winners"][row % 3],
                relevanceIn: 40 - Double(row) / 7,
                relevanceOut: 40 - Double(row + 1) / 7,
                bias: Double(row) / 70,
                stabilizer: 1e-6,
                shape: [512, 13, 13]
            )
        }
        explanation.opposing = concepts.prefix(count).enumerated().map { index, concept in
            var other = concept
            other.channel = 900 + index
            other.channels = [900 + index]
            other.layerShare = -0.008 / Double(index + 1)
            other.relevance = -0.4 / Double(index + 1)
            return other
        }
        for (index, concept) in (explanation.opposing ?? []).enumerated() {
            guard var text = texts[0].text(forChannel: concepts[index].channel) else { continue }
            text.channel = concept.channel
            explanation.texts[0].concepts.append(text)
        }
        explanation.attribution.strongest = (concepts + (explanation.opposing ?? [])).map {
            StrongChannel(
                channel: $0.channel,
                relevance: $0.relevance,
                layerShare: $0.layerShare,
                told: $0.channel >= 900 ? .against : .shown,
                halfArea: $0.region?.halfArea,
                cell: $0.region?.cell
            )
        }
        explanation.attribution.graph = concepts.map { concept in
            ConceptGraph(
                channel: concept.channel,
                layer: "features.12",
                children: (0..<3).map {
                    ConceptSource(
                        layer: "features.11",
                        channel: 7 * $0,
                        relevance: 0.3,
                        share: 0.1 / Double($0 + 1)
                    )
                }
            )
        }
        explanation.provenance.transcript = TranscriptIdentity(
            file: "transcript.jsonl",
            sha256: String(repeating: "f", count: 64),
            entries: 12
        )
        return explanation
    }
}
