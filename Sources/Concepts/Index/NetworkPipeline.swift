import Attribution
import Images
import Models
import Tensors

/// Runs a model over reference photos: one forward pass a batch, and one backward pass that stops at the
/// concept layer.
struct NetworkPipeline: Sendable {
    let attributor: Attributor
    let layer: String
    let modes: [ReferenceMode]
    let targetRule: TargetRule

    /// The steps an index build takes.
    var pipeline: IndexBuilder.Pipeline {
        IndexBuilder.Pipeline(
            load: { sample in
                let picture = try ReferencePhoto.load(sample)
                return try attributor.model.preprocessing.prepare(picture).tensor
            },
            measure: measure
        )
    }

    /// Measures some photos as one batch.
    ///
    /// - Parameter batch: The photos with their input tensors, [1, 3, H, W] each.
    /// - Returns: One outcome per photo.
    func measure(_ batch: [IndexBuilder.Pipeline.Prepared]) throws -> [PhotoOutcome] {
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
            let tape = try attributor.forward(Tensor.stacked(inputs))
            let values = try layerValues(of: tape, targets: targets)
            let probabilities = tape.probabilities()
            for (row, place) in places.enumerated() {
                let answer = tape.topClass(row)
                outcomes[place] = .success(
                    PhotoMeasurement(
                        answer: answer,
                        answerLabel: attributor.model.className(answer),
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
                return relevances.layers[layer] ?? Tensor(zeros: [targets.count, 0, 1, 1])
            }
        }
    }

    /// Which class to attribute for a photo.
    private func target(of sample: PhotoSample) -> Result<Target, ConceptsError> {
        switch targetRule {
        case .ownTop1:
            return .success(.top)
        case .givenLabel:
            let names = attributor.model.classNames
            let label = sample.label ?? ""
            if let number = Int(label), number >= 0 { return .success(.classes([number])) }
            guard let number = names.firstIndex(of: label) else {
                return .failure(
                    ConceptsError("\(sample.name): its label \"\(label)\" is no class of the model")
                )
            }
            return .success(.classes([number]))
        }
    }
}
