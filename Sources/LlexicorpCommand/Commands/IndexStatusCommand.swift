import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp index status`.
struct IndexStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say what an index was made from, how far it is, and whether all is as it was.",
        discussion: "Ends with 1 where a photo or the model has changed since."
    )

    @Argument(help: "The index file; also one whose build was interrupted.")
    var index: String

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Hash the photos on the disk and compare.")
    var checkPhotos = false

    @Flag(help: "Compare the model's weights with the index's.")
    var checkModel = false

    @Option(help: "The model to compare, a name or a model.yaml; without it the index's.")
    var model: String?

    @Option(help: "The weights file to compare; without it the model's own.")
    var weights: String?

    @Flag(help: "With --json: every channel's best photos.")
    var rankings = false

    @Flag(help: "With --json: every channel's best photos of each class.")
    var statistics = false

    func validate() throws {
        if rankings || statistics, !json {
            throw ValidationError("--rankings and --statistics need --json")
        }
    }

    func run() throws {
        let url = URL(fileURLWithPath: index)
        var details: IndexStatus.Details = []
        if rankings { details.insert(.rankings) }
        if statistics { details.insert(.statistics) }
        var status = try IndexStatus(of: url, with: details)
        if checkPhotos { try status.checkPhotos(of: url) }
        if checkModel || model != nil || weights != nil {
            try status.checkModel(
                named: model,
                weights: weights.map(URL.init(fileURLWithPath:))
            )
        }
        if json {
            try JSONOutput.print(status, isLong: rankings || statistics)
        } else {
            for line in status.lines { print(line) }
        }
        if !status.isIntact { throw ExitStatus.failed }
    }
}
