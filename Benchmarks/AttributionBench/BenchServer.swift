import Attribution
import Foundation
import Models
import Tensors

/// Does what lines on standard input ask for and prints one JSON object for each, so that neither
/// loading nor starting is timed.
///
/// The lines: `forward`; `explain LAYER CLASS COUNT`; `index FOLDER LAYERS FILE`, with commas between layers;
/// `write FILE`, which keeps the latest results as safetensors and is not to be timed.
struct BenchServer {
    private let network: BenchedNetwork
    private let index: BenchedIndex
    private let input: Tensor

    /// Prepares the network.
    ///
    /// - Parameters:
    ///   - model: The network with its weights.
    ///   - input: A safetensors file with prepared images as `input`, `[N, 3, H, W]`.
    /// - Throws: Where the file or the model do not fit.
    init(model: Model, input: URL) throws {
        let attributor = try Attributor(
            graph: model.graph,
            composite: try Composite.named("epsilon-plus-flat")
        )
        self.input = try SafetensorsFile(contentsOf: input).tensor(named: "input")
        network = BenchedNetwork(attributor: attributor)
        index = BenchedIndex(model: model, attributor: attributor)
    }

    /// Answers until standard input ends.
    ///
    /// - Throws: What an order throws, or for a line that is no order.
    func run() async throws {
        var latest: [(name: String, tensor: Tensor)] = []
        answer("ready")
        let clock = ContinuousClock()
        while let line = readLine() {
            let words = line.split(separator: " ").map(String.init)
            let start = clock.now
            switch (words.first, words.count) {
            case ("forward", 1):
                latest = [("logits", try network.forward(input).logits)]
            case ("explain", 4):
                guard let target = Int(words[2]), let count = Int(words[3]) else { fallthrough }
                latest = try network.explain(
                    input,
                    layer: words[1],
                    target: target,
                    count: count
                )
            case ("index", 4):
                try await index.build(
                    photos: URL(fileURLWithPath: words[1]),
                    layers: words[2].split(separator: ",").map(String.init),
                    output: URL(fileURLWithPath: words[3])
                )
            case ("write", 2):
                try SafetensorsWriter.write(latest, to: URL(fileURLWithPath: words[1]))
            default: throw ModelsError("\"\(line)\" is no order")
            }
            let time = (clock.now - start) / .seconds(1)
            answer("{\"seconds\": \(time), \"peak_bytes\": \(PeakMemory.bytes)}")
        }
    }

    /// Prints a line that does not wait in a buffer.
    private func answer(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
