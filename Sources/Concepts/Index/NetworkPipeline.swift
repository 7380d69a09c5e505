package import Attribution
package import Images
package import Models
package import Tensors

/// Runs a model over reference photos: one forward pass a batch, and one backward pass that stops at the
/// concept layer.
package struct NetworkPipeline: Sendable {
    let attributor: Attributor
    let layer: String
    let modes: [ReferenceMode]
    let targetRule: TargetRule
    let classNames: ClassNames
    /// Makes the network's input, [1, 3, H, W], of a picture.
    let prepare: @Sendable (Picture) throws -> Tensor

    package init(
        attributor: Attributor,
        layer: String,
        modes: [ReferenceMode],
        targetRule: TargetRule,
        classNames: ClassNames,
        prepare: @escaping @Sendable (Picture) throws -> Tensor
    ) {
        self.attributor = attributor
        self.layer = layer
        self.modes = modes
        self.targetRule = targetRule
        self.classNames = classNames
        self.prepare = prepare
    }

    /// The steps an index build takes.
    package var pipeline: IndexBuilder.Pipeline {
        IndexBuilder.Pipeline(
            load: { sample in try prepare(try ReferencePhoto.load(sample)) },
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
        if !places.isEmpty {
            let inputs = places.map { batch[$0].input.slice(0) }
            let tape = try attributor.forward(Tensor.stacked(inputs), downTo: [layer])
            let values = try layerValues(of: tape, targets: targets)
            let probabilities = tape.probabilities()
            for (row, place) in places.enumerated() {
                let answer = tape.topClass(row)
                outcomes[place] = .success(
                    PhotoMeasurement(
                        answer: answer,
                        answerLabel: classNames.title(of: answer),
                        logit: Double(tape.logits[row, answer]),
                        probability: Double(probabilities[row, answer]),
                        scores: values.map { ChannelScores($0.slice(row)) }
                    )
                )
            }
        }
        return outcomes.compactMap(\.self)
    }

    /// The layer's relevance or output per mode, [N, C, h, w] each.
    private func layerValues(of tape: Tape, targets: [Target]) throws -> [Tensor] {
        try modes.map { mode in
            switch mode {
            case .actmaxSum:
                return try tape.activation(of: layer)
            case .relmaxSum:
                let relevances = try attributor.propagate(
                    tape,
                    targets.enumerated().map { image, target in
                        RelevanceRequest(image: image, start: .logits(target))
                    },
                    recording: [layer],
                    toInput: false,
                    ledger: false
                )
                guard let relevance = relevances.layers[layer] else {
                    preconditionFailure("the relevance of \(layer) was not recorded")
                }
                return relevance
            }
        }
    }

    /// Which class to attribute for a photo.
    private func target(of sample: PhotoSample) -> Result<Target, ConceptsError> {
        switch targetRule {
        case .ownTop1:
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
