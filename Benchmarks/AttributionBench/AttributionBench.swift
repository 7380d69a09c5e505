import Attribution
import Foundation
import Models
import Tensors

/// Our side of `make bench`: loads once, then does what each line on standard input asks for and
/// prints one JSON object for it, so that neither loading nor starting is timed.
///
/// `AttributionBench MODEL WEIGHTS INPUT LAYER CLASS CACHE`; lines: `forward`, `explain`, `write FILE`.
@main
enum AttributionBench {
    static func main() throws {
        let words = CommandLine.arguments
        guard words.count == 7, let target = Int(words[5]) else {
            throw ModelsError("usage: AttributionBench MODEL WEIGHTS INPUT LAYER CLASS CACHE")
        }
        let model = try ModelRegistry.model(
            named: words[1],
            weights: words[2] == "-" ? nil : URL(fileURLWithPath: words[2]),
            cache: URL(fileURLWithPath: words[6])
        )
        let work = BenchedWork(
            attributor: try Attributor(
                graph: model.graph,
                composite: try Composite.named("epsilon-plus-flat")
            ),
            input: try SafetensorsFile(contentsOf: URL(fileURLWithPath: words[3]))
                .tensor(named: "input"),
            layer: words[4],
            target: target
        )
        answer("ready")
        var latest: BenchedWork.Answer?
        let clock = ContinuousClock()
        while let line = readLine() {
            let order = line.split(separator: " ", maxSplits: 1).map(String.init)
            let start = clock.now
            switch order.first {
            case "forward": _ = try work.forward()
            case "explain": latest = try work.explain()
            case "write":
                guard let latest, order.count == 2 else { throw ModelsError("nothing to write") }
                try SafetensorsWriter.write(
                    [
                        ("logits", latest.logits), ("channels", latest.channels),
                        ("heatmaps", latest.heatmaps),
                    ],
                    to: URL(fileURLWithPath: order[1])
                )
            default: throw ModelsError("\"\(line)\" is no order")
            }
            let time = (clock.now - start) / .seconds(1)
            answer("{\"seconds\": \(time), \"peak_bytes\": \(peakMemory())}")
        }
    }

    /// Prints a line that does not wait in a buffer.
    private static func answer(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// The most memory that this process has held, in bytes.
    private static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
