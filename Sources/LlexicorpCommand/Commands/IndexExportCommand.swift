import ArgumentParser
import Foundation
import Llexicorp

/// `llexicorp index export`: a folder that another machine can use.
struct IndexExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Make a folder of an index for another machine, with as much of the photos as is wanted.",
        discussion: """
            Paths of this machine, and what cameras and editors wrote into photos, stay here in any case. The \
            folder says in README.md and CREDITS.tsv what it holds, under which licences and by whom.
            """
    )

    @Argument(help: "The index file.")
    var index: String

    @Option(help: "The folder to make; nothing may be there.")
    var output: String

    @Flag(help: "Export the reference photos.")
    var photos = false

    @Flag(help: "Export what channels saw in the reference photos, no whole photo.")
    var crops = false

    @Flag(help: "Export no picture; photos are known by their digests.")
    var hashes = false

    @Option(help: "How many references of a channel.")
    var references = 6

    @Option(help: "Whose references, such as 3,17,100-120; all channels' without it.")
    var channels: CommaList?

    @Option(help: "By what references are chosen, such as relmax-sum,actmax-sum.")
    var mode = CommaList(["relmax-sum"])

    @Flag(help: "Export all photos, not only references.")
    var allPhotos = false

    @Option(help: "Export photos of these licences only, such as CC0-1.0,public-domain.")
    var licences: CommaList?

    @Option(help: "The greatest part of what the model saw that a crop may show, 0 to 1.")
    var largestCrop = 1.0

    @Flag(help: "Keep the file names of photos that came by no package.")
    var keepNames = false

    @Flag(help: "Keep labels that are folders' names in an export of hashes.")
    var keepLabels = false

    @Option(help: "The model's name or file, for crops; without it the index's own.")
    var model: String?

    @Option(help: "The weights file, for crops; without it the model's own.")
    var weights: String?

    @Option(help: "The folder or list of the photos, if they are not where the index says.")
    var photosFrom: String?

    @Flag(help: "Print what was exported as JSON on standard output.")
    var json = false

    func validate() throws {
        guard [photos, crops, hashes].count(where: \.self) == 1 else {
            throw ValidationError("give one of --photos, --crops and --hashes")
        }
        if !(1...40).contains(references) {
            throw ValidationError("--references \(references): 1 to 40, as many as an index keeps")
        }
        if !(largestCrop > 0 && largestCrop <= 1) {
            throw ValidationError("--largest-crop \(largestCrop): a part, such as 0.8")
        }
        if allPhotos, !photos { throw ValidationError("--all-photos is for --photos") }
        if keepLabels, !hashes { throw ValidationError("--keep-labels is for --hashes") }
        if keepNames, hashes { throw ValidationError("--keep-names is not for --hashes") }
        if channels != nil, chosenChannels == nil {
            throw ValidationError("--channels: numbers and ranges, such as 3,17,100-120")
        }
    }

    func run() async throws {
        var job = ExportPress.Job(
            index: URL(fileURLWithPath: index),
            output: URL(fileURLWithPath: output),
            kind: photos ? .photos : crops ? .crops : .hashes
        )
        job.export.references = references
        job.export.channels = chosenChannels
        job.export.takesAllPhotos = allPhotos
        job.export.licences = licences.map { Set($0.words) }
        job.export.keepsNames = keepNames
        job.export.keepsLabels = keepLabels
        job.export.largestCrop = largestCrop
        job.modes = mode.words
        job.model = model
        job.weights = weights.map(URL.init(fileURLWithPath:))
        job.photos = photosFrom.map(URL.init(fileURLWithPath:))
        var bar = ProgressBar("export")
        let report = try await ExportPress.export(job) { done, total in
            bar.show(done: done, total: total, rate: nil, secondsLeft: nil)
        }
        ExportPress.notes(report).forEach(Message.note)
        if json {
            try JSONOutput.print(report)
        } else {
            print("\(job.output.relativePath): \(ExportPress.summary(report))")
        }
    }

    /// The channels of `--channels`; nil if it is absent or cannot be read.
    private var chosenChannels: [Int]? {
        guard let channels else { return nil }
        var chosen: [Int] = []
        for word in channels.words {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false)
                .map { Int($0) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
                0 <= first, first <= last, last <= 1_000_000
            else { return nil }
            chosen += first...last
        }
        return Array(Set(chosen)).sorted()
    }
}
