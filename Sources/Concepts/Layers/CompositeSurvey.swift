import Attribution
import Models
import Tensors

/// Measures layers under one composite.
struct CompositeSurvey {
    /// How many photos run through the network together.
    private static let batchSize = 8
    /// How many photos the cost of indexing is measured on.
    private static let timedPhotos = 4
    /// How many photos are kept per channel: as many as a sheet shows.
    ///
    /// The twelve that an index embeds would be every tenth of so few photos, whatever they show.
    private static let referencesPerChannel = 6
    /// How many channels are watched at least, told or not: what random pairs are drawn from.
    private static let fewestWatched = 128

    let attributor: Attributor
    let layers: [String]
    let model: Model
    let settings: LayerSurvey.Settings

    /// What is gathered of one layer.
    private struct Gathered {
        var told: [ToldConcepts] = []
        var channels = 0
        var places: [Int] = []
        var heatmapSeconds = 0.0
        var photoSeconds = 0.0
    }

    /// Surveys all layers.
    ///
    /// - Parameters:
    ///   - photos: The photos; the first ones are explained.
    ///   - advance: Called after each photo.
    /// - Returns: One row per layer, in their order.
    /// - Throws: What the network throws; `CancellationError` if the task is cancelled.
    func rows(for photos: SurveyPhotos, advance: () -> Void) throws -> [SurveyedLayer] {
        var gathered = layers.map { _ in Gathered() }
        for (sample, photo) in zip(photos.samples, photos.prepared).prefix(settings.explained) {
            try Task.checkCancellation()
            try explain(photo.input, of: sample, into: &gathered)
            advance()
        }
        try time(photos, into: &gathered)
        let references = try references(of: gathered, photos: photos, advance: advance)
        return try layers.indices.map { place in
            try row(place, gathered[place], references[place], photos)
        }
    }

    // MARK: - Steps

    /// Explains one photo by every layer.
    private func explain(
        _ input: Tensor,
        of sample: PhotoSample,
        into gathered: inout [Gathered]
    ) throws {
        let tape = try attributor.forward(input, downTo: layers, toInput: true)
        guard tape.logits.elements.allSatisfy(\.isFinite) else { throw Self.notFinite(sample.name) }
        // This pass also makes the denominators that all others share, so that none of them pays for it.
        let whole = try attributor.propagate(
            tape,
            [RelevanceRequest(start: .logits(.top))],
            recording: layers,
            toInput: true
        )
        let handedOn = whole.heatmaps.map { ToldConcepts.positiveSum(of: $0.slice(0)) } ?? 0
        for (place, layer) in layers.enumerated() {
            guard let relevance = whole.layers[layer]?.slice(0) else { continue }
            gathered[place].channels = relevance.shape[0]
            gathered[place].places = Array(relevance.shape.dropFirst())
            let told = try ToldConcepts(
                answer: tape.topClass(0),
                ranking: ChannelRanking(relevance: relevance),
                handedOn: handedOn,
                count: settings.concepts
            ) { channels in
                let requests = channels.map { channel in
                    RelevanceRequest(
                        Condition(
                            target: .top,
                            channels: [ChannelSelection(layer: layer, channels: [channel])]
                        )
                    )
                }
                let clock = ContinuousClock()
                var heatmaps: Tensor?
                gathered[place].heatmapSeconds += try clock.measure {
                    heatmaps = try attributor.propagate(tape, requests, toInput: true).heatmaps
                }.inSeconds
                guard let heatmaps else { preconditionFailure("a pass to the input gave none") }
                return heatmaps
            }
            gathered[place].told.append(told)
        }
    }

    /// Measures how long indexing a photo takes for each layer alone.
    private func time(_ photos: SurveyPhotos, into gathered: inout [Gathered]) throws {
        let timed = photos.samples.indices.prefix(Self.timedPhotos)
        guard !timed.isEmpty else { return }
        for (place, layer) in layers.enumerated() {
            try Task.checkCancellation()
            let seconds = try ContinuousClock().measure {
                _ = try pipeline([layer]).measure(batch(of: photos, timed))
            }.inSeconds
            gathered[place].photoSeconds = seconds / Double(timed.count)
        }
    }

