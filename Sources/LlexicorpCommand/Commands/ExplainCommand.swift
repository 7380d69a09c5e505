import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp explain`: photos in, one folder with document, assets and sheets out for each.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain photos: a document, its pictures and a printed sheet for each."
    )

    @Argument(help: "The photos: PNG, JPEG or WebP.")
    var images: [String]

    @Option(help: "The folder that gets one folder per photo.")
    var output = "out"

    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var sheetOptions: SheetOptions
    @OptionGroup var narratorOptions: NarratorOptions

    @Option(help: "The reference index; without it the cache's one of this model and layer.")
    var index: String?

    @Option(help: "A folder or list that holds the index's photos, if they are not where it says.")
    var referencePhotos: String?

    @Option(
        name: .customLong("class"),
        help: "The class to explain, by number or name, in place of the answer."
    )
    var targetClass: String?

    @Option(
        help: """
            Explain why the class and not this one, by number or name, or \
            \(ExplainSettings.runnerUp) for the best other class.
            """
    )
    var against: String?

    @Option(help: "The photo's known label; the sheet says whether the answer differs.")
    var label: String?

    @Option(help: "The photo's licence, such as CC-BY-4.0, for credits in galleries and on pages.")
    var licence: String?

    @Option(help: "The photo's author, for the same.")
    var author: String?

    @Option(help: "How many concepts to tell (default: 5, of which a sheet may show fewer).")
    var concepts: Int?

    @Option(help: "How many reference photos each concept shows at most.")
    var references = 6

    @Flag(help: "Tell the strongest concepts whatever their worth; doubts are noted.")
    var keepAll = false

    @Option(
        name: .customLong("threshold"),
        help: ArgumentHelp(
            """
            Set a limit of the filter: \
            \(ExplainSettings.limitNames.joined(separator: ", ")). Repeatable.
            """,
            valueName: "name=value"
        )
    )
    var limits: [String] = []

    @Flag(help: "Print the results as JSON on standard output.")
    var json = false

    func validate() throws {
        if let concepts, concepts < 1 {
            throw ValidationError("--concepts \(concepts): at least 1")
        }
        if !(0...40).contains(references) {
            throw ValidationError("--references \(references): 0 to 40, as many as an index keeps")
        }
        _ = try settings()
    }

    func run() async throws {
        let explainer = try Explainer(settings())
        explainer.notes.forEach(Message.note)
        let photos = images.map(URL.init(fileURLWithPath:))
        if narratorOptions.dryRun { return try await plan(photos, with: explainer) }
        let root = URL(fileURLWithPath: output)
        var results: [PhotoResult] = []
        for (photo, name) in zip(photos, OutputNames.unique(for: photos)) {
            do {
                let outcome = try await explainer.explain(
                    photo,
                    into: root.appendingPathComponent(name)
                )
                outcome.notes.forEach(Message.note)
                results.append(PhotoResult(outcome, photo: photo))
                if !json { print(PhotoResult(outcome, photo: photo).text) }
            } catch let error as CancellationError {
                throw error
            } catch {
                Message.error(error)
                results.append(PhotoResult(failed: ErrorLine.text(error), photo: photo))
            }
        }
        try explainer.finish().forEach(Message.note)
        if json { try JSONOutput.print(results) }
        let failures = results.count { $0.error != nil }
        if failures > 0 { throw failures == results.count ? ExitStatus.failed : .partlyDone }
    }

    /// Prints what each photo would send.
    private func plan(_ photos: [URL], with explainer: Explainer) async throws {
        for photo in photos {
            guard let plan = try await explainer.plan(photo) else { continue }
            print("\(photo.relativePath)\n\(SendingQuestion.text(of: plan))")
        }
    }

    private func settings() throws -> ExplainSettings {
        var settings = ExplainSettings()
        for limit in limits {
            do { try settings.setLimit(limit) } catch {
                throw ValidationError("--threshold: \(error)")
            }
        }
        settings.model = modelOptions.model
        settings.weights = modelOptions.weightsURL
        settings.layer = modelOptions.layer
        settings.composite = modelOptions.composite
        settings.index = index.map(URL.init(fileURLWithPath:))
        settings.targetClass = targetClass
        settings.against = against
        settings.label = label
        if licence != nil || author != nil {
            settings.credit = Credit(licence: licence ?? "", author: author, package: nil)
        }
        settings.keepsAll = keepAll
        settings.concepts = concepts
        settings.references = references
        settings.audiences = sheetOptions.audience.words
        settings.language = sheetOptions.language
        settings.formats = sheetOptions.printedFormats
        settings.dotsPerInch = sheetOptions.dpi
        settings.overlay = sheetOptions.overlay
        settings.showsCredits = sheetOptions.credits
        settings.referencePhotos = referencePhotos.map(URL.init(fileURLWithPath:))
        settings.templates = sheetOptions.templateURL
        settings.narrator = narratorOptions.settings ?? NarratorSettings()
        return settings
    }
}

/// What became of one photo, for people and machines.
private struct PhotoResult: Encodable {
    var photo: String
    var directory: String?
    var files: [String] = []
    var answer: String?
    var probability: Double?
    var error: String?

    init(_ outcome: Explainer.Outcome, photo: URL) {
        self.photo = photo.relativePath
        directory = outcome.directory.relativePath
        files = (outcome.sheets + [outcome.document]).map(\.relativePath)
        answer = outcome.explanation.prediction.label
        probability = outcome.explanation.prediction.probability
    }

    init(failed error: String, photo: URL) {
        self.photo = photo.relativePath
        self.error = error
    }

    var text: String {
        let share = String(format: "%.0f %%", 100 * (probability ?? 0))
        return (["\(photo): \(answer ?? "") (\(share))"] + files.map { "  \($0)" })
            .joined(separator: "\n")
    }
}
