public import Attribution
public import Foundation
public import Models
package import Tensors

/// Builds a reference index: one pass over the photos, resumable at any time.
///
/// The file appears at its path when it is whole; until then it is `<index>.partial`, and a build that
/// was interrupted (even killed) goes on behind the last batch it had written. Interrupted or not, the
/// content is the same.
public struct IndexBuilder: Sendable {
    /// Where the index will lie.
    public let output: URL
    /// What the index is made from: one run per layer.
    public var runs: [IndexRun] { plan.runs }

    private let plan: IndexPlan
    private let pipeline: Pipeline
    private let pageLimit: Int?

    /// How a photo becomes numbers; a seam, so that the bookkeeping can be tested without a network.
    package struct Pipeline: Sendable {
        /// A photo with what the network takes, [1, 3, H, W].
        package typealias Prepared = (sample: PhotoSample, input: Tensor)

        /// Reads and prepares one photo; what it throws makes the photo broken.
        package var load: @Sendable (PhotoSample) throws -> PreparedReference
        /// Runs the network on some photos; what it throws ends the build.
        package var measure: @Sendable ([Prepared]) throws -> [PhotoOutcome]

        package init(
            load: @escaping @Sendable (PhotoSample) throws -> PreparedReference,
            measure: @escaping @Sendable ([Prepared]) throws -> [PhotoOutcome]
        ) {
            self.load = load
            self.measure = measure
        }
    }

