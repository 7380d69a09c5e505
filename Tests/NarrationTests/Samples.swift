import Explanations

/// Explanations made by hand.
enum Samples {
    static func reference(
        _ label: String?,
        _ wordNetID: String? = nil,
        rank: Int = 0
    ) -> Reference {
        Reference(
            sample: "sample-\(rank)",
            sha256: String(repeating: "0", count: 64),
            score: 0.5,
            label: label,
            wordNetID: wordNetID,
            answer: ScoredClass(class: 1, label: "goldfish", probability: 0.5),
            crop: "assets/reference-1-\(rank).png",
            heatmap: "assets/reference-1-\(rank).safetensors",
            cropBox: .whole,
            seenBox: .whole,
            credit: Credit(licence: "CC0-1.0", author: nil, package: nil)
        )
    }

    static func references(_ labels: [(String?, String?)]) -> [Reference] {
        labels.enumerated().map { reference($1.0, $1.1, rank: $0) }
    }

    static func region(
        _ cell: Cell,
        width: Double = 0.3,
        height: Double = 0.3,
        halfArea: Double = 0.1,
        pieces: Int = 1
    ) -> Region {
        let position = Cell.allCases.firstIndex(of: cell) ?? 4
        let centre = Point(
            x: (Double(position % 3) + 0.5) / 3,
            y: (Double(position / 3) + 0.5) / 3
        )
        return Region(
            box: Box(
                x: max(0, min(1 - width, centre.x - width / 2)),
                y: max(0, min(1 - height, centre.y - height / 2)),
                width: width,
                height: height
            ),
            centroid: centre,
            cell: cell,
            halfArea: halfArea,
            pieces: pieces
        )
    }

    static func concept(
        _ channel: Int,
        share: Double = 0.046,
        region: Region? = Samples.region(.center),
        _ references: [Reference]
    ) -> Concept {
        Concept(
            channel: channel,
            channels: [channel],
            relevance: share * 20,
            layerShare: share,
            topShare: abs(share),
            heatmap: "assets/concept-\(channel).safetensors",
            overlay: "assets/concept-\(channel).png",
            region: region,
            referenceMode: "relmax",
            references: references
        )
    }

    static func explanation(
        _ concepts: [Concept],
        answer: ScoredClass = ScoredClass(class: 21, label: "kite", probability: 0.92),
        target: ScoredClass? = nil,
        label: String? = nil,
        view: Box = Box(x: 0.17, y: 0.06, width: 0.66, height: 0.88)
    ) -> Explanation {
        let coverage = min(1, concepts.reduce(0) { $0 + abs($1.layerShare) })
        return Explanation(
            input: InputPhoto(
                file: "bird.jpg",
                sha256: String(repeating: "a", count: 64),
                width: 1200,
                height: 900,
                label: label,
                labelClass: nil,
                photo: "assets/photo.png",
                view: view
            ),
            model: ModelIdentity(
                name: "squeezenet1_1",
                title: "SqueezeNet 1.1",
                weightsSHA256: String(repeating: "b", count: 64),
                layer: "features.12",
                layerChannels: 512,
                classCount: 1000,
                preprocessing: "short side 256, centre 224"
            ),
            prediction: Prediction(
                class: answer.class,
                label: answer.label,
                logit: 20,
                probability: answer.probability,
                runnersUp: [ScoredClass(class: 23, label: "vulture", probability: 0.02)]
            ),
            attribution: AttributionSummary(
                composite: "epsilon-plus-flat-head",
                target: target ?? answer,
                targetLogit: 20,
                coverage: coverage,
                layerShareLeftOut: 1 - coverage,
                conceptsRequested: nil,
                heatmap: "assets/heatmap.safetensors",
                overlay: "assets/overlay.png",
                ledger: []
            ),
            concepts: concepts,
            leftOut: [],
            cautions: [],
            texts: [],
            provenance: Provenance(
                created: "2026-11-23T12:00:00Z",
                tool: "llexicorp 0.1.0",
                index: nil
            )
        )
    }
}
