import ArgumentParser
import Foundation
import Llexicorp
import Synchronization

/// `llexicorp doctor`: what is installed, what is missing, how to get it; with a model, which of its layers
/// explains best.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "What is installed and what is missing; with --model, which layer explains best.",
        discussion: """
            Without --model it looks at what a run needs. With --model it explains a few photos by each \
            candidate layer and says which one tells most that can be told apart and recognized.
            """
    )

    @Option(help: "Survey the layers of this model; `llexicorp model list` shows the names.")
    var model: String?

    @Option(help: "The model's weights file; without it the pulled one.")
    var weights: String?

    @Option(help: "A folder or list of photos to survey on; the reference photos without it.")
    var photos: String?

    @Option(help: "The layers to compare, such as a,b; those of the second half without it.")
    var layers: CommaList?

    @Option(help: "The composites to compare, such as a,b.")
    var composite: CommaList?

    @Option(help: "Another number draws other photos.")
    var seed = 1

    @Flag(help: "Print as JSON.")
    var json = false

    func validate() throws {
        let survey = [weights, photos, layers?.words.first, composite?.words.first]
        if model == nil, survey.contains(where: { $0 != nil }) {
            throw ValidationError("--weights, --photos, --layers and --composite need --model")
        }
    }

    func run() async throws {
        guard let model else { return try examine() }
        var job = LayerPress.Job(
            model: model,
            weights: weights.map(URL.init(fileURLWithPath:)),
            layers: layers?.words,
            composites: composite?.words,
            photos: photos.map(URL.init(fileURLWithPath:))
        )
        job.settings.seed = seed
        let bar = Mutex(ProgressBar("survey"))
        let report = try LayerPress.survey(job) { done, total in
            bar.withLock { $0.show(done: done, total: total, rate: nil, secondsLeft: nil) }
        }
        if json { try JSONOutput.print(report) } else { print(report.text) }
    }

    private func examine() throws {
        let findings = Doctor.examine()
        if json {
            try JSONOutput.print(findings)
        } else {
            for finding in findings {
                let state = finding.isFine ? "ok     " : "missing"
                print("\(state) \(finding.subject): \(finding.detail)")
            }
        }
        if findings.contains(where: { !$0.isFine }) { throw ExitStatus.failed }
    }
}
