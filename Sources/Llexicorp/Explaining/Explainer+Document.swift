import Attribution
import Concepts
import Digests
import Explanations
import Foundation
import Images
import Models
import Tensors

extension Explainer {
    /// Computes one photo's document and writes its assets.
    ///
    /// - Parameters:
    ///   - photo: The image file.
    ///   - root: The explanation's draft folder.
    /// - Returns: The document without texts, and what the caller should know.
    /// - Throws: The error of the stage that failed.
    func document(
        for photo: URL,
        assets root: URL
    ) async throws -> (explanation: Explanation, notes: [String]) {
        let picture = try PictureFile.read(photo).picture
        let prepared = model.preprocessing.prepare(picture)
        let tape = try attributor.forward(prepared.tensor, downTo: [layer], toInput: true)
        try FiniteLogits.check(tape, of: photo.relativePath)
        let prediction = try prediction(on: tape)
        let target = try target(on: tape, answering: prediction)
        let question = Question(
            target: target,
            against: try against(target, on: tape, answering: prediction)
        )
        try Task.checkCancellation()

        let whole = try attributor.propagate(
            tape,
            [RelevanceRequest(Condition(target: question.start))],
            recording: [layer],
            toInput: true,
            ledger: true
        )
        let ranking = try whole.ranking(of: layer)
        guard let heatmap = whole.heatmaps?.slice(0) else { preconditionFailure("no heatmap") }
        let digest = try SHA256Digest.hex(ofFileAt: photo)
        let selection = try selection(
            from: ranking,
            answering: question,
            overall: heatmap,
            on: tape,
            excluding: digest
        )
        guard !selection.told.isEmpty else {
            throw LlexicorpError(
                "\(photo.relativePath): no channel of \(layer) speaks for \(target.scored.label)",
                hint: "explain another class or layer"
            )
        }
        try Task.checkCancellation()

        let assets = try ExplanationAssets(in: root, photo: picture, frame: prepared.view)
        let overall = try assets.write(heatmap, named: "prediction")
        let references = try await crops?.references(
            for: selection.told.map(\.channel),
            count: settings.references,
            excluding: [digest],
            copiesOf: [PictureHash(of: prepared.picture)]
        )
        var concepts = try concepts(
            selection.told,
            seeing: prepared.picture,
            shownBy: references,
            assets: assets
        )
        let against = try await opposing(
            selection,
            ranking,
            question,
            heatmap,
            tape,
            seeing: prepared.picture,
            excluding: digest,
            assets: assets
        )
        try Task.checkCancellation()
        if settings.narrator.verifiesNames, let crops, let references {
            let tests = try await crops.nameTests(after: references, excluding: [digest])
            for (place, test) in tests.enumerated() {
                for crop in test { try assets.copy(crop) }
                concepts[place].nameTestSamples = test.map(\.sample)
            }
        }
        try Task.checkCancellation()

        let label = try knownLabel(on: tape, prediction: prediction)
        let document = Explanation(
            input: InputPhoto(
                file: photo.lastPathComponent,
                sha256: digest,
                width: picture.width,
                height: picture.height,
                label: label.name,
                labelClass: label.number,
                photo: ExplanationAssets.photo,
                view: Box(prepared.view),
                credit: try settings.credit ?? index?.credit(ofPhoto: digest)
            ),
            model: identity(channels: ranking.channels.count),
            prediction: prediction.with(labelled: label.scored),
            attribution: AttributionSummary(
                composite: attributor.composite.name,
                target: target.scored,
                targetLogit: target.logit,
                coverage: selection.coverage,
                layerShareLeftOut: 1 - selection.coverage,
                conceptsRequested: settings.concepts,
                heatmap: overall.heatmap,
                overlay: overall.overlay,
                ledger: try whole.ledgers.first.map(ledger) ?? [],
                selection: selection.summary,
                against: question.against?.scored,
                againstLogit: question.against?.logit,
                layer: try summary(of: ranking),
                strongest: strongest(
                    of: ranking,
                    selection,
                    told: concepts,
                    opposing: against
                ),
                graph: try origins(of: concepts, answering: question, on: tape)
            ),
            concepts: concepts,
            leftOut: selection.leftOut,
            cautions: CautionRules.cautions(
                for: prediction,
                target: target.scored,
                label: label.name,
                labelClass: label.number,
                meanCorrelation: selection.meanCorrelation,
                indistinctCorrelation: settings.thresholds.indistinctCorrelation
            ),
            texts: [],
            provenance: Provenance(
                created: try CreationDate.current(),
                tool: "llexicorp \(LlexicorpVersion.number)",
                index: index?.identity
            ),
            opposing: against
        )
        var missing = MissingPhotos()
        missing.add(references ?? [])
        return (document, notes(of: selection) + [missing.note].compactMap(\.self))
    }

    /// The strongest untold concepts against the target, with their assets; none where two classes are compared,
    /// since there the other class's side is told.
    private func opposing(
        _ selection: ConceptSelection,
        _ ranking: ChannelRanking,
        _ question: Question,
        _ overall: Tensor,
        _ tape: Tape,
        seeing picture: Picture,
        excluding digest: String,
        assets: ExplanationAssets
    ) async throws -> [Concept] {
        guard question.against == nil else { return [] }
        let told = try selection.opposing(
            ranking,
            thresholds: settings.thresholds,
            evidence: evidence(
                answering: question,
                overall: overall,
                on: tape,
                excluding: digest
            )
        )
        guard !told.isEmpty else { return [] }
        let references = try await crops?.references(
            for: told.map(\.channel),
            count: settings.references,
            excluding: [digest],
            copiesOf: [PictureHash(of: picture)]
        )
        return try concepts(told, seeing: picture, shownBy: references, assets: assets)
    }

    private func identity(channels: Int) -> ModelIdentity {
        ModelIdentity(
            name: model.name,
            title: model.title,
            weightsSHA256: model.weightsSHA256,
            layer: layer,
            layerChannels: channels,
            classCount: model.classNames.count,
            preprocessing: model.preprocessing.summary,
            inputShape: inputShape
        )
    }
}

extension LedgerEntry {
    /// A ledger's row as the document keeps it.
    init(_ row: LedgerRow) {
        self.init(
            layer: row.layer,
            rule: row.rule,
            relevanceIn: row.relevanceIn,
            relevanceOut: row.relevanceOut,
            bias: row.bias,
            stabilizer: row.stabilizer,
            unexplained: row.unexplained + row.padding + row.rounding
        )
    }
}

extension Box {
    /// A frame of `Images` as the document keeps it.
    init(_ frame: FrameBox) {
        self.init(x: frame.x, y: frame.y, width: frame.width, height: frame.height)
    }
}
