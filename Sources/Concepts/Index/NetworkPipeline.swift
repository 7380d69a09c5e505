package import Attribution
import Images
package import Models
import Tensors

/// Runs a model over reference photos: one forward pass a batch, and one backward pass that stops at the
/// lowest indexed layer.
package struct NetworkPipeline: Sendable {
    /// The most that one run of the network keeps of the layers: two photos of all VGG16's.
    private static let keptBytes = 128 << 20

    let attributor: Attributor
    let layers: [String]
    /// The layer by which references are told apart, nil where the network has none.
    let lateLayer: String?
    let modes: [ReferenceMode]
    let targetRule: TargetRule
    let classNames: ClassNames
    let preprocessing: Preprocessing

    package init(
        attributor: Attributor,
        layers: [String],
        modes: [ReferenceMode],
        targetRule: TargetRule,
        classNames: ClassNames,
        preprocessing: Preprocessing
    ) {
        self.attributor = attributor
        self.layers = layers
        self.lateLayer = modes.contains(.relmaxSum) ? LateLayer.name(in: attributor.graph) : nil
        self.modes = modes
        self.targetRule = targetRule
        self.classNames = classNames
        self.preprocessing = preprocessing
    }

    /// The steps an index build takes.
    package var pipeline: IndexBuilder.Pipeline {
        IndexBuilder.Pipeline(
            load: { sample in
                let prepared = preprocessing.prepare(try ReferencePhoto.load(sample))
                return PreparedReference(
                    input: prepared.tensor,
                    pictureHash: PictureHash(of: prepared.picture)
                )
            },
            measure: measure
        )
    }

    /// Measures some photos as one batch.
    ///
    /// - Parameter batch: The photos with their input tensors, [1, 3, H, W] each.
    /// - Returns: One outcome per photo.
    /// - Throws: What the model throws where the layer or an input does not fit it.
    package func measure(_ batch: [IndexBuilder.Pipeline.Prepared]) throws -> [PhotoOutcome] {
        var outcomes: [PhotoOutcome?] = batch.map { _ in nil }
        var targets: [Target] = []
        var places: [Int] = []
        for (place, photo) in batch.enumerated() {
            switch target(of: photo.sample) {
            case .success(let target):
                targets.append(target)
                places.append(place)
            case .failure(let error):
                outcomes[place] = .failure(error)
            }
        }
        let recorded = layers + [lateLayer].compactMap(\.self).filter { !layers.contains($0) }
        let atOnce = try photosAtOnce(recorded, batch.first?.input.shape ?? [])
        for first in stride(from: 0, to: places.count, by: atOnce) {
            let range = first..<min(places.count, first + atOnce)
            let (places, targets) = (Array(places[range]), Array(targets[range]))
            let inputs = places.map { batch[$0].input.slice(0) }
            let tape = try attributor.forward(Tensor.stacked(inputs), downTo: recorded)
            let relevance = try relevance(of: tape, targets: targets)
            let probabilities = tape.probabilities()
            for (row, place) in places.enumerated() {
                let answer = tape.topClass(row)
                outcomes[place] = .success(
                    PhotoMeasurement(
                        answer: answer,
                        answerLabel: classNames.title(of: answer),
                        logit: Double(tape.logits[row, answer]),
                        probability: Double(probabilities[row, answer]),
                        target: targets[row].firstClass ?? answer,
                        layers: try layers.map {
                            try measurement(of: $0, row: row, tape: tape, relevance: relevance[$0])
                        }
                    )
                )
            }
        }
        return outcomes.compactMap(\.self)
    }

    /// How many photos go through the network together: what it keeps of them must not grow with the number
    /// of layers.
    private func photosAtOnce(_ recorded: [String], _ shape: [Int]) throws -> Int {
        guard shape.count == 4 else { return 1 }
        let shapes = try attributor.graph.shapes(for: [1] + shape.dropFirst())
        let values = try recorded.reduce(0) { sum, layer in
            sum + shapes[try attributor.graph.index(of: layer)].reduce(1, *)
        }
        return max(1, Self.keptBytes / (values * MemoryLayout<Float>.stride))
    }

    // MARK: - One layer

    /// The relevance of the layers, [N, C, h, w] each; nothing where no ranking needs it.
    private func relevance(of tape: Tape, targets: [Target]) throws -> [String: Tensor] {
        guard modes.contains(where: { $0.quantity == .relevance }) else { return [:] }
        if targetRule == .eachChannel {
            // Relevance that starts at a layer with the layer's output is that output there.
            let outputs = try layers.map { ($0, try tape.activation(of: $0)) }
            return Dictionary(outputs, uniquingKeysWith: { first, _ in first })
        }
        return try attributor.propagate(
            tape,
            targets.enumerated().map { image, target in
                RelevanceRequest(image: image, start: .logits(target))
            },
            recording: layers,
            toInput: false,
            ledger: false
        ).layers
    }

    private func measurement(
        of layer: String,
        row: Int,
        tape: Tape,
        relevance: Tensor?
    ) throws -> LayerMeasurement {
        let output = try tape.activation(of: layer, image: row)
        let relevance = relevance?.slice(row)
        let outputTotals = ChannelTotals(output)
        let relevanceTotals = relevance.map(ChannelTotals.init)
        let scores = modes.map { mode in
            let totals: ChannelTotals?
            switch mode.quantity {
            case .activation: totals = outputTotals
            case .relevance: totals = relevanceTotals
            }
            guard let totals else { preconditionFailure("\(layer)'s relevance was not recorded") }
            return ChannelScores(
                totals,
                output: output,
                pooling: mode.pooling,
                normalized: mode.isNormalized
            )
        }
        return LayerMeasurement(
            scores: scores,
            fired: ChannelSet(channels: outputTotals.maxima.count) { outputTotals.maxima[$0] > 0 },
            embedding: try embedding(of: layer, row: row, tape: tape, relevance: relevance)
        )
    }

    private func embedding(
        of layer: String,
        row: Int,
        tape: Tape,
        relevance: Tensor?
    ) throws -> @Sendable (Int) -> ReferenceEmbedding? {
        guard let lateLayer, let relevance else { return { _ in nil } }
        let late = try tape.activation(of: lateLayer, image: row).withPlaces
        let planes = relevance.withPlaces
        let isLate = layer == lateLayer
        return { channel in
            ReferenceEmbedding(
                late: late,
                relevance: planes.slice(channel),
                excluding: isLate ? channel : nil
            )
        }
    }

    /// Which class to attribute for a photo.
    private func target(of sample: PhotoSample) -> Result<Target, ConceptsError> {
        switch targetRule {
        case .ownTop1, .eachChannel:
            return .success(.top)
        case .givenLabel:
            let label = sample.label ?? ""
            guard let number = try? classNames.index(of: label) else {
                return .failure(
                    ConceptsError("\(sample.name): its label \"\(label)\" is no class of the model")
                )
            }
            return .success(.classes([number]))
        }
    }
}

extension Target {
    /// The class that was asked for, nil for the model's own answer.
    fileprivate var firstClass: Int? {
        if case .classes(let classes) = self { classes.first } else { nil }
    }
}

extension Tensor {
    /// A layer's [C, h, w]; a fully connected layer's [C] as channels of one place.
    fileprivate var withPlaces: Tensor {
        shape.count == 1 ? reshaped(to: [shape[0], 1, 1]) : self
    }
}
