import Foundation
import Kernels
import Models

/// Our side of `make bench`, and the speed of single layers.
///
/// - `AttributionBench serve MODEL WEIGHTS INPUT CACHE THREADS` loads once, then does what each line of
///   standard input asks for; see ``BenchServer``. WEIGHTS is `-` for the pulled ones.
/// - `AttributionBench peaks THREADS` prints what the machine can do, as JSON.
/// - `AttributionBench micro THREADS` prints the speed of layer shapes as a table.
@main
enum AttributionBench {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        guard let threads = words.last.flatMap(Int.init), threads > 0 else { throw usage }
        ComputeThreads.set(threads)
        switch (words.first, words.count) {
        case ("serve", 6):
            let server = try BenchServer(
                model: try ModelRegistry.model(
                    named: words[1],
                    weights: words[2] == "-" ? nil : URL(fileURLWithPath: words[2]),
                    cache: URL(fileURLWithPath: words[4])
                ),
                input: URL(fileURLWithPath: words[3])
            )
            try await server.run()
        case ("peaks", 2):
            let peaks = MachinePeaks.measured(threads: threads)
            print(
                "{\"flops\": \(peaks.flops), \"bytes_per_second\": \(peaks.bytesPerSecond)}"
            )
        case ("micro", 2):
            LayerSpeeds(peaks: .measured(threads: threads), threads: threads).printTable()
        default: throw usage
        }
    }

    private static var usage: ModelsError {
        ModelsError(
            "usage: AttributionBench serve MODEL WEIGHTS INPUT CACHE THREADS | peaks THREADS | micro THREADS"
        )
    }
}