    /// Finds the references of the told channels, and of others to hold them against.
    private func references(
        of gathered: [Gathered],
        photos: SurveyPhotos,
        advance: () -> Void
    ) throws -> [SurveyReferences] {
        let pipeline = pipeline(layers)
        var references = gathered.map {
            SurveyReferences(channels: watched($0), capacity: Self.referencesPerChannel)
        }
        for first in stride(from: 0, to: photos.samples.count, by: Self.batchSize) {
            try Task.checkCancellation()
            let part = first..<min(first + Self.batchSize, photos.samples.count)
            for (photo, outcome) in zip(part, try pipeline.measure(batch(of: photos, part))) {
                let measured = try outcome.get()
                guard measured.isFinite else {
                    throw Self.notFinite(photos.samples[photo].name)
                }
                for place in layers.indices {
                    references[place].offer(measured.layers[place], photo: photo)
                }
                advance()
            }
        }
        return references
    }

    /// The steps of an index build over some layers, with the one ranking that a survey needs.
    private func pipeline(_ layers: [String]) -> NetworkPipeline {
        NetworkPipeline(
            attributor: attributor,
            layers: layers,
            modes: [.relmaxSum],
            targetRule: .ownTop1,
            classNames: model.classNames,
            preprocessing: model.preprocessing
        )
    }

    private func batch(
        of photos: SurveyPhotos,
        _ part: Range<Int>
    ) -> [IndexBuilder.Pipeline.Prepared] {
        part.map { (photos.samples[$0], photos.prepared[$0].input) }
    }

    private static func notFinite(_ photo: String) -> ConceptsError {
        ConceptsError("\(photo): the network's numbers are not finite for this photo")
    }

    /// The told channels, and others spread evenly over the layer.
    private func watched(_ gathered: Gathered) -> [Int] {
        var watched = Set(gathered.told.flatMap(\.channels))
        let others = max(0, Self.fewestWatched - watched.count)
        for step in 0..<min(others, gathered.channels) {
            watched.insert(step * gathered.channels / min(others, gathered.channels))
        }
        return watched.sorted()
    }

    private func row(
        _ place: Int,
        _ gathered: Gathered,
        _ references: SurveyReferences,
        _ photos: SurveyPhotos
    ) throws -> SurveyedLayer {
        let evidence = references.evidence(
            samples: photos.samples,
            hashes: photos.prepared.map(\.pictureHash)
        )
        let told = gathered.told.flatMap(\.channels)
        let measure = WorthMeasure(evidence: evidence)
        let worth = Dictionary(
            uniqueKeysWithValues: try Set(told).map { ($0, try measure.worth(of: $0)) }
        )
        return SurveyedLayer(
            layer: layers[place],
            composite: attributor.composite.name,
            channels: gathered.channels,
            places: gathered.places,
            coverage: gathered.told.map(\.coverage).mean ?? 0,
            correlation: gathered.told.compactMap(\.correlation).mean,
            coherence: told.compactMap { worth[$0]?.coherence }.mean,
            sharedConcepts: ToldConcepts.shared(among: gathered.told),
            negativeReferences: told.compactMap { worth[$0]?.negativeReferences }.mean,
            emptyHeatmaps: Double(gathered.told.reduce(0) { $0 + $1.emptyHeatmaps })
                / Double(max(told.count, 1)),
            secondsPerHeatmap: gathered.heatmapSeconds / Double(max(told.count, 1)),
            secondsPerPhoto: gathered.photoSeconds
        )
    }
}

extension [Double] {
    /// The mean; nil of nothing.
    fileprivate var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}

extension Duration {
    /// The duration in seconds.
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