    /// Prepares a build.
    ///
    /// - Parameters:
    ///   - model: The model; its attributor's composite decides how relevance flows.
    ///   - attributor: The model with its composite.
    ///   - layers: The layers whose channels are ranked, in one pass; one run each.
    ///   - photos: The photos; each is one sample, its ordinal its place in the list.
    ///   - output: Where the index will lie.
    ///   - modes: What the scores measure.
    ///   - targetRule: Which class is attributed for each photo.
    ///   - sampleSize: How many photos are kept per channel and mode; 40 as the CRP paper's code.
    ///   - batchSize: How many photos run through the network together.
    ///   - shard: The part of the photos to look at, to be merged with the others later; nil for all.
    /// - Throws: What the model throws if it has no such layer, or one without channels.
    public init(
        model: Model,
        attributor: Attributor,
        layers: [String],
        photos: PhotoList,
        output: URL,
        modes: [ReferenceMode] = ReferenceMode.standard,
        targetRule: TargetRule = .ownTop1,
        sampleSize: Int = 40,
        batchSize: Int = 8,
        shard: IndexShard? = nil
    ) throws {
        precondition(!layers.isEmpty && !modes.isEmpty, "layers \(layers), rankings \(modes)")
        guard Set(layers).count == layers.count, Set(modes).count == modes.count else {
            throw ConceptsError(
                "a layer or ranking is named twice: \(layers.joined(separator: ", ")); "
                    + modes.map(\.rawValue).joined(separator: ", ")
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let preprocessing = model.preprocessing
        let steps = String(decoding: try encoder.encode(preprocessing), as: UTF8.self)
        let pipeline = NetworkPipeline(
            attributor: attributor,
            layers: layers,
            modes: modes,
            targetRule: targetRule,
            classNames: model.classNames,
            preprocessing: preprocessing
        )
        let graph = attributor.graph
        let photosSHA256 = photos.sha256
        let runs = try layers.map { layer in
            guard let channels = graph.channelCount(try graph.index(of: layer)) else {
                throw ConceptsError("\(model.name): layer \(layer) has no channels to rank")
            }
            return IndexRun(
                model: model.name,
                weightsSHA256: model.weightsSHA256,
                layer: layer,
                channels: channels,
                composite: attributor.composite.name,
                preprocessing: steps,
                modes: modes,
                targetRule: targetRule,
                lateLayer: pipeline.lateLayer,
                photosSHA256: photosSHA256,
                photoCount: photos.samples.count,
                sampleSize: sampleSize
            )
        }
        self.init(
            plan: IndexPlan(runs: runs, photos: photos, batchSize: batchSize, shard: shard),
            output: output,
            pipeline: pipeline.pipeline
        )
    }

    /// Prepares a build of one layer.
    public init(
        model: Model,
        attributor: Attributor,
        layer: String,
        photos: PhotoList,
        output: URL,
        modes: [ReferenceMode] = ReferenceMode.standard,
        targetRule: TargetRule = .ownTop1,
        sampleSize: Int = 40,
        batchSize: Int = 8
    ) throws {
        try self.init(
            model: model,
            attributor: attributor,
            layers: [layer],
            photos: photos,
            output: output,
            modes: modes,
            targetRule: targetRule,
            sampleSize: sampleSize,
            batchSize: batchSize
        )
    }

    package init(plan: IndexPlan, output: URL, pipeline: Pipeline, pageLimit: Int? = nil) {
        self.plan = plan
        self.output = output
        self.pipeline = pipeline
        self.pageLimit = pageLimit
    }

    /// Builds the index, or what is missing of it.
    ///
    /// - Parameter progress: Called at the beginning and after every batch.
    /// - Returns: What was done; if the index is there already, nothing.
    /// - Throws: `ConceptsError` if an index of something else is there, if it cannot be written, or if no
    ///   photo is usable; `CancellationError` between two batches if the task is cancelled. What was
    ///   written stays and the next build goes on from there.
    public func build(
        progress: @Sendable (IndexProgress) -> Void = { _ in }
    ) async throws -> IndexReport {
        let clock = ContinuousClock()
        let start = clock.now
        guard plan.photoCount > 0 else {
            throw ConceptsError(
                "\(plan.photos.source.path): none of its \(plan.photos.missing.count) photos is there",
                hint: "fetch the photos first"
            )
        }
        if let existing = try finishedIndex() {
            let broken = try existing.brokenPhotos()
            let count = plan.range(batchSize: existing.batchSize).count
            return IndexReport(
                url: output,
                scored: count - broken.count,
                broken: broken,
                resumedAt: count,
                seconds: (clock.now - start).inSeconds
            )
        }
        try makeFolder()
        let draft = try IndexDraft(plan: plan, output: output, pageLimit: pageLimit)
        let began = draft.next
        func report() {
            progress(
                IndexProgress(
                    done: draft.next - draft.range.lowerBound,
                    total: draft.range.count,
                    began: began - draft.range.lowerBound,
                    seconds: (clock.now - start).inSeconds
                )
            )
        }
        do {
            report()
            let end = draft.range.upperBound
            var batch = await load(draft.next..<end, atMost: draft.batchSize)
            while !batch.isEmpty {
                try Task.checkCancellation()
                // The next photos are decoded while the network is busy with these.
                let behind = draft.next + batch.count..<end
                let count = draft.batchSize
                async let following = load(behind, atMost: count)
                try draft.commit(measure(batch))
                report()
                batch = await following
            }
            let outcome = try draft.outcome()
            guard outcome.scored > 0 || plan.shard != nil else {
                throw ConceptsError(
                    "\(plan.photos.source.path): none of the \(plan.photoCount) photos can be used; the first: "
                        + (outcome.broken.first?.reason ?? "there are none")
                )
            }
            try draft.finish()
            return IndexReport(
                url: output,
                scored: outcome.scored,
                broken: outcome.broken,
                resumedAt: began - draft.range.lowerBound,
                seconds: (clock.now - start).inSeconds
            )
        } catch {
            try? draft.close()
            throw error
        }
    }

    // MARK: - Steps

    private struct Loaded: Sendable {
        var sample: PhotoSample
        var input: Result<PreparedReference, ConceptsError>
    }

    private func load(_ ordinals: Range<Int>, atMost count: Int) async -> [Loaded] {
        plan.photos.samples[ordinals].prefix(count).map { sample in
            do {
                return Loaded(sample: sample, input: .success(try pipeline.load(sample)))
            } catch {
                // Shards may be built where photos lie elsewhere; what they keep must not differ.
                let reason = "\(error)".replacingOccurrences(of: sample.url.path, with: sample.name)
                return Loaded(sample: sample, input: .failure(ConceptsError(reason)))
            }
        }
    }

    private func measure(_ batch: [Loaded]) throws -> [PhotoOutcome] {
        let usable = batch.compactMap { loaded in
            (try? loaded.input.get()).map { (sample: loaded.sample, input: $0.input) }
        }
        var measured = usable.isEmpty ? [][...] : try pipeline.measure(usable)[...]
        precondition(
            measured.count == usable.count,
            "\(measured.count) of \(usable.count) measured"
        )
        return batch.map { loaded in
            switch loaded.input {
            case .failure(let error): .failure(error)
            case .success(let prepared):
                Self.checked(measured.removeFirst(), sample: loaded.sample, prepared)
            }
        }
    }

    private static func checked(
        _ outcome: PhotoOutcome,
        sample: PhotoSample,
        _ prepared: PreparedReference
    ) -> PhotoOutcome {
        guard case .success(var measurement) = outcome else { return outcome }
        guard measurement.isFinite else {
            return .failure(
                ConceptsError(
                    "\(sample.name): the network's numbers are not finite for this photo"
                )
            )
        }
        measurement.pictureHash = prepared.pictureHash
        return .success(measurement)
    }

    /// The index at the output, if it is the wanted one; nil if there is none, or one of an older schema,
    /// which the new one replaces when it is whole.
    private func finishedIndex() throws -> ReferenceIndex? {
        guard FileManager.default.fileExists(atPath: output.path) else { return nil }
        guard let runs = try ReferenceIndex.runsUnlessOlder(of: output) else { return nil }
        let differences = IndexRun.differences(runs, plan.runs)
        guard differences.isEmpty else {
            throw ConceptsError(
                "\(output.path): is an index of something else: "
                    + differences.joined(separator: "; "),
                hint: "choose another file, or delete this one"
            )
        }
        let existing = try ReferenceIndex(
            open: output,
            layer: runs[0].layer,
            allowUnfinished: true
        )
        if let shard = plan.shard {
            guard existing.shard == shard.description else {
                throw ConceptsError(
                    "\(output.path): is \(existing.shard.map { "shard \($0)" } ?? "an index"), "
                        + "not shard \(shard.description)",
                    hint: "choose another file for the shard"
                )
            }
        } else if !existing.isFinished {
            throw ConceptsError(
                "\(output.path): holds a part of the photos only",
                hint:
                    "merge it with the other shards by `llexicorp index merge`, or choose another file"
            )
        }
        return existing
    }

    private func makeFolder() throws {
        let folder = output.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ConceptsError("\(folder.path): the folder cannot be made")
        }
    }
}

extension Duration {
    /// The duration in seconds.
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
