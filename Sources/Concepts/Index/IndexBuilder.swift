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
    /// What the index is made from.
    public let run: IndexRun

    private let photos: PhotoList
    private let batchSize: Int
    private let pipeline: Pipeline
    private let pageLimit: Int?

    /// How a photo becomes numbers; a seam, so that the bookkeeping can be tested without a network.
    package struct Pipeline: Sendable {
        /// A photo with what the network takes, [1, 3, H, W].
        package typealias Prepared = (sample: PhotoSample, input: Tensor)

        /// Reads and prepares one photo; what it throws makes the photo broken.
        package var load: @Sendable (PhotoSample) throws -> Tensor
        /// Runs the network on some photos; what it throws ends the build.
        package var measure: @Sendable ([Prepared]) throws -> [PhotoOutcome]

        package init(
            load: @escaping @Sendable (PhotoSample) throws -> Tensor,
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
    ///   - layer: The layer whose channels are ranked.
    ///   - photos: The photos; each is one sample, its ordinal its place in the list.
    ///   - output: Where the index will lie.
    ///   - modes: What the scores measure.
    ///   - targetRule: Which class is attributed for each photo.
    ///   - sampleSize: How many photos are kept per channel and mode; 40 as the CRP paper's code.
    ///   - batchSize: How many photos run through the network together.
    /// - Throws: What the model throws if it has no such layer, or one without channels.
    public init(
        model: Model,
        attributor: Attributor,
        layer: String,
        photos: PhotoList,
        output: URL,
        modes: [ReferenceMode] = ReferenceMode.allCases,
        targetRule: TargetRule = .ownTop1,
        sampleSize: Int = 40,
        batchSize: Int = 8
    ) throws {
        let graph = attributor.graph
        guard let channels = graph.channelCount(try graph.index(of: layer)) else {
            throw ConceptsError("\(model.name): layer \(layer) has no channels to rank")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let preprocessing = model.preprocessing
        let pipeline = NetworkPipeline(
            attributor: attributor,
            layer: layer,
            modes: modes,
            targetRule: targetRule,
            classNames: model.classNames,
            prepare: { preprocessing.prepare($0).tensor }
        )
        self.init(
            run: IndexRun(
                model: model.name,
                weightsSHA256: model.weightsSHA256,
                layer: layer,
                channels: channels,
                composite: attributor.composite.name,
                preprocessing: String(decoding: try encoder.encode(preprocessing), as: UTF8.self),
                modes: modes,
                targetRule: targetRule,
                photosSHA256: photos.sha256,
                photoCount: photos.samples.count,
                sampleSize: sampleSize
            ),
            photos: photos,
            output: output,
            batchSize: batchSize,
            pipeline: pipeline.pipeline
        )
    }

    package init(
        run: IndexRun,
        photos: PhotoList,
        output: URL,
        batchSize: Int,
        pipeline: Pipeline,
        pageLimit: Int? = nil
    ) {
        precondition(batchSize > 0, "a batch of \(batchSize)")
        self.run = run
        self.photos = photos
        self.output = output
        self.batchSize = batchSize
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
        guard run.photoCount > 0 else {
            throw ConceptsError(
                "\(photos.source.path): none of its \(photos.missing.count) photos is there",
                hint: "fetch the photos first"
            )
        }
        if let existing = try finishedIndex() {
            let broken = try existing.brokenPhotos()
            return IndexReport(
                url: output,
                scored: run.photoCount - broken.count,
                broken: broken,
                resumedAt: run.photoCount,
                seconds: (clock.now - start).inSeconds
            )
        }
        try makeFolder()
        let draft = try IndexDraft(
            run: run,
            photos: photos,
            output: output,
            batchSize: batchSize,
            pageLimit: pageLimit
        )
        let began = draft.next
        func report() {
            progress(
                IndexProgress(
                    done: draft.next,
                    total: run.photoCount,
                    began: began,
                    seconds: (clock.now - start).inSeconds
                )
            )
        }
        do {
            report()
            var batch = await load(from: draft.next, count: draft.batchSize)
            while !batch.isEmpty {
                try Task.checkCancellation()
                // The next photos are decoded while the network is busy with these.
                let behind = draft.next + batch.count
                let count = draft.batchSize
                async let following = load(from: behind, count: count)
                try draft.commit(measure(batch))
                report()
                batch = await following
            }
            let outcome = try draft.outcome()
            guard outcome.scored > 0 else {
                throw ConceptsError(
                    "\(photos.source.path): none of the \(run.photoCount) photos can be used; the first: "
                        + (outcome.broken.first?.reason ?? "there are none")
                )
            }
            try draft.finish()
            return IndexReport(
                url: output,
                scored: outcome.scored,
                broken: outcome.broken,
                resumedAt: began,
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
        var input: Result<Tensor, ConceptsError>
    }

    private func load(from first: Int, count: Int) async -> [Loaded] {
        photos.samples.dropFirst(first).prefix(count).map { sample in
            do {
                return Loaded(sample: sample, input: .success(try pipeline.load(sample)))
            } catch let error as ConceptsError {
                return Loaded(sample: sample, input: .failure(error))
            } catch {
                return Loaded(sample: sample, input: .failure(ConceptsError("\(error)")))
            }
        }
    }

    private func measure(_ batch: [Loaded]) throws -> [PhotoOutcome] {
        let usable = batch.compactMap { loaded in
            (try? loaded.input.get()).map { (sample: loaded.sample, input: $0) }
        }
        var measured = usable.isEmpty ? [][...] : try pipeline.measure(usable)[...]
        precondition(
            measured.count == usable.count,
            "\(measured.count) of \(usable.count) measured"
        )
        return batch.map { loaded in
            switch loaded.input {
            case .failure(let error): .failure(error)
            case .success: Self.checked(measured.removeFirst(), sample: loaded.sample)
            }
        }
    }

    private static func checked(_ outcome: PhotoOutcome, sample: PhotoSample) -> PhotoOutcome {
        guard case .success(let measurement) = outcome,
            !measurement.scores.allSatisfy(\.areFinite) || !measurement.logit.isFinite
        else { return outcome }
        return .failure(
            ConceptsError("\(sample.name): the network's numbers are not finite for this photo")
        )
    }

    private func finishedIndex() throws -> ReferenceIndex? {
        guard FileManager.default.fileExists(atPath: output.path) else { return nil }
        let existing = try ReferenceIndex(open: output)
        let differences = existing.run.differences(from: run)
        guard differences.isEmpty else {
            throw ConceptsError(
                "\(output.path): is an index of something else: "
                    + differences.joined(separator: "; "),
                hint: "choose another file, or delete this one"
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
